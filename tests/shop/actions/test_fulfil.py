"""One producer's part from placed to delivered: stock, books, log and letters follow each step."""

from itertools import product

import pytest

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import Actor
from producers.models import Act, Announcement, Message
from shop.actions import fulfil
from shop.domain.money import minor
from shop.domain.states import IllegalMoveError, PartStatus, may_move
from shop.models import Allocation, JournalEntry, Order, Parcel, Posting, ProducerOrder, Stock
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order

MAKER = Actor(7, "Maker")
pytestmark = pytest.mark.django_db
STEPS = {
    PartStatus.ACCEPTED: lambda part: fulfil.accept(part, actor=MAKER),
    PartStatus.MAKING: lambda part: fulfil.start_making(part, actor=MAKER),
    PartStatus.PACKED: lambda part: fulfil.pack(part, actor=MAKER),
    PartStatus.SHIPPED: lambda part: fulfil.ship(part, carrier="Amana", tracking="RR1", actor=MAKER),
    PartStatus.DELIVERED: lambda part: fulfil.deliver(part, actor=MAKER),
    PartStatus.DECLINED: lambda part: fulfil.decline(part, actor=MAKER, reason="no wool"),
}


@pytest.fixture(scope="module", autouse=True)
def placed(made_once) -> ProducerOrder:
    with made_once.making():
        a_market()
        a_placed_order((a_variant(stock=5), 2), delivery="30")
        return ProducerOrder.objects.get()


@pytest.fixture
def part(placed, made_once) -> ProducerOrder:
    return made_once.hand_out(placed)


def balance(kind: str) -> int:
    return sum(minor(side.amount) for side in Posting.objects.filter(account__kind=kind))


def walk(part, *steps):
    for step in steps:
        STEPS[step](part)


def test_pieces_leave_with_the_parcel_and_the_maker_earns_when_it_arrives(part):
    walk(part, PartStatus.ACCEPTED, PartStatus.PACKED)
    assert (Stock.objects.get().on_hand, Stock.objects.get().allocated) == (5, 2)
    walk(part, PartStatus.SHIPPED)
    assert (Stock.objects.get().on_hand, Stock.objects.get().allocated) == (3, 0)
    waiting = -balance("sales_not_earned")
    assert waiting > 0
    assert balance("producer_payable") == 0
    walk(part, PartStatus.DELIVERED)
    assert -balance("producer_payable") == waiting
    assert balance("sales_not_earned") == 0
    assert Parcel.objects.get().arrived_at
    assert list(differences()) == []


def test_what_is_picked_up_or_done_leaves_when_it_arrives(part):
    walk(part, PartStatus.ACCEPTED, PartStatus.DELIVERED)
    assert Stock.objects.get().on_hand == 3
    assert Allocation.objects.get().state == "sent"
    assert not Parcel.objects.exists()
    assert list(differences()) == []


@pytest.mark.parametrize(("old", "new"), list(product(PartStatus, STEPS)), ids=str)
def test_only_the_moves_of_the_table_are_made(part, old, new):
    ProducerOrder.objects.update(status=old.value)
    if may_move(old, new):
        STEPS[new](part)
        assert ProducerOrder.objects.get().status == new.value
        assert Act.objects.filter(verb=f"producerorder.{new.value}", actor_name="Maker").count() == 1
    else:
        with pytest.raises(IllegalMoveError):
            STEPS[new](part)
        assert ProducerOrder.objects.get().status == old.value
        assert not JournalEntry.objects.exclude(kind="order.placed").exists()
        assert Stock.objects.get().on_hand == 5


def test_an_order_whose_only_part_is_declined_is_cancelled(part):
    walk(part, PartStatus.DECLINED)
    assert Order.objects.get().status == "cancelled"
    assert Stock.objects.get().allocated == 0
    assert balance("buyer_clearing") == balance("sales_not_earned") == balance("refunds_due") == 0
    assert list(differences()) == []


def test_the_buyer_is_told_of_each_step_in_her_language(part):
    Order.objects.update(language="ar", email="salma@example.test")
    walk(part, PartStatus.ACCEPTED, PartStatus.SHIPPED, PartStatus.DELIVERED)
    deliver_announcements()
    told = Message.objects.filter(kind__in=["part.accepted", "part.shipped", "part.delivered"])
    assert {message.kind for message in told} == {"part.accepted", "part.shipped", "part.delivered"}
    assert {message.language for message in told} == {"ar"}
    assert "RR1" in told.get(kind="part.shipped").text
    assert all(order.token in message.text for order in Order.objects.all() for message in told)


def test_telling_a_step_twice_tells_it_once(part):
    walk(part, PartStatus.ACCEPTED)
    with pytest.raises(IllegalMoveError):
        walk(part, PartStatus.ACCEPTED)
    assert Announcement.objects.filter(kind="part.accepted").count() == 1
