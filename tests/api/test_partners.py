"""Partners: what their tokens open and what they do not, reading in bulk with what is gone, own orders."""

import json

import pytest
from django.test import Client

from producers.models import Consent
from producers.testing.builders import texts
from shop.actions.export_snapshot import refresh_exports
from shop.actions.partners import revoke_token
from shop.domain.webhooks import Scope
from shop.models import ExportRow, Partner, PartnerCart, PartnerToken, Price, Product
from shop.testing.builders import a_market, on_show
from shop.testing.partners import OPERATOR, a_partner, a_token, shares_her_data
from tests.pages.buying import GATEWAYS, two_makers

pytestmark = pytest.mark.django_db(transaction=True)
BULK = "/api/v1/partner/products"


@pytest.fixture
def goods(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    made = two_makers()
    a_market("eu")
    on_show(*made)
    shares_her_data(*(one.product.producer for one in made))
    refresh_exports()
    return made


def read(token: str, status: int = 200, **asked: object) -> dict:
    answer = Client().get(BULK, asked, HTTP_AUTHORIZATION=f"Bearer {token}")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_only_a_token_with_the_scope_opens_it(goods):
    token = a_token(Scope.READ)
    assert len(read(token)["items"]) == 2
    assert read(a_token(Scope.SELL), 403)["code"] == "forbidden"
    for wrong in (
        "x",
        token[:-1],
        token + "a",
        "",
        "é",
        "a" * 5000,
        "\ud800".encode("utf-8", "replace").decode(),
    ):
        assert read(wrong, 401)["code"] == "unauthorized"
    none = Client().get(BULK)
    assert (none.status_code, none.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert Client().get(BULK, HTTP_AUTHORIZATION=f"Basic {token}").status_code == 401


def test_texts_come_in_the_languages_that_the_partner_reads_and_all_where_it_names_none(goods):
    words = {"fr": "Laine", "ar": "صوف", "en": "Wool"}
    Product.objects.update(name=texts(words), summary=texts({"fr": "Douce"}))
    refresh_exports()
    token = a_token(Scope.READ)
    assert read(token)["items"][0]["name"] == words
    Partner.objects.update(languages=["ar", "en"])
    item = read(token)["items"][0]
    assert item["name"] == {"ar": "صوف", "en": "Wool"}
    assert "fr" not in item["category_name"]
    assert item["summary"] == {}
    assert item["offers"][0]["market"] == "ma"


def test_what_shops_pay_is_not_told_to_programs(goods):
    Price.objects.update(trade="1.23")
    Product.objects.update(carton_pieces=12)
    refresh_exports()
    token = a_token(Scope.READ)
    items = read(token)["items"]
    assert not {"carton_pieces", "trade_minor"} & {*items[0], *items[0]["offers"][0]}
    assert "123" in ExportRow.objects.filter(kind="variant", is_current=True).first().data


def test_a_revoked_token_is_as_unknown_as_any(goods):
    token = a_token(Scope.READ)
    revoke_token(PartnerToken.objects.get(), actor=OPERATOR)
    assert read(token, 401) == read("never", 401)


def test_a_token_is_kept_as_its_digest_alone(goods):
    token = a_token(Scope.READ)
    kept = json.dumps(list(PartnerToken.objects.values()), default=str)
    assert token not in kept
    assert token[8:-4] not in kept


def test_pages_are_the_whole_catalogue_and_say_where_to_go_on(goods):
    token = a_token(Scope.READ)
    first = read(token, limit=1)
    second = read(token, limit=1, cursor=first["next"])
    assert second["next"] is None
    ids = [one["id"] for one in (*first["items"], *second["items"])]
    assert sorted(ids) == sorted(one.export_id for one in goods)
    assert read(token, since=second["since"])["items"] == []


def test_prices_are_those_of_the_partners_market_alone(goods):
    Price.objects.create(variant=goods[0], amount="30.00", amount_currency="EUR")
    refresh_exports()
    for one in read(a_token(Scope.READ))["items"]:
        assert {offer["market"] for offer in one["offers"]} == {"ma"}


def test_what_has_changed_and_what_is_gone_is_read_since(goods):
    token = a_token(Scope.READ)
    since = read(token)["since"]
    Price.objects.filter(variant=goods[0]).update(amount="77.00")
    Product.objects.filter(pk=goods[1].product_id).update(live=False)
    refresh_exports()
    later = read(token, since=since)
    assert [one["id"] for one in later["items"]] == [goods[0].export_id]
    assert later["items"][0]["offers"][0]["minor"] == 7700
    assert later["gone"] == [goods[1].export_id]


def test_a_maker_who_shares_no_more_is_left_out_at_once(goods):
    token = a_token(Scope.READ)
    Consent.objects.filter(organisation=goods[0].product.producer).delete()
    assert [one["id"] for one in read(token)["items"]] == [goods[1].export_id]


def test_a_selection_is_all_that_a_partner_reads(goods):
    partner = a_partner(Scope.READ, selection={"makers": [goods[1].product.producer.export_id]})
    assert [one["id"] for one in read(a_token(partner=partner))["items"]] == [goods[1].export_id]


@pytest.mark.parametrize("since", ["-1", "x", "1.5", str(2**63), "99999999"])
def test_a_since_that_is_none_of_ours_is_refused(goods, since):
    assert read(a_token(Scope.READ), 422, since=since)["code"] == "invalid"


def test_a_since_before_the_first_row_is_everything(goods):
    token = a_token(Scope.READ)
    everything = read(token)
    assert len(everything["items"]) == 2
    assert read(token, since=0) == everything
    first = ExportRow.objects.order_by("sequence").values_list("sequence", flat=True)[0]
    assert read(token, since=first - 1)["items"] == everything["items"]


def test_a_cursor_of_another_partner_opens_nothing(goods):
    cursor = read(a_token(Scope.READ), limit=1)["next"]
    other = a_token(Scope.READ)
    assert read(other, 400, limit=1, cursor=cursor)["code"] == "bad_cursor"
    assert read(other, 400, cursor=cursor[:-3] + "AAA")["code"] == "bad_cursor"


def test_a_token_has_a_limit_of_its_own(goods, settings):
    settings.SHOP = {"API_PER_MINUTE_AND_TOKEN": 2}
    token = a_token(Scope.READ)
    assert [Client().get(BULK, HTTP_AUTHORIZATION=f"Bearer {token}").status_code for _ in range(3)][-1] == 429
    assert read(a_token(Scope.READ))["items"]


def test_a_cart_opened_with_a_token_is_the_partners(goods):
    partner = a_partner(Scope.SELL)
    body = json.dumps({"country": "MA"})
    sent = {"data": body, "content_type": "application/json"}
    token = a_token(partner=partner)
    opened = Client().post("/api/v1/carts", **sent, HTTP_AUTHORIZATION=f"Bearer {token}")
    assert opened.status_code == 201
    assert PartnerCart.objects.get().partner == partner
    assert Client().post("/api/v1/carts", **sent, HTTP_AUTHORIZATION="Bearer x").status_code == 401
    reader = a_token(Scope.READ)
    assert Client().post("/api/v1/carts", **sent, HTTP_AUTHORIZATION=f"Bearer {reader}").status_code == 403
    assert Client().post("/api/v1/carts", **sent).status_code == 201
    assert PartnerCart.objects.count() == 1
