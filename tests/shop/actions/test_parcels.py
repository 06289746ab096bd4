"""Parcels by the piece: part of an order leaves, several are joined, some arrive and some come back."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act, Announcement
from shop.actions import fulfil, parcels
from shop.actions.cancel import cancel
from shop.actions.mark_paid import mark_paid
from shop.domain.errors import RefusedError, Why
from shop.domain.money import minor
from shop.domain.states import IllegalMoveError, ParcelStatus, PartStatus, may_move
from shop.models import (
    CashCustody,
    ExceptionCase,
    Order,
    OrderLine,
    Parcel,
    ParcelLine,
    Posting,
    ProducerOrder,
    Refund,
    Stock,
)
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_place, a_product, a_variant
from shop.testing.orders import a_placed_order

OFFICE = Actor(7, "Office")
pytestmark = pytest.mark.django_db


def an_accepted(*lines, **fields) -> ProducerOrder:
    a_market()
    part = a_placed_order(*lines, delivery="30", **fields).parts.order_by("pk").first()
    fulfil.accept(part, actor=OFFICE)
    return part


def send(part, pieces=None, **more) -> Parcel:
    return fulfil.ship(part, carrier="Amana", tracking="RR 1/2-MA", actor=OFFICE, pieces=pieces, **more)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def balance(kind: str) -> int:
    return sum(minor(side.amount) for side in Posting.objects.filter(account__kind=kind))


@pytest.fixture(scope="module", autouse=True)
def built(made_once):
    with made_once.making():
        return an_accepted((a_variant(stock=5), 3))


@pytest.fixture
def part(built, made_once):
    return made_once.hand_out(built)


@pytest.fixture
def line(part):
    return OrderLine.objects.get(part=part)


def test_some_pieces_leave_and_the_rest_follows(part, line):
    first = send(part, {line.pk: 1})
    assert fresh(part).status == "partly_shipped"
    assert (Stock.objects.get().on_hand, Stock.objects.get().allocated) == (4, 2)
    second = send(part, {line.pk: 1})
    assert fresh(part).status == "partly_shipped"
    third = send(part)
    assert fresh(part).status == "shipped"
    assert (Stock.objects.get().on_hand, Stock.objects.get().allocated) == (2, 0)
    assert [row.lines.get().quantity for row in (first, second, third)] == [1, 1, 1]
    assert fresh(line).shipped == 3
    told = Announcement.objects.filter(kind__in=["part.partly_shipped", "part.shipped"])
    assert [row.payload["parcel"] for row in told.order_by("pk")] == [first.pk, second.pk, third.pk]
    assert list(differences()) == []


def test_a_part_arrives_with_its_last_parcel(part, line):
    first, second = send(part, {line.pk: 1}), send(part)
    parcels.deliver_parcel(first, actor=OFFICE)
    assert (fresh(first).status, fresh(part).status, balance("producer_payable")) == (
        "delivered",
        "shipped",
        0,
    )
    parcels.deliver_parcel(second, actor=OFFICE)
    assert fresh(part).status == "delivered"
    assert balance("producer_payable") < 0
    assert fresh(second).arrived_at
    assert list(differences()) == []


def test_a_parcel_that_arrives_first_does_not_deliver_what_has_not_left(part, line):
    parcels.deliver_parcel(send(part, {line.pk: 2}), actor=OFFICE)
    assert fresh(part).status == "partly_shipped"
    parcels.deliver_parcel(send(part), actor=OFFICE)
    assert fresh(part).status == "delivered"


def test_what_comes_back_is_in_stock_and_undone_in_the_books(part):
    mark_paid(part.order, amount=part.order.total, statement="S1", actor=OFFICE)
    parcel = send(part)
    parcels.fail_delivery(parcel, actor=OFFICE, reason="nobody there")
    parcels.return_to_sender(parcel, actor=OFFICE, reason="kept fifteen days")
    assert (fresh(part).status, fresh(parcel).status) == ("returned", "returned")
    assert (Stock.objects.get().on_hand, Stock.objects.get().allocated) == (5, 0)
    assert sum(minor(refund.amount) for refund in Refund.objects.all()) == minor(part.order.total)
    assert balance("sales_not_earned") == balance("producer_payable") == 0
    assert set(ExceptionCase.objects.values_list("kind", flat=True)) == {"delivery_failed", "sent_back"}
    assert list(differences()) == []


def test_an_unpaid_parcel_that_comes_back_was_refused(part):
    cost = Money(25, "MAD")
    parcels.return_to_sender(send(part), actor=OFFICE, reason="refused", cost=cost)
    assert ExceptionCase.objects.get().kind == "cash_refused"
    assert CashCustody.objects.get().status == "refused"
    assert balance("buyer_clearing") == balance("refunds_due") == 0
    assert list(differences()) == []


def test_a_part_of_which_something_arrived_is_delivered_and_an_operator_told_of_the_rest(part, line):
    kept, back = send(part, {line.pk: 1}), send(part)
    parcels.return_to_sender(back, actor=OFFICE, reason="refused")
    assert fresh(part).status == "shipped"
    parcels.deliver_parcel(kept, actor=OFFICE)
    assert fresh(part).status == "delivered"
    assert Stock.objects.get().on_hand == 4
    assert ExceptionCase.objects.filter(about_kind="parcel", about_id=back.pk).exists()


def test_each_vain_try_is_put_before_a_person_once(part):
    parcel = send(part)
    for _ in range(2):
        parcels.fail_delivery(parcel, actor=OFFICE, reason="nobody there")
        parcels.try_again(parcel, actor=OFFICE)
    assert ExceptionCase.objects.filter(kind="delivery_failed").count() == 2
    assert Announcement.objects.filter(kind="parcel.failed").count() == 2


# --- Through a centre --------------------------------------------------------------------------------


def two_at_the_centre():
    a_market()
    order = a_placed_order(a_variant(stock=3), a_variant(a_product(), stock=3))
    centre = a_place(order.parts.first().producer, "centre")
    sent = []
    for part in order.parts.order_by("pk"):
        fulfil.accept(part, actor=OFFICE)
        sent.append(send(part, centre=centre))
        parcels.receive_at_centre(sent[-1], actor=OFFICE)
    return order, sent


def test_a_centre_joins_parcels_and_both_makers_earn_when_the_one_arrives():
    order, sent = two_at_the_centre()
    around = parcels.join(sent, carrier="Poste", tracking="EE1", actor=OFFICE)
    assert {fresh(row).status for row in sent} == {"onward"}
    parcels.deliver_parcel(around, actor=OFFICE)
    assert set(Parcel.objects.values_list("status", flat=True)) == {"delivered"}
    assert set(order.parts.values_list("status", flat=True)) == {"delivered"}
    assert list(differences()) == []


def test_a_joint_parcel_that_comes_back_brings_all_back():
    order, sent = two_at_the_centre()
    around = parcels.join(sent, carrier="Poste", actor=OFFICE)
    parcels.return_to_sender(around, actor=OFFICE, reason="refused")
    assert set(order.parts.values_list("status", flat=True)) == {"returned"}
    sold = OrderLine.objects.filter(part__order=order).values("variant")
    assert set(Stock.objects.filter(variant__in=sold).values_list("on_hand", flat=True)) == {3}
    assert list(differences()) == []


def test_delivering_the_parts_one_by_one_ends_the_parcel_around_them_with_the_last():
    order, sent = two_at_the_centre()
    around = parcels.join(sent, carrier="Poste", actor=OFFICE)
    first, second = order.parts.order_by("pk")
    fulfil.deliver(first, actor=OFFICE)
    assert fresh(around).status == "sent"
    fulfil.deliver(second, actor=OFFICE)
    assert fresh(around).status == "delivered"


def test_parcels_of_two_orders_are_not_joined():
    _, first = two_at_the_centre()
    _, second = two_at_the_centre()
    with pytest.raises(RefusedError) as refused:
        parcels.join([first[0], second[0]], carrier="Poste", actor=OFFICE)
    assert refused.value.code is Why.NOT_TOGETHER
    with pytest.raises(RefusedError):
        parcels.join([], carrier="Poste", actor=OFFICE)
    assert Parcel.objects.filter(order__isnull=False).count() == 0


def test_what_goes_straight_to_the_buyer_is_not_received_at_a_centre(part):
    with pytest.raises(RefusedError) as refused:
        parcels.receive_at_centre(send(part), actor=OFFICE)
    assert refused.value.code is Why.NOT_TO_A_CENTRE
    with pytest.raises(RefusedError):
        send(an_accepted(a_variant()), centre=a_place(part.producer))


# --- Every pair of states ------------------------------------------------------------------------------

STEPS = {
    ParcelStatus.SENT: lambda row: parcels.try_again(row, actor=OFFICE),
    ParcelStatus.AT_CENTRE: lambda row: parcels.receive_at_centre(row, actor=OFFICE),
    ParcelStatus.ONWARD: lambda row: parcels.join([row], carrier="Poste", actor=OFFICE),
    ParcelStatus.READY: lambda row: parcels.make_ready(row, actor=OFFICE),
    ParcelStatus.FAILED: lambda row: parcels.fail_delivery(row, actor=OFFICE, reason="away"),
    ParcelStatus.DELIVERED: lambda row: parcels.deliver_parcel(row, actor=OFFICE),
    ParcelStatus.RETURNED: lambda row: parcels.return_to_sender(row, actor=OFFICE, reason="away"),
}


@pytest.mark.parametrize(("old", "new"), list(product(ParcelStatus, STEPS)), ids=str)
def test_only_the_moves_of_the_table_are_made(part, old, new):
    parcel = send(part, centre=a_place(part.producer, "centre"))
    around = Parcel.objects.create(order=part.order, carrier="Poste")
    inside = around if old is ParcelStatus.ONWARD else None
    Parcel.objects.filter(pk=parcel.pk).update(status=old.value, inside=inside)
    if may_move(old, new):
        STEPS[new](parcel)
        assert fresh(parcel).status == new.value
        act = Act.objects.get(verb=f"parcel.{new.value}", object_id=parcel.pk)
        assert (act.actor_name, act.before) == ("Office", {"status": old.value})
    else:
        with pytest.raises(IllegalMoveError):
            STEPS[new](parcel)
        assert fresh(parcel).status == old.value
        assert Stock.objects.get().on_hand == 2
        assert not ExceptionCase.objects.exists()


# --- Bad input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        (4, Why.MORE_THAN_ORDERED),
        (10**9, Why.MORE_THAN_ORDERED),
        (0, Why.BAD_QUANTITY),
        (-1, Why.BAD_QUANTITY),
    ],
)
def test_what_was_not_ordered_does_not_leave(part, line, pieces, why):
    with pytest.raises(RefusedError) as refused:
        send(part, {line.pk: pieces})
    assert refused.value.code is why
    assert not Parcel.objects.exists()
    assert (fresh(part).status, fresh(line).shipped) == ("accepted", 0)


def test_a_second_parcel_holds_no_more_than_is_left(part, line):
    send(part, {line.pk: 2})
    with pytest.raises(RefusedError) as refused:
        send(part, {line.pk: 2})
    assert (refused.value.code, refused.value.facts) == (Why.MORE_THAN_ORDERED, {"left": 1})


def test_a_line_of_another_maker_does_not_leave_in_this_parcel(part):
    foreign = an_accepted(a_variant(a_product(), stock=5))
    with pytest.raises(RefusedError) as refused:
        send(part, {OrderLine.objects.get(part=foreign).pk: 1})
    assert refused.value.code is Why.FOREIGN_LINE
    assert not Parcel.objects.exists()


@pytest.mark.parametrize(
    "tracking", ["<script>alert(1)</script>", "RR\u202e1", "RR\x001", "x" * 61, "رقم", "-1"]
)
def test_a_number_that_is_none_is_refused(part, tracking):
    with pytest.raises(RefusedError) as refused:
        fulfil.ship(part, carrier="Amana", tracking=tracking, actor=OFFICE)
    assert refused.value.code is Why.BAD_TRACKING
    assert not Parcel.objects.exists()


@pytest.mark.parametrize("carrier", ["", "  ", "A\u202eB", "x" * 61])
def test_a_parcel_is_carried_by_somebody(part, carrier):
    with pytest.raises(RefusedError) as refused:
        fulfil.ship(part, carrier=carrier, actor=OFFICE)
    assert refused.value.code is Why.BAD_CARRIER


def test_what_has_left_is_neither_declined_nor_cancelled(part, line):
    send(part, {line.pk: 1})
    with pytest.raises(IllegalMoveError):
        fulfil.decline(part, actor=OFFICE, reason="late")
    with pytest.raises(IllegalMoveError):
        cancel(part.order, actor=OFFICE, reason="late")
    assert fresh(part).status == "partly_shipped"
    assert Order.objects.get().status == "placed"


def test_the_database_itself_refuses_more_than_was_ordered(part, line):
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderLine.objects.filter(pk=line.pk).update(shipped=line.quantity + 1)
    parcel = send(part, {line.pk: 1})
    with pytest.raises(IntegrityError), transaction.atomic():
        ParcelLine.objects.create(parcel=parcel, line=line, quantity=1)


def test_a_maker_has_three_days_to_answer(part):
    assert timedelta(hours=71) < part.accept_by - timezone.now() < timedelta(hours=73)


def test_a_decline_waits_for_the_operator_with_what_to_do():
    a_market()
    order = a_placed_order(a_variant(stock=3), a_variant(a_product(), stock=3))
    mark_paid(order, amount=order.total, statement="S1", actor=OFFICE)
    first = order.parts.order_by("pk").first()
    fulfil.decline(first, actor=OFFICE, reason="no wool")
    raised = ExceptionCase.objects.get()
    assert (raised.kind, raised.order, raised.suggestion) == ("part_declined", order, "refund")
    assert minor(raised.amount) == minor(first.goods)
    assert PartStatus(fresh(first).status) is PartStatus.DECLINED
