"""Partners in the office: a token is shown once, an address is checked, a message is sent once more."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from producers.models import Act
from producers.testing.builders import an_operator
from shop.domain.webhooks import Scope
from shop.models import Partner, PartnerToken, WebhookEndpoint, WebhookMessage
from shop.testing.builders import a_market
from shop.testing.partners import a_partner, an_endpoint
from tests.shop.office.test_office import into_the_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    a_market()
    client = Client()
    client.force_login(into_the_office(an_operator(username="operator")))
    return client


def at(name: str, *args: int) -> str:
    return reverse(f"shop_office:{name}", args=args)


def a_message(endpoint: WebhookEndpoint, **fields) -> WebhookMessage:
    now = timezone.now()
    own = {"endpoint": endpoint, "key": "k", "kind": "product.changed", "next_at": now, "happened_at": now}
    return WebhookMessage.objects.create(**own | fields)


def test_a_partner_is_let_in_and_given_a_token_that_is_shown_once(office):
    form = {"name": "Réseau", "market": "ma", "scopes": ["catalogue.read"], "origin": "https://b.example"}
    there = office.post(at("partners"), form).headers["Location"]
    partner = Partner.objects.get()
    assert (partner.scopes, partner.origins) == (["catalogue.read"], ["https://b.example"])
    page = office.post(there, {"label": "import"}).content.decode()
    token = PartnerToken.objects.get()
    assert f"{token.ends_with}<" in page.replace(" ", "").replace("\n", "")
    assert "tiwizi_" in page
    assert "tiwizi_" not in office.get(there).content.decode()
    assert Act.objects.filter(verb="partner.token_given", actor_name="operator").exists()


def test_a_token_is_taken_back_for_good(office):
    there = at("partner", a_partner(Scope.READ).pk)
    office.post(there, {"label": "import"})
    token = PartnerToken.objects.get()
    assert office.get(at("partner_token", token.pk)).status_code == 200
    assert PartnerToken.objects.get().revoked_at is None
    office.post(at("partner_token", token.pk))
    assert PartnerToken.objects.get().revoked_at


@pytest.mark.parametrize("url", ["http://a.example/", "https://me:x@a.example/", "x"])
def test_a_bad_address_is_refused_beside_its_field_and_kept(office, url):
    there = at("partner", a_partner(Scope.READ).pk)
    answer = office.post(there, {"url": url, "events": ["stock.changed"]})
    assert answer.status_code == 422
    assert url in answer.content.decode()
    assert not WebhookEndpoint.objects.exists()


def test_nothing_typed_and_nothing_chosen_is_refused(office):
    there = at("partner", a_partner(Scope.READ).pk)
    assert office.post(there, {}).status_code == 422
    assert office.post(there, {"url": "https://a.example/"}).status_code == 422


def test_an_address_is_added_switched_off_and_on(office):
    there = at("partner", a_partner(Scope.READ).pk)
    office.post(there, {"url": "https://a.example/in", "events": ["stock.changed"]})
    endpoint = WebhookEndpoint.objects.get()
    page = office.get(at("webhook_endpoint", endpoint.pk)).content.decode()
    assert endpoint.secret in page
    for is_off in (True, False):
        office.post(at("webhook_endpoint", endpoint.pk))
        assert bool(WebhookEndpoint.objects.get().disabled_at) is is_off


def test_a_message_is_sent_once_more(office):
    endpoint = an_endpoint(a_partner(Scope.READ))
    now = timezone.now()
    row = a_message(endpoint, state="sent", sent_at=now)
    assert office.get(at("webhook", row.pk)).status_code == 200
    office.post(at("webhook", row.pk))
    row.refresh_from_db()
    assert (row.state, row.sent_at) == ("waiting", None)
    assert Act.objects.filter(verb="webhook.replayed").count() == 1


def test_a_long_list_is_paged_and_costs_the_same(office, django_assert_max_num_queries):
    partner = a_partner(Scope.READ)
    endpoint = an_endpoint(partner)
    for place in range(60):
        a_message(endpoint, key=str(place))
    with django_assert_max_num_queries(25):
        first = office.get(at("webhooks", partner.pk)).content.decode()
    assert first.count("product.changed") == 50
    assert office.get(at("webhooks", partner.pk) + "?p=2").content.decode().count("product.changed") == 10


def test_what_a_partner_reads_and_where_it_sells_is_changed_with_a_reason(office):
    partner = a_partner(Scope.READ)
    there = at("partner_edit", partner.pk)
    wrong = office.post(there, {"name": "B", "origins": "https://b.example/path", "reason": "x"})
    assert wrong.status_code == 422
    assert "https://b.example/path" in wrong.content.decode()
    typed = {"name": "B", "scopes": ["orders.write"], "origins": "https://b.example\nhttps://c.example"}
    typed |= {"languages": ["ar", "fr"]}
    done = office.post(there, typed | {"regions": ["MA-05"], "reason": "it asked for it"})
    assert done.headers["Location"] == at("partner", partner.pk)
    partner.refresh_from_db()
    assert (partner.name, partner.scopes) == ("B", ["orders.write"])
    assert partner.origins == ["https://b.example", "https://c.example"]
    assert partner.selection == {"regions": ["MA-05"]}
    assert partner.languages == ["ar", "fr"]
    act = Act.objects.get(verb="partner.changed")
    assert (act.reason, act.before["scopes"]) == ("it asked for it", ["catalogue.read"])
    assert 'value="MA-05" selected' in office.get(there).content.decode()
