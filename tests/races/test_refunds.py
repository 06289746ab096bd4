"""Refunds and changes at the same moment: never more than came in, and one of two that exclude each other."""

import pytest
from django.db import IntegrityError, connection, transaction
from moneyed import Money

from producers.domain.actors import BUYER, Actor
from producers.guards import install_guards, lift_guards
from shop.actions import fulfil
from shop.actions.change_order import change_order
from shop.actions.mark_paid import mark_paid
from shop.actions.post import post
from shop.actions.refund import drop, give_back, hand_over
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError, Why
from shop.domain.refund_postings import post_refund_requested
from shop.domain.states import IllegalMoveError
from shop.models import Change, JournalEntry, Order, ProducerOrder, Refund, Stock
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order
from tests.races.together import at_once, failures

OFFICE = Actor(1, "Office")
PIECES = 4


@pytest.fixture(autouse=True)
def morocco():
    a_fee_rule()
    return a_market(cash_limit=100_000)


@pytest.fixture
def without_guards():
    lift_guards(connection)
    yield
    Refund.objects.all().delete()
    install_guards(connection)


def paid(price="100.00", quantity=1):
    """An order that was paid and of which all is due back again."""
    order = an_order((a_variant(stock=9, price=price), quantity), method="transfer")
    mark_paid(order, amount=order.total, statement=f"line {order.pk}", actor=OFFICE)
    return Order.objects.get(pk=order.pk)


def paid_twice(order):
    mark_paid(order, amount=order.total, statement=f"again {order.pk}", actor=OFFICE)
    return order


def a_row(payment, amount):
    """Write a refund as code would that forgot the lock and the check."""
    with transaction.atomic():
        entry = post(post_refund_requested(amount * 100, "MAD"), key=f"raw:{Refund.objects.count()}:{amount}")
        Refund.objects.create(
            order=payment.order, payment=payment, entry=entry, amount=Money(amount, "MAD"), method="transfer"
        )


def test_two_refunds_at_once_never_give_back_more_than_is_due():
    order = paid_twice(paid())
    sixty = Money(60 * order.total.amount / 100, "MAD")
    results = at_once([lambda: give_back(order, actor=OFFICE, amount=sixty)] * 2)
    (refused,) = failures(results)
    assert isinstance(refused, RefusedError)
    assert refused.code is Why.ABOVE_REMAINDER
    assert [row.amount for row in Refund.objects.all()] == [sixty]
    assert list(differences()) == []


def test_without_lock_and_guard_two_refunds_would_give_back_too_much(without_guards):
    """The control: each looks at what is left before anybody has taken it."""
    payment = paid().payments.get()
    assert not failures(at_once([lambda: a_row(payment, 60), lambda: a_row(payment, 61)]))
    assert sum(row.amount.amount for row in Refund.objects.all()) == 121


def test_the_database_itself_refuses_the_second_of_two_that_forgot_the_lock():
    payment = paid(price="70.00").payments.get()
    assert payment.amount < Money(121, "MAD")
    results = at_once([lambda: a_row(payment, 60), lambda: a_row(payment, 61)])
    (refused,) = failures(results)
    assert isinstance(refused, IntegrityError)
    assert Refund.objects.count() == 1


def test_one_refund_handed_over_and_dropped_at_once_ends_in_one_way():
    for _ in range(3):
        order = paid_twice(paid())
        (refund,) = give_back(order, actor=OFFICE)
        results = at_once(
            [
                lambda: hand_over(refund, actor=OFFICE, receipt="out"),  # noqa: B023  runs before the loop goes on
                lambda: drop(refund, actor=OFFICE, reason="no"),  # noqa: B023  as above
            ]
        )
        assert [type(one) for one in failures(results)] == [IllegalMoveError]
    assert list(differences()) == []


def test_a_buyer_who_cancels_while_her_maker_accepts_has_cancelled_or_is_too_late():
    for _ in range(PIECES):
        order = paid()
        asked, part = Asked(ChangeKind.CANCEL_ORDER), order.parts.get()
        shown = propose(order, asked).fingerprint

        def cancel(order=order, asked=asked, shown=shown):
            return change_order(
                order, asked, fingerprint=shown, actor=BUYER, side=Change.Side.BUYER, reason="other plans"
            )

        cancelled, accepted = at_once([cancel, lambda part=part: fulfil.accept(part, actor=OFFICE)])
        status = ProducerOrder.objects.get(pk=part.pk).status
        if isinstance(cancelled, Change):
            assert (status, type(accepted)) == ("cancelled", IllegalMoveError)
        else:
            assert (status, cancelled.code) == ("accepted", Why.TOO_LATE)
    assert list(differences()) == []


def test_the_same_change_confirmed_by_several_at_once_is_made_once():
    order = paid(quantity=PIECES)
    line = order.parts.get().lines.get()
    asked = Asked(ChangeKind.CANCEL_LINE, {line.pk: 1})
    shown = propose(order, asked).fingerprint

    def confirm():
        return change_order(order, asked, fingerprint=shown, actor=OFFICE, reason="asked")

    results = at_once([confirm] * 5)
    assert [one.code for one in failures(results)] == [Why.STALE] * 4
    assert Change.objects.count() == JournalEntry.objects.filter(kind="order.changed").count() == 1
    assert Stock.objects.get().allocated == PIECES - 1
    assert list(differences()) == []
