"""Replacements of exchanges: the last piece is promised once, and what is promised leaves once."""

from threading import Barrier

import pytest

from producers.domain.actors import BUYER, Actor
from shop.actions import fulfil
from shop.actions.allocate import ShortError
from shop.actions.ask_change import ask_change
from shop.actions.handle_change import agree, receive
from shop.actions.mark_paid import mark_paid
from shop.actions.replace import send_replacement
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError
from shop.models import Allocation, Change, Order, Parcel, ParcelLine, Stock
from shop.reading.reconcile import differences
from shop.reading.replacements import promised_for
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order
from tests.races.together import at_once, failures

OFFICE = Actor(70, "Office")
TOGETHER = 4


@pytest.fixture(autouse=True)
def morocco(_committed):
    a_fee_rule()
    return a_market(cash_limit=100_000)


def an_exchange(variant) -> Change:
    """A buyer who has her piece wants another of the same."""
    order = an_order((variant, 1), method="transfer")
    mark_paid(order, amount=order.total, statement=f"line {order.pk}", actor=OFFICE)
    part = order.parts.get()
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    fulfil.deliver(part, actor=OFFICE)
    line = part.lines.get()
    fresh = Order.objects.get(pk=order.pk)
    return ask_change(fresh, ChangeKind.EXCHANGE, pieces={line.pk: 1}, note="too small", actor=BUYER)


def stock_of(variant) -> tuple[int, int]:
    return Stock.objects.values_list("on_hand", "allocated").get(variant=variant)


def test_the_last_piece_is_promised_to_one_of_several_exchanges():
    variant = a_variant(stock=TOGETHER + 1)
    changes = [an_exchange(variant) for _ in range(TOGETHER)]
    assert stock_of(variant) == (1, 0)
    results = at_once([lambda change=change: agree(change, actor=OFFICE) for change in changes])
    assert [type(one) for one in failures(results)] == [ShortError] * (TOGETHER - 1)
    assert stock_of(variant) == (1, 1)
    assert Allocation.objects.open().filter(replaces__in=changes).count() == 1
    assert sorted(Change.objects.values_list("status", flat=True)) == ["agreed", *["asked"] * (TOGETHER - 1)]
    assert not list(differences())


def test_without_the_guard_the_last_piece_is_promised_to_all():
    """The control: each looks at the shelf before any has written."""
    variant = a_variant(stock=1)
    stock, promised, looked = Stock.objects.get(variant=variant), [], Barrier(TOGETHER)

    def look_then_write() -> None:
        seen = Stock.objects.get(pk=stock.pk)
        looked.wait(60)
        if seen.allocated < seen.on_hand:
            Stock.objects.filter(pk=stock.pk).update(allocated=seen.allocated + 1)
            promised.append(1)

    assert not failures(at_once([look_then_write] * TOGETHER))
    assert len(promised) == TOGETHER


def test_a_replacement_leaves_once_however_many_send_it():
    variant = a_variant(stock=5)
    change = an_exchange(variant)
    agree(change, actor=OFFICE)
    receive(change, actor=OFFICE, reason="came back")
    results = at_once([lambda: send_replacement(change, carrier="Amana", actor=OFFICE)] * TOGETHER)
    assert [type(one) for one in failures(results)] == [RefusedError] * (TOGETHER - 1)
    assert Parcel.objects.filter(replaces=change).count() == 1
    assert ParcelLine.objects.filter(parcel__replaces=change).count() == 1
    assert stock_of(variant) == (4, 0)
    assert not list(differences())


def test_without_the_order_s_lock_it_would_leave_several_times():
    """The control: each sees that it is promised before any has sent it."""
    change = an_exchange(a_variant(stock=5))
    agree(change, actor=OFFICE)
    looked, would_leave = Barrier(TOGETHER), []

    def look_then_send() -> None:
        promised = promised_for(change)
        looked.wait(60)
        would_leave.extend(one.quantity for one in promised)

    assert not failures(at_once([look_then_send] * TOGETHER))
    assert sum(would_leave) == TOGETHER
