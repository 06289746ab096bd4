"""A maker's part is brought from placed to arrived by its buttons, each with who and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from producers.models import Act
from producers.testing.builders import an_operator
from shop.actions.adjust_stock import StockError
from shop.models import Parcel, ProducerOrder, Stock
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def part():
    a_market()
    a_placed_order((a_variant(stock=5), 2))
    return ProducerOrder.objects.get()


def take(client, part, name, **typed):
    fields = {f"{name}-{field}": value for field, value in ({"reason": "by phone"} | typed).items()}
    return client.post(reverse("shop_office:part_step", args=[part.pk, name]), fields)


def offered(client, part):
    page = client.get(reverse("shop_office:part", args=[part.pk])).content.decode()
    steps = ("accept", "make", "pack", "ship", "deliver", "decline")
    return {name for name in steps if reverse("shop_office:part_step", args=[part.pk, name]) in page}


def test_a_part_goes_its_way_and_offers_only_what_may_follow(operator, part):
    assert offered(operator, part) == {"accept", "decline"}
    assert take(operator, part, "accept").status_code == 302
    assert offered(operator, part) == {"make", "pack", "ship", "deliver"}
    assert take(operator, part, "pack").status_code == 302
    assert take(operator, part, "ship", carrier="Amana", tracking="RR1").status_code == 302
    assert (Parcel.objects.get().carrier, Stock.objects.get().on_hand) == ("Amana", 3)
    assert take(operator, part, "deliver").status_code == 302
    part.refresh_from_db()
    assert (part.status, offered(operator, part)) == ("delivered", set())
    acts = Act.objects.filter(kind="producerorder", actor_name="operator", reason="by phone")
    assert acts.count() == 4


def test_what_may_not_follow_is_said_and_nothing_changes(operator, part):
    refused = take(operator, part, "deliver")
    assert refused.status_code == 422
    assert "avancé" in refused.content.decode()
    assert take(operator, part, "steal").status_code == 404
    part.refresh_from_db()
    assert part.status == "placed"


@pytest.mark.parametrize("typed", [{"carrier": ""}, {"carrier": "x" * 61}, {"carrier": "A", "reason": " "}])
def test_a_parcel_needs_its_carrier_and_a_reason(operator, part, typed):
    take(operator, part, "accept")
    assert take(operator, part, "ship", **typed).status_code == 422
    assert not Parcel.objects.exists()


def test_pieces_that_are_not_there_are_not_sent(operator, part, monkeypatch):
    take(operator, part, "accept")

    def nothing_there(*args, **kwargs):
        raise StockError("none")

    monkeypatch.setattr("shop.actions.pieces.send", nothing_there)
    assert take(operator, part, "ship", carrier="Amana").status_code == 422
    part.refresh_from_db()
    assert (part.status, Parcel.objects.count()) == ("accepted", 0)


def test_declining_cancels_an_order_with_nothing_left(operator, part):
    assert take(operator, part, "decline", reason="no wool").status_code == 302
    part.refresh_from_db()
    part.order.refresh_from_db()
    assert (part.status, part.order.status) == ("declined", "cancelled")
    assert Stock.objects.get().allocated == 0


@pytest.mark.parametrize("name", ["order", "part"])
def test_a_page_asks_no_more_for_more_lines(operator, name):
    a_market()

    def asked(count: int) -> int:
        order = a_placed_order(*(a_variant(stock=3) for _ in range(count)))
        shown = order if name == "order" else order.parts.first()
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(reverse(f"shop_office:{name}", args=[shown.pk])).status_code == 200
        return len(queries)

    asked(1)
    assert asked(1) == asked(5) <= 24


def test_the_first_page_asks_no_more_for_more_orders(operator):
    a_market()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert operator.get("/admin/").status_code == 200
        return len(queries)

    asked()
    before = asked()
    for _ in range(5):
        a_placed_order(a_variant(stock=3))
    assert asked() == before
