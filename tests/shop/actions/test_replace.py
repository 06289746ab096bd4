"""An exchange brings its replacement: stock as for a sale, a parcel of its own, no new money."""

import pytest
from django.urls import reverse

from producers.domain.actors import BUYER, Actor
from producers.models import Announcement
from shop.actions import fulfil, parcels
from shop.actions.allocate import ShortError
from shop.actions.ask_change import ask_change
from shop.actions.handle_change import agree, asked_of, receive, refuse, settle_asked
from shop.actions.mark_paid import mark_paid
from shop.actions.replace import send_replacement
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError, Why
from shop.domain.money import minor
from shop.domain.states import IllegalMoveError
from shop.models import Allocation, Change, JournalEntry, Order, Parcel, Refund, Stock
from shop.reading.proposals import propose
from shop.reading.reconcile import differences
from shop.reading.replacements import variants_for
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order

pytestmark = pytest.mark.django_db
OFFICE = Actor(70, "Office")


@pytest.fixture(autouse=True)
def morocco():
    a_fee_rule()
    return a_market(cash_limit=100_000)


def arrived(variant, quantity=1):
    order = an_order((variant, quantity), method="transfer")
    mark_paid(order, amount=order.total, statement=f"line {order.pk}", actor=OFFICE)
    part = order.parts.get()
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    fulfil.deliver(part, actor=OFFICE)
    return Order.objects.get(pk=order.pk)


def exchange(order, quantity=1):
    line = order.parts.get().lines.get()
    return ask_change(order, ChangeKind.EXCHANGE, pieces={line.pk: quantity}, note="too small", actor=BUYER)


def settled(change):
    asked = asked_of(change)
    seen = propose(change.order, asked).fingerprint
    return settle_asked(change, asked, fingerprint=seen, actor=OFFICE)


def stock_of(variant):
    return Stock.objects.values_list("on_hand", "allocated").get(variant=variant)


def test_the_replacement_is_set_aside_and_leaves_in_a_parcel_of_the_same_part(client):
    variant = a_variant(stock=5)
    order = arrived(variant)
    entries = JournalEntry.objects.count()
    change = exchange(order)
    agree(change, actor=OFFICE)
    assert stock_of(variant) == (4, 1)
    receive(change, actor=OFFICE, reason="came back")
    settled(Change.objects.get(pk=change.pk))
    [parcel] = send_replacement(change, carrier="Amana", tracking="RR2", actor=OFFICE)
    assert (parcel.part_id, parcel.replaces_id) == (order.parts.get().pk, change.pk)
    assert stock_of(variant) == (4, 0)  # one came back, one left
    assert JournalEntry.objects.count() == entries
    assert Announcement.objects.filter(kind="parcel.replacement").count() == 1
    parcels.deliver_parcel(parcel, actor=OFFICE)
    assert order.parts.get().status == "delivered"
    assert list(differences()) == []
    page = client.get(reverse("shop:order", args=[order.token])).content.decode()
    assert 'data-role="replacement"' in page
    assert "RR2" in page


def test_the_last_piece_is_not_promised_twice():
    variant = a_variant(stock=2)
    order = arrived(variant)
    an_order((variant, 1))
    change = exchange(order)
    with pytest.raises(ShortError):
        agree(change, actor=OFFICE)
    assert Change.objects.get(pk=change.pk).status == "asked"
    assert stock_of(variant) == (1, 1)


def test_a_replacement_can_be_the_piece_that_comes_back_when_nobody_has_agreed_before():
    variant = a_variant(stock=1)
    order = arrived(variant)
    change = exchange(order)
    receive(change, actor=OFFICE, reason="came back, mended")
    send_replacement(change, carrier="Amana", actor=OFFICE)
    assert stock_of(variant) == (0, 0)
    assert list(differences()) == []


def test_it_leaves_once_and_not_before_the_goods_are_back():
    order = arrived(a_variant(stock=5))
    change = exchange(order)
    agree(change, actor=OFFICE)
    with pytest.raises(IllegalMoveError):
        send_replacement(change, carrier="Amana", actor=OFFICE)
    receive(change, actor=OFFICE, reason="came back")
    send_replacement(change, carrier="Amana", actor=OFFICE)
    with pytest.raises(RefusedError) as refused:
        send_replacement(change, carrier="Amana", actor=OFFICE)
    assert refused.value.code is Why.NOTHING_TO_SEND
    assert Parcel.objects.filter(replaces=change).count() == 1


def test_a_refused_exchange_gives_the_pieces_back():
    variant = a_variant(stock=5)
    change = exchange(arrived(variant))
    agree(change, actor=OFFICE)
    receive(change, actor=OFFICE, reason="came back worn", is_sound=False)
    assert stock_of(variant) == (4, 1)
    refuse(change, actor=OFFICE, answer="It was worn.")
    assert stock_of(variant) == (4, 0)
    assert not Allocation.objects.open().exists()


def test_something_cheaper_gives_the_difference_back_and_something_dearer_is_not_offered():
    variant = a_variant(stock=5, price="100.00")
    small = a_variant(product=variant.product, stock=5, price="80.00", sku="SMALL")
    large = a_variant(product=variant.product, stock=5, price="120.00", sku="LARGE")
    order = arrived(variant, 2)
    line = order.parts.get().lines.get()
    assert variants_for(line, order.market) == [variant, small]
    change = exchange(order, 2)
    with pytest.raises(RefusedError) as refused:
        agree(change, actor=OFFICE, variants={line.pk: large.pk})
    assert refused.value.code is Why.FOREIGN
    agree(change, actor=OFFICE, variants={line.pk: small.pk})
    assert stock_of(small) == (5, 2)
    receive(change, actor=OFFICE, reason="came back")
    settled(Change.objects.get(pk=change.pk))
    assert [minor(refund.amount) for refund in Refund.objects.all()] == [4000]
    send_replacement(change, carrier="Amana", actor=OFFICE)
    assert stock_of(small) == (3, 0)
    assert stock_of(variant) == (5, 0)
    assert list(differences()) == []
