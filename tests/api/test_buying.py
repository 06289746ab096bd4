"""Buying by program: the same rules, the same refusals and the same sums as on the pages."""

import json

import pytest
from django.test import Client

from shop.context import CART_KEY
from shop.models import Cart, Order, Variant
from tests.pages.buying import GATEWAYS, PROVINCE, WHERE, two_makers

pytestmark = pytest.mark.django_db
API = "/api/v1/"
BUYER = {name: WHERE[name] for name in ("name", "phone", "country", "commune", "landmark")} | {
    "province": PROVINCE
}


@pytest.fixture
def goods(settings) -> tuple[Variant, Variant]:
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    return two_makers()


def send(method: str, path: str, body: object, status: int = 200, **headers: str) -> dict:
    sent = {} if method == "get" else {"data": json.dumps(body), "content_type": "application/json"}
    response = getattr(Client(), method)(API + path, **sent, **headers)
    assert response.status_code == status, response.content.decode()
    return response.json()


def a_cart_of(*variants: Variant, country: str = "MA") -> dict:
    cart = send("post", "carts", {"country": country}, 201)
    for variant in variants:
        line = {"variant": variant.export_id, "quantity": 1}
        cart = send("post", f"cart/{cart['token']}/lines", line)
    return cart


def filled(*variants: Variant, method: str = "cash") -> dict:
    cart = a_cart_of(*variants)
    return send(
        "patch", f"cart/{cart['token']}/checkout", {"buyer": BUYER, "mode": "direct", "method": method}
    )


def press(cart: dict) -> dict:
    shown = {"amount": cart["total"]["amount"], "currency": cart["currency"]}
    return {"shown": shown, "attempt": cart["attempt"], "accepted": True}


def test_a_cart_is_filled_sent_and_ordered(goods):
    cart = filled(*goods)
    assert cart["missing"] == []
    assert cart["can_be_ordered"]
    order = send("post", f"cart/{cart['token']}/order", press(cart), 201)
    assert order["status"] == "placed"
    assert order["total"] == cart["total"]
    assert order["next"]["kind"] == "place"
    row = Order.objects.get(token=order["token"])
    assert (row.buyer_name, row.parts.count()) == ("Aïcha Benali", 2)
    assert send("get", f"orders/{order['token']}", None)["number"] == row.number


def test_the_sums_are_those_of_the_cart_page(goods):
    cart = filled(*goods)
    client = Client()
    session = client.session
    session[CART_KEY] = cart["token"]
    session.save()
    html = client.get("/fr/cart/").content.decode()
    assert f'data-amount="{cart["total"]["amount"]}"' in html
    assert cart["goods"]["amount"] == 18000 + 9550


def test_a_second_press_finds_the_first_order(goods):
    cart = filled(goods[0])
    first = send("post", f"cart/{cart['token']}/order", press(cart), 201)
    again = send("post", f"cart/{cart['token']}/order", press(cart), 201)
    assert again["token"] == first["token"]
    assert Order.objects.count() == 1


def test_a_transfer_says_what_to_pay_where(goods):
    cart = filled(goods[0], method="transfer")
    order = send("post", f"cart/{cart['token']}/order", press(cart), 201)
    assert order["status"] == "draft"
    assert order["next"]["kind"] == "instruct"
    assert {"reference"} <= {line["code"] for line in order["next"]["instructions"]}


def test_another_total_than_todays_is_refused_and_nothing_is_ordered(goods):
    cart = filled(goods[0])
    body = press(cart) | {"shown": {"amount": cart["total"]["amount"] - 1, "currency": "MAD"}}
    assert send("post", f"cart/{cart['token']}/order", body, 409)["code"] == "total_changed"
    body = press(cart) | {"shown": {"amount": cart["total"]["amount"], "currency": "EUR"}}
    assert send("post", f"cart/{cart['token']}/order", body, 409)["code"] == "total_changed"
    assert not Order.objects.exists()


def test_an_attempt_of_before_a_change_is_refused(goods):
    cart = filled(goods[0])
    send("post", f"cart/{cart['token']}/lines", {"variant": goods[1].export_id})
    assert send("post", f"cart/{cart['token']}/order", press(cart), 409)["code"] == "form_changed"
    assert not Order.objects.exists()


def test_without_a_yes_to_the_terms_nothing_is_ordered(goods):
    cart = filled(goods[0])
    body = press(cart) | {"accepted": False}
    assert send("post", f"cart/{cart['token']}/order", body, 422)["code"] == "texts_not_accepted"
    assert not Order.objects.exists()


def test_what_the_page_refuses_is_refused_with_its_code(goods):
    cart = a_cart_of()
    lines, last = f"cart/{cart['token']}/lines", goods[0]
    assert send("post", lines, {"variant": "AAAAAAAAAAAAAAAAAAAAAA"}, 422)["code"] == "deleted"
    refused = send("post", lines, {"variant": last.export_id, "quantity": 900}, 422)
    assert refused["code"] == "too_many"
    assert refused["available"] < 900
    assert send("post", lines, {"variant": last.export_id, "quantity": 0}, 422)["code"] == "invalid"
    assert send("post", lines, {"variant": 7}, 422)["code"] == "invalid"
    checkout = f"cart/{a_cart_of(last)['token']}/checkout"
    wrong = send("patch", checkout, {"buyer": BUYER | {"phone": "1", "commune": "Nulle part"}}, 422)
    assert wrong["code"] == "contact"
    assert {"phone", "commune"} <= set(wrong["fields"])
    assert send("patch", checkout, {"mode": "rocket"}, 422)["code"] == "delivery_unknown"
    assert send("patch", checkout, {"method": "gold"}, 422)["code"] == "method_not_offered"
    assert send("post", "carts", {"country": "ZZ"}, 422)["code"] == "unknown_country"


def test_lines_are_changed_and_taken_out(goods):
    cart = a_cart_of(*goods)
    lines = f"cart/{cart['token']}/lines"
    less = send("patch", lines, {"variant": goods[0].export_id, "quantity": 0})
    assert [line["variant"] for part in less["parts"] for line in part["lines"]] == [goods[1].export_id]
    assert less["attempt"] != cart["attempt"]


def test_only_its_secret_opens_a_cart(goods):
    cart = a_cart_of(goods[0])
    for token in ("x", cart["token"][:-1], "%00", cart["attempt"], "0"):
        assert send("get", f"cart/{token}", None, 404)["code"] == "not_found"
        assert send("post", f"cart/{token}/lines", {"nonsense": 1}, 404)["code"] == "not_found"
    assert Cart.objects.get().lines.count() == 1


def test_a_cart_that_became_an_order_is_closed(goods):
    cart = filled(goods[0])
    send("post", f"cart/{cart['token']}/order", press(cart), 201)
    line = {"variant": goods[1].export_id}
    assert send("post", f"cart/{cart['token']}/lines", line, 409)["code"] == "closed"


def test_what_is_private_is_stored_nowhere_and_read_by_no_foreign_page(goods, settings):
    cart = a_cart_of(goods[0])
    there = Client().get(API + f"cart/{cart['token']}", HTTP_ORIGIN="https://evil.example")
    assert there.headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in there.headers
    settings.SHOP |= {"API_ORIGINS": ["https://boutique.example"]}
    ours = Client().get(API + f"cart/{cart['token']}", HTTP_ORIGIN="https://boutique.example")
    assert ours.headers["Access-Control-Allow-Origin"] == "https://boutique.example"


BAD_BODIES = [b"", b"{", b"[]", b'{"country": "\xed\xa0\x80"}', b"\xff", b'{"country": "\\ud800"}']


@pytest.mark.parametrize("body", BAD_BODIES)
def test_a_body_that_cannot_be_read_is_a_problem(goods, body):
    answer = Client().post(API + "carts", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"
