"""One cart pressed many times at once, and payments that arrive while an order ends."""

from collections import Counter
from datetime import timedelta
from threading import Barrier

import pytest

from producers.domain.actors import Actor
from producers.models import Announcement
from shop.actions.cancel import cancel
from shop.actions.carts import add
from shop.actions.complete import Completion, complete
from shop.actions.expire_unpaid import expire_unpaid
from shop.actions.mark_paid import mark_paid
from shop.domain.errors import RefusedError
from shop.domain.states import IllegalMoveError
from shop.models import (
    Cart,
    ExceptionCase,
    JournalEntry,
    Order,
    Payment,
    PaymentEvent,
    Stock,
)
from shop.reading.reconcile import differences
from shop.testing.builders import a_cart, a_market, a_variant
from shop.testing.buying import a_ready_cart, an_order, total_of
from tests.races.together import at_once, failures

TABS = 10
OPERATOR = Actor(1, "Operator")


@pytest.fixture(autouse=True)
def morocco():
    return a_market(cash_limit=100_000)


def test_the_same_cart_pressed_at_once_is_one_order():
    cart = a_ready_cart(a_variant(stock=9))
    total, attempt = total_of(cart), cart.attempt

    def press() -> Completion:
        fresh = Cart.objects.get(pk=cart.pk)
        return complete(fresh, shown=total, method="cash", attempt=attempt, lang="fr")

    results = at_once([press] * TABS)
    assert not failures(results)
    assert len({done.order.pk for done in results}) == 1
    assert {done.order.status for done in results} == {"placed"}
    assert (Order.objects.count(), Payment.objects.count()) == (1, 1)
    assert JournalEntry.objects.filter(kind="order.placed").count() == 1
    assert Announcement.objects.filter(kind="order.placed").count() == 1
    assert Stock.objects.get().allocated == 1
    assert not list(differences())


def test_without_the_lock_every_press_would_find_an_open_cart():
    """The control: each looks whether the cart is open before anybody has closed it."""
    cart = a_ready_cart(a_variant(stock=9))
    looked, would_order = Barrier(TABS), []

    def look_then_close() -> None:
        is_open = Cart.objects.get(pk=cart.pk).closed_at is None
        looked.wait(60)
        if is_open:
            would_order.append(1)

    assert not failures(at_once([look_then_close] * TABS))
    assert len(would_order) > 1


def test_adding_in_many_tabs_at_once_loses_nothing():
    market, variant = a_market(), a_variant(stock=TABS)
    cart = a_cart()
    results = at_once([lambda: add(Cart.objects.get(pk=cart.pk), variant.pk, 1, market)] * TABS)
    assert not failures(results)
    assert cart.lines.get().quantity == TABS


def test_a_cart_changed_while_it_is_ordered_is_ordered_as_shown_or_not_at_all():
    variant, other = a_variant(stock=9), a_variant(stock=9)
    for _ in range(5):
        cart = a_ready_cart(variant)
        total, attempt = total_of(cart), cart.attempt
        ordered, changed = at_once(
            [
                lambda: complete(cart, shown=total, method="cash", attempt=attempt, lang="fr"),  # noqa: B023  runs before the loop goes on
                lambda: add(Cart.objects.get(pk=cart.pk), other.pk, 1, a_market()),  # noqa: B023  as above
            ]
        )
        assert isinstance(ordered, Completion) == isinstance(changed, RefusedError)
        if isinstance(ordered, Completion):
            assert ordered.order.total == total


def test_the_same_payment_told_at_once_counts_once():
    order = an_order(a_variant(), method="transfer")
    results = at_once(
        [lambda: mark_paid(order, amount=order.total, statement="line 1", actor=OPERATOR)] * TABS
    )
    assert not failures(results)
    assert {one.status for one in results} == {"placed"}
    assert PaymentEvent.objects.count() == 1
    assert Counter(JournalEntry.objects.values_list("kind", flat=True)) == {
        "order.placed": 1,
        "order.paid": 1,
    }
    assert not ExceptionCase.objects.exists()


def test_a_payment_and_the_deadline_at_once_end_in_one_of_two_ways():
    for number in range(5):
        order = an_order(a_variant(stock=1), method="transfer")
        late = order.pay_until + timedelta(days=3)
        results = at_once(
            [
                lambda: expire_unpaid(now=late),  # noqa: B023  runs before the loop goes on
                lambda: mark_paid(order, amount=order.total, statement=f"line {number}", actor=OPERATOR),  # noqa: B023  as above
            ]
        )
        assert not failures(results)
        ended = Order.objects.get(pk=order.pk)
        is_set_aside = ExceptionCase.objects.filter(kind="paid_late", payment__order=order).exists()
        assert (ended.status, is_set_aside) in (("placed", False), ("expired", True))
    assert not list(differences())


def test_cancelled_at_once_by_several_it_is_undone_once():
    order = an_order(a_variant(stock=1))
    results = at_once([lambda: cancel(order, actor=OPERATOR, reason="asked")] * 6)
    assert [type(one) for one in failures(results)] == [IllegalMoveError] * 5
    assert JournalEntry.objects.filter(kind="order.cancelled").count() == 1
    assert Stock.objects.get().allocated == 0
    assert not list(differences())
