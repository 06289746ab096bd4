"""Partners who come with the token of an issuer: what they are let in to, and who lets them in."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from producers.models import Act, Consent
from shop.actions.export_snapshot import refresh_exports
from shop.actions.feed_tokens import admit
from shop.actions.feed_tokens import revoke_token as revoke_key
from shop.actions.partners import admit as admit_partner
from shop.actions.partners import revoke_token
from shop.domain.errors import RefusedError
from shop.domain.webhooks import Scope
from shop.models import FeedToken, PartnerCart, PartnerToken
from shop.openid import keys
from shop.testing.builders import a_market, a_product, a_variant, on_show
from shop.testing.feeds import STAFF, a_channel, shares
from shop.testing.openid import KEYS_URL, NAME, a_bearer, an_issuer, an_rsa_key, claims, for_a_program
from shop.testing.partners import a_partner

pytestmark = pytest.mark.django_db
DFC, BULK = "/api/dfc/enterprises", "/api/v1/partner/products"


@pytest.fixture(autouse=True)
def _issuer(settings):
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer()]}
    cache.clear()


@pytest.fixture
def channel():
    a_market()
    return a_channel("ofn", dialect="dfc", market=a_market("eu"), country="FR")


@pytest.fixture
def maker(channel):
    rug = a_variant(a_product(slug="rug"), price="120.00", currency="EUR", stock=3)
    on_show(rug)
    shares(rug.product.producer)
    refresh_exports()
    return rug.product.producer


def ask(address: str, said: dict, key=None):
    return Client().get(address, headers={"authorization": f"Bearer {a_bearer(said, key)}"})


def test_the_token_of_a_program_opens_its_channel_and_its_makers_alone(channel, maker):
    assert ask(DFC, for_a_program()).status_code == 401
    admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    assert maker.export_id in ask(DFC, for_a_program()).content.decode()
    for another in (for_a_program("other"), claims(), claims(client_id="coop"), for_a_program(aud="x")):
        assert ask(DFC, another).status_code == 401
    assert ask(DFC, for_a_program(), an_rsa_key("thief")).status_code == 401
    Consent.objects.update(withdrawn_at=timezone.now())
    assert ask(f"{DFC}/{maker.export_id}", for_a_program()).status_code == 404


def test_a_channel_that_chooses_makers_shows_a_program_no_others(channel, maker):
    admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    channel.makers.add(a_product(slug="bowl").producer)
    assert ask(f"{DFC}/{maker.export_id}", for_a_program()).status_code == 404


def test_an_account_is_let_in_by_its_own_name_and_goes_before_its_program(channel, maker):
    own = a_channel("own", dialect="dfc", market=a_market("eu"), country="FR")
    admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    admit(own, "Amina", NAME, "sub:uuid-of-coop", actor=STAFF)
    assert ask(DFC, for_a_program()).status_code == 200
    assert (own.reads.count(), channel.reads.count()) == (1, 0)


def test_who_is_taken_out_reads_nothing_more_and_may_be_let_in_again(channel, maker):
    row = admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    with pytest.raises(RefusedError, match="known_already"):
        admit(channel, "Coop again", NAME, "client:coop", actor=STAFF)
    revoke_key(row, actor=STAFF)
    assert ask(DFC, for_a_program()).status_code == 401
    admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    assert ask(DFC, for_a_program()).status_code == 200


def test_a_name_stands_for_one_reader_whoever_writes(channel):
    admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    with pytest.raises(IntegrityError, match="subject"):
        FeedToken.objects.create(
            channel=channel, consumer="x", digest="x", issuer=NAME, subject="client:coop"
        )


def test_an_issuer_who_is_not_believed_any_more_opens_nothing(channel, maker, settings):
    admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    settings.SHOP = settings.SHOP | {"OPENID": []}
    assert ask(DFC, for_a_program()).status_code == 401


def test_the_name_at_one_issuer_is_nobody_at_another(channel, maker, settings):
    admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    other = "https://other.example"
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer(), an_issuer(ISSUER=other)]}
    assert ask(DFC, for_a_program(iss=other)).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_keys_are_fetched_outside_of_a_transaction_and_an_issuer_that_is_away_is_no_refusal(
    channel, settings, monkeypatch
):
    within = []
    monkeypatch.setattr(keys, "get", lambda url, most: within.append(connection.in_atomic_block))
    settings.SHOP = settings.SHOP | {"OPENID": [an_issuer(KEYS_URL=KEYS_URL)]}
    admit(channel, "Coop", NAME, "client:coop", actor=STAFF)
    for address in (DFC, BULK):
        answer = ask(address, for_a_program())
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert within == [False]


def test_a_partner_reads_and_sells_with_the_token_of_an_issuer(channel, maker):
    partner = a_partner(Scope.READ, Scope.SELL, market=a_market("eu"))
    assert ask(BULK, for_a_program()).json()["code"] == "unauthorized"
    row = admit_partner(partner, "their shop", NAME, "client:coop", actor=STAFF)
    assert len(ask(BULK, for_a_program()).json()["items"]) == 1
    opened = Client().post(
        "/api/v1/carts",
        {"country": "FR"},
        content_type="application/json",
        headers={"authorization": f"Bearer {a_bearer(for_a_program())}"},
    )
    assert (opened.status_code, PartnerCart.objects.get().partner) == (201, partner)
    revoke_token(row, actor=STAFF)
    assert ask(BULK, for_a_program()).json()["code"] == "unauthorized"


def test_what_the_partner_may_not_do_its_issuer_cannot_open(channel):
    admit_partner(
        a_partner(Scope.SELL, market=a_market("eu")), "their shop", NAME, "client:coop", actor=STAFF
    )
    assert ask(BULK, for_a_program()).status_code == 403
    assert ask(DFC, for_a_program()).status_code == 401


def test_an_operator_lets_a_program_in_and_reads_who_it_is(admin_client, channel, settings):
    there = reverse("shop_office:feed", args=[channel.pk])
    admitting = reverse("shop_office:feed_operate", args=[channel.pk, "admit"])
    typed = {"admit-consumer": "Coop", "admit-issuer": NAME, "admit-known_by": "client",
             "admit-subject": "coop", "admit-reason": "they asked"}  # fmt: skip
    answer = admin_client.post(admitting, typed)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    row = FeedToken.objects.get()
    assert (row.issuer, row.subject, row.consumer) == (NAME, "client:coop", "Coop")
    assert Act.objects.filter(verb="feed_token.given", reason="they asked").exists()
    assert "client:coop" in admin_client.get(there).content.decode()
    assert admin_client.post(admitting, typed).status_code == 422
    assert admin_client.post(admitting, typed | {"admit-issuer": "https://evil"}).status_code == 422
    sheet = a_channel("sheet", market=a_market("eu"))
    other = reverse("shop_office:feed_operate", args=[sheet.pk, "admit"])
    assert admin_client.post(other, typed).status_code == 404
    settings.SHOP = settings.SHOP | {"OPENID": []}
    assert "admit-issuer" not in admin_client.get(there).content.decode()
    assert admin_client.post(admitting, typed).status_code == 404


def test_an_operator_lets_a_partner_in_by_its_issuer(admin_client, channel):
    partner = a_partner(Scope.READ, market=a_market("eu"))
    there = reverse("shop_office:partner", args=[partner.pk])
    typed = {"label": "their shop", "issuer": NAME, "known_by": "client", "subject": "coop"}
    assert admin_client.post(there, typed | {"label": ""}).status_code == 422
    assert admin_client.post(there, typed).status_code == 302
    assert PartnerToken.objects.get().subject == "client:coop"
    assert admin_client.post(there, typed).status_code == 422
    assert "client:coop" in admin_client.get(there).content.decode()
