"""A card at the stand-in, bought by a program: where to go, what the notice does, where she comes back to."""

import pytest

from shop.domain.webhooks import Scope
from shop.models import Order, Partner
from shop.testing.partners import a_partner, a_token
from shop.way_back import way_back
from tests.api.test_buying import BUYER, filled, press, send
from tests.pages.buying import two_makers
from tests.pages.test_card_by_stand_in import pay, session, tell_all

pytestmark = pytest.mark.django_db
SITE = "https://boutique.example"


def ordered(cart: dict, status: int = 201, **more: object) -> dict:
    return send("post", f"cart/{cart['token']}/order", press(cart) | more, status)


def looked_up(order: dict) -> dict:
    return send("get", f"orders/{order['token']}", None)


def partners_cart(rug) -> dict:
    """A cart that the program of a partner with a site of its own has opened and filled."""
    token = a_token(partner=a_partner(Scope.SELL, origins=[SITE]))
    cart = send("post", "carts", {"country": "MA"}, 201, HTTP_AUTHORIZATION=f"Bearer {token}")
    send("post", f"cart/{cart['token']}/lines", {"variant": rug.export_id, "quantity": 1})
    asked = {"buyer": BUYER, "mode": "direct", "method": "card"}
    return send("patch", f"cart/{cart['token']}/checkout", asked)


def test_a_card_is_paid_where_the_answer_says_and_the_notice_places_the_order(client, bank):
    order = ordered(filled(two_makers()[0], method="card"))
    assert (order["status"], order["next"]["kind"]) == ("draft", "redirect")
    assert order["next"]["url"] == session(bank)["url"]
    assert order["next"]["url"].startswith(bank.api)
    assert looked_up(order)["status"] == "draft"
    pay(bank)
    assert looked_up(order)["status"] == "draft", "whoever comes back has not paid by that"
    tell_all(client, bank)
    assert looked_up(order)["status"] == "placed"
    assert looked_up(order)["next"] is None
    assert len(bank.charges()) == 1


def test_the_same_call_again_leads_to_the_same_payment(bank):
    cart = filled(two_makers()[0], method="card")
    assert ordered(cart)["next"]["url"] == ordered(cart)["next"]["url"]
    assert len(bank.order("things", kind="checkout.session")) == 1


def test_a_refused_card_leaves_the_order_to_be_paid_and_charges_nothing(client, bank):
    cart = filled(two_makers()[0], method="card")
    order = ordered(cart)
    assert bank.order("pay", session=session(bank)["id"], card="0002") != ""
    tell_all(client, bank)
    assert looked_up(order)["status"] == "draft"
    assert ordered(cart)["next"]["url"] == order["next"]["url"]
    assert bank.charges() == []
    pay(bank)
    tell_all(client, bank)
    assert looked_up(order)["status"] == "placed"


def test_a_bank_that_cannot_be_reached_is_said_and_the_same_call_goes_on(bank):
    cart = filled(two_makers()[0], method="card")
    bank.order("fail", place="POST", kind="500_before", times=9)
    assert ordered(cart, 503)["code"] == "unavailable"
    bank.order("clear")
    assert ordered(cart)["next"]["kind"] == "redirect"
    assert Order.objects.count() == 1


def test_without_another_storefront_she_comes_back_to_her_order_here(bank):
    order = ordered(filled(two_makers()[0], method="card"))
    assert session(bank)["success_url"].endswith(f"/orders/{order['token']}/")


def test_she_comes_back_to_the_partners_site(client, bank):
    cart = partners_cart(two_makers()[0])
    there = f"{SITE}/thanks?basket=7"
    order = ordered(cart, return_to=there)
    assert (session(bank)["success_url"], session(bank)["cancel_url"]) == (there, there)
    assert order["token"] not in there
    assert ordered(cart, return_to=there)["next"]["url"] == order["next"]["url"]


def test_nobody_is_sent_to_a_site_that_was_not_named(bank):
    cart = partners_cart(two_makers()[0])
    for there in (
        "https://evil.example/",
        f"{SITE}.evil.example/",
        f"{SITE}@evil.example/",
        "//evil.example",
    ):
        assert ordered(cart, 422, return_to=there)["code"] == "return_not_allowed"
    assert not Order.objects.exists()
    assert bank.log() == []


def test_the_site_of_another_partner_is_not_hers(bank, settings):
    rug = two_makers()[0]
    partners_cart(rug)
    cart = filled(rug, method="card")
    assert ordered(cart, 422, return_to=f"{SITE}/thanks")["code"] == "return_not_allowed"
    settings.SHOP = settings.SHOP | {"API_ORIGINS": [SITE]}
    ordered(cart, return_to=f"{SITE}/thanks")
    assert session(bank)["success_url"] == f"{SITE}/thanks"


def test_a_site_that_is_taken_back_is_gone_to_no_more(bank):
    cart = partners_cart(two_makers()[0])
    ordered(cart, return_to=f"{SITE}/thanks")
    order = Order.objects.get()
    assert way_back(order) == f"{SITE}/thanks"
    Partner.objects.update(origins=[])
    assert way_back(order).endswith(f"/orders/{order.token}/")
