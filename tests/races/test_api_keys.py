"""One request of a program sent by many threads at once under one ``Idempotency-Key``: done once."""

import json
from functools import partial
from threading import Barrier

import pytest
from django.test import Client
from django.utils import timezone

from shop.actions.cart_requests import Begun
from shop.api import once
from shop.models import CartLine, CartRequest, Order
from tests.api.test_buying import API, a_cart_of, filled, press
from tests.pages.buying import GATEWAYS, two_makers
from tests.races.together import WAIT, at_once

THREADS = 6


@pytest.fixture(autouse=True)
def _rug(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS, "API_PER_MINUTE": 10_000}


def sent(path: str, body: dict, key: str = "one") -> tuple[int, dict]:
    headers = {"idempotency-key": key} if key else {}
    answer = Client().post(API + path, json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def pieces() -> int:
    return sum(CartLine.objects.values_list("quantity", flat=True))


def test_without_a_key_each_of_them_adds_a_piece():
    rug, _oil = two_makers()
    lines = f"cart/{a_cart_of()['token']}/lines"
    at_once([partial(sent, lines, {"variant": rug.export_id}, "")] * 2)
    assert pieces() == 2


def test_who_looks_for_the_key_before_writing_it_adds_more_than_once(monkeypatch):
    """The control: all have looked before the first one writes, whatever the scheduler does."""
    looked = Barrier(2)

    def look_first(cart, key, fingerprint):
        is_done = CartRequest.objects.filter(cart=cart, key=key).exists()
        looked.wait(WAIT)
        row = CartRequest(
            cart=cart, key=key, fingerprint=fingerprint, attempt=cart.attempt, begun_at=timezone.now()
        )
        CartRequest.objects.bulk_create([row], ignore_conflicts=True)
        return Begun(row, is_done=is_done)

    rug, _oil = two_makers()
    lines = f"cart/{a_cart_of()['token']}/lines"
    monkeypatch.setattr(once, "begin", look_first)
    at_once([partial(sent, lines, {"variant": rug.export_id})] * 2)
    assert pieces() == 2


def test_under_one_key_a_piece_is_added_once():
    rug, _oil = two_makers()
    lines = f"cart/{a_cart_of()['token']}/lines"
    answers = at_once([partial(sent, lines, {"variant": rug.export_id})] * THREADS)
    assert {status for status, _said in answers} <= {200, 409}
    assert 200 in {status for status, _said in answers}
    assert all(said["code"] == "at_work" for status, said in answers if status == 409)
    assert (pieces(), CartRequest.objects.count()) == (1, 1)
    assert sent(lines, {"variant": rug.export_id})[0] == 200
    assert pieces() == 1


def test_keys_of_their_own_are_requests_of_their_own():
    rug, _oil = two_makers()
    lines = f"cart/{a_cart_of()['token']}/lines"
    at_once([partial(sent, lines, {"variant": rug.export_id}, key) for key in ("one", "two")])
    assert pieces() == 2


@pytest.mark.parametrize("key", ["one", ""], ids=["under a key", "without one"])
def test_one_press_on_order_sent_by_many_is_one_order(key):
    cart = filled(two_makers()[0])
    there = f"cart/{cart['token']}/order"
    answers = at_once([partial(sent, there, press(cart), key)] * THREADS)
    assert Order.objects.count() == 1
    token = Order.objects.get().token
    assert {said["token"] for status, said in answers if status == 201} == {token}
    assert {said["code"] for status, said in answers if status != 201} <= {"at_work"}
    assert sent(there, press(cart), key)[1]["token"] == token
