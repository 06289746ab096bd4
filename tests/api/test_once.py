"""A request under a key is done once, whatever happened to the first answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from shop.models import CartLine, CartRequest, Order, Variant
from tests.api.test_buying import API, a_cart_of, filled, press, send
from tests.pages.buying import GATEWAYS, two_makers

pytestmark = pytest.mark.django_db(transaction=True)
KEY = {"HTTP_IDEMPOTENCY_KEY": "one"}


@pytest.fixture
def goods(settings) -> tuple[Variant, Variant]:
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    return two_makers()


def pieces() -> int:
    return CartLine.objects.get().quantity


def test_without_a_key_pieces_are_added_twice(goods):
    lines = f"cart/{a_cart_of()['token']}/lines"
    for _ in range(2):
        send("post", lines, {"variant": goods[0].export_id})
    assert pieces() == 2


def test_under_a_key_they_are_added_once_and_the_cart_is_said_again(goods):
    lines = f"cart/{a_cart_of()['token']}/lines"
    first = send("post", lines, {"variant": goods[0].export_id}, **KEY)
    again = Client().post(
        API + lines, {"variant": goods[0].export_id}, content_type="application/json", **KEY
    )
    assert again.json() == first
    assert again.headers["Idempotency-Replayed"] == "true"
    assert pieces() == 1


def test_another_request_under_the_same_key_is_refused(goods):
    lines = f"cart/{a_cart_of()['token']}/lines"
    send("post", lines, {"variant": goods[0].export_id}, **KEY)
    assert send("post", lines, {"variant": goods[1].export_id}, 422, **KEY)["code"] == "key_reused"
    assert pieces() == 1


def test_what_was_refused_may_be_sent_again_under_its_key(goods):
    lines = f"cart/{a_cart_of()['token']}/lines"
    assert send("post", lines, {"variant": "A" * 22}, 422, **KEY)["code"] == "deleted"
    send("post", lines, {"variant": goods[0].export_id}, **KEY)
    assert pieces() == 1


def test_while_it_is_being_done_the_second_waits(goods):
    lines = f"cart/{a_cart_of()['token']}/lines"
    send("post", lines, {"variant": goods[0].export_id}, **KEY)
    CartRequest.objects.update(done_at=None)
    assert send("post", lines, {"variant": goods[0].export_id}, 409, **KEY)["code"] == "at_work"
    assert pieces() == 1


@pytest.mark.parametrize("was_done", [True, False])
def test_after_a_crash_it_is_done_if_it_was_not(goods, was_done):
    lines = f"cart/{a_cart_of()['token']}/lines"
    send("post", lines, {"variant": goods[0].export_id}, **KEY)
    CartRequest.objects.update(done_at=None, begun_at=timezone.now() - timedelta(minutes=1))
    if not was_done:
        row = CartRequest.objects.get()
        CartLine.objects.all().delete()
        CartRequest.objects.update(attempt=row.cart.attempt)
    send("post", lines, {"variant": goods[0].export_id}, **KEY)
    assert pieces() == 1


def test_an_order_under_a_key_is_the_same_order(goods):
    cart = filled(goods[0])
    there = f"cart/{cart['token']}/order"
    first = send("post", there, press(cart), 201, **KEY)
    assert send("post", there, press(cart), 201, **KEY)["token"] == first["token"]
    other = press(cart) | {"accepted": False}
    assert send("post", there, other, 422, **KEY)["code"] == "key_reused"
    assert Order.objects.count() == 1
