"""Parcels in the office: by the piece, through a centre, in bulk with a carrier, and on paper."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from producers.testing.builders import an_operator
from shop.models import OrderLine, Parcel, ProducerOrder
from shop.testing.builders import a_market, a_place, a_product, a_variant
from shop.testing.orders import a_placed_order
from tests.shop.office.test_office import browser, into_the_office
from tests.shop.office.test_parts import take

pytestmark = pytest.mark.django_db
LISTS = ("parcels", "pack_by_maker", "pack_by_buyer", "collect", "hand_over")


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


def packed(client, *lines, **fields) -> ProducerOrder:
    a_market()
    part = a_placed_order(*(lines or [(a_variant(stock=5), 3)]), **fields).parts.order_by("pk").first()
    take(client, part, "accept")
    take(client, part, "pack")
    return part


def move(client, parcel, name, **typed):
    fields = {f"{name}-{field}": value for field, value in ({"reason": "seen"} | typed).items()}
    return client.post(reverse("shop_office:parcel_step", args=[parcel.pk, name]), fields)


def test_some_pieces_leave_and_the_page_offers_the_rest(operator):
    part = packed(operator)
    line = OrderLine.objects.get(part=part)
    field = f"pieces_{line.pk}"
    assert take(operator, part, "ship", carrier="Amana", **{field: "2"}).status_code == 302
    assert Parcel.objects.get().lines.get().quantity == 2
    page = operator.get(reverse("shop_office:part", args=[part.pk])).content.decode()
    assert f'name="ship-{field}" value="1"' in page
    assert take(operator, part, "ship", carrier="Amana", **{field: "1"}).status_code == 302
    part.refresh_from_db()
    assert part.status == "shipped"


@pytest.mark.parametrize("pieces", ["4", "-1", "1.5", "abc", "999999999999999999999", "0"])
def test_pieces_that_cannot_leave_are_said_beside_the_field_and_kept(operator, pieces):
    part = packed(operator)
    field = f"pieces_{OrderLine.objects.get(part=part).pk}"
    refused = take(operator, part, "ship", carrier="Amana & Fils", **{field: pieces})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "error-message" in page
    assert "Amana &amp; Fils" in page
    assert not Parcel.objects.exists()


@pytest.mark.parametrize("tracking", ["<script>alert(1)</script>", "RR\u202e1", "x" * 61])
def test_a_number_that_is_none_is_said_beside_its_field(operator, tracking):
    part = packed(operator)
    refused = take(operator, part, "ship", carrier="Amana", tracking=tracking)
    assert refused.status_code == 422
    assert "<script>alert(1)" not in refused.content.decode()
    assert not Parcel.objects.exists()


def test_a_parcel_goes_through_the_centre_and_arrives_by_its_buttons(operator):
    part = packed(operator)
    centre = a_place(part.producer, "centre")
    take(operator, part, "ship", carrier="Agent", centre=str(centre.pk))
    parcel = Parcel.objects.get()
    assert move(operator, parcel, "receive").status_code == 302
    assert move(operator, parcel, "join", carrier="Poste", tracking="EE1").status_code == 302
    around = Parcel.objects.get(order=part.order)
    assert operator.get(reverse("shop_office:parcel", args=[around.pk])).status_code == 200
    assert move(operator, around, "failed").status_code == 302
    assert move(operator, around, "again").status_code == 302
    assert move(operator, around, "delivered").status_code == 302
    part.refresh_from_db()
    assert part.status == "delivered"
    assert move(operator, around, "returned").status_code == 422
    assert move(operator, around, "steal").status_code == 404


def test_only_what_may_follow_is_offered(operator):
    part = packed(operator)
    take(operator, part, "ship", carrier="Amana")
    parcel = Parcel.objects.get()

    def offered():
        page = operator.get(reverse("shop_office:parcel", args=[parcel.pk])).content.decode()
        steps = ("receive", "join", "ready", "failed", "again", "delivered", "returned")
        return {step for step in steps if reverse("shop_office:parcel_step", args=[parcel.pk, step]) in page}

    assert offered() == {"ready", "failed", "delivered", "returned"}
    move(operator, parcel, "failed")
    assert offered() == {"again", "ready", "delivered", "returned"}
    move(operator, parcel, "returned")
    assert offered() == set()


def test_what_a_carrier_took_along_is_written_down_at_once_each_with_its_number(operator):
    parts = [packed(operator) for _ in range(3)]
    page = reverse("shop_office:hand_over")
    typed = {"carrier": "Amana", "reason": "round", "part": [part.pk for part in parts[:2]]}
    typed |= {f"tracking_{part.pk}": f"RR{part.pk}" for part in parts}
    assert operator.post(page, typed).status_code == 302
    assert list(Parcel.objects.order_by("pk").values_list("tracking", flat=True)) == [
        f"RR{part.pk}" for part in parts[:2]
    ]
    shown = operator.get(page).content.decode()
    assert f"RR{parts[0].pk}" in shown
    assert parts[2].number in shown


def test_one_number_that_is_none_holds_up_nothing_else(operator):
    good, bad = packed(operator), packed(operator)
    page = reverse("shop_office:hand_over")
    typed = {"carrier": "Amana", "reason": "round", "part": [good.pk, bad.pk], f"tracking_{bad.pk}": "<b>"}
    refused = operator.post(page, typed)
    assert refused.status_code == 422
    assert 'data-role="error"' in refused.content.decode()
    assert Parcel.objects.get().part == good
    assert (
        operator.post(page, {"carrier": "Amana", "reason": "x", "part": ["-1", "x" * 40]}).status_code == 422
    )
    assert operator.post(page, {"part": [bad.pk]}).status_code == 422


def test_the_lists_say_what_is_to_be_packed_for_whom_and_what_to_collect_in_cash(operator):
    part = packed(operator, delivery_address={"recipient": "Amina", "country": "MA", "phone": "0790000001"})
    part.order.is_gift = True
    part.order.save()
    for name in ("pack_by_maker", "pack_by_buyer", "collect"):
        page = operator.get(reverse(f"shop_office:{name}")).content.decode()
        assert part.number in page, name
        assert "Tapis de laine" in page, name
        assert "Amina" in page, name
        assert "cadeau" in page, name
        assert "540" in page, name
    take(operator, part, "ship", carrier="Amana")
    assert part.number not in operator.get(reverse("shop_office:pack_by_maker")).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_no_more_for_more_rows(operator, name):
    def asked(count: int) -> int:
        for _ in range(count):
            part = packed(operator, a_variant(a_product(), stock=3), a_variant(stock=3))
            take(operator, part, "ship", carrier="Amana") if name == "parcels" else None
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(reverse(f"shop_office:{name}")).status_code == 200
        return len(queries)

    asked(1)
    assert asked(1) == asked(3) <= 25
