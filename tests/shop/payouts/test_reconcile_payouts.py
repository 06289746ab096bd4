"""Each way in which payouts and payables could part is made once, behind the actions' back, and named."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.models import F

from producers.domain.actors import Actor
from producers.guards import lift_guards
from producers.testing.builders import a_producer
from shop.actions.pay_out import confirm_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.domain.postings import Account
from shop.models import Payout, PayoutLine, Posting
from shop.reading.reconcile_payouts import payouts_are_payables
from shop.testing.payouts import a_destination, an_earning

pytestmark = pytest.mark.django_db
ONE, OTHER = Actor(1, "one"), Actor(2, "other")


@pytest.fixture
def paid() -> None:
    """Three makers paid: one payout confirmed, one under way, one proposed; and one with something owed."""
    makers = [a_producer() for _ in range(4)]
    for maker in makers[:3]:
        a_destination(maker)
    for maker in makers[:2]:
        an_earning(maker, "500.10")
    batch = approve_batch(propose_batch("MAD", "bank", actor=ONE), actor=OTHER)
    send_batch(batch, actor=ONE)
    confirm_payout(Payout.objects.order_by("pk").first(), actor=ONE)
    for maker in makers[2:]:
        an_earning(maker, "300.20")
    propose_batch("MAD", "bank", actor=ONE)


def found_after(change: Callable[[], object]) -> list[str]:
    with transaction.atomic():
        lift_guards(connection)
        change()
        lines = list(payouts_are_payables())
        transaction.set_rollback(True)
    return lines


def payable_side():
    return Posting.objects.filter(account__kind=Account.PRODUCER_PAYABLE, entry__kind="part.earned")


BROKEN: dict[str, tuple[Callable[[], object], str]] = {
    "a payout above its lines": (lambda: Payout.objects.update(amount=F("amount") + 1), "its lines"),
    "a line above its posting": (
        lambda: PayoutLine.objects.update(amount=F("amount") + 1), "not what its posting says",
    ),
    "a line dropped": (lambda: PayoutLine.objects.first().delete(), "its lines"),
    "a posting changed": (
        lambda: Posting.objects.filter(pk=payable_side().first().pk).update(amount=F("amount") - 1),
        "not what its posting says",
    ),
    "a payout confirmed that says it was never sent": (
        lambda: Payout.objects.filter(status="confirmed").update(status="pending"), "payable in the books",
    ),
    "a payout sent that is not booked": (
        lambda: Payout.objects.filter(status="pending").update(status="sent"), "under way in the books",
    ),
    "a payout that failed unsaid": (
        lambda: Payout.objects.filter(status="sent").update(status="failed", reason="x"), "its lines count",
    ),
    "a payout of another maker's sale": (
        lambda: Payout.objects.filter(status="pending").update(
            organisation=Payout.objects.first().organisation
        ),
        "not what its posting says",
    ),
    "a line reversed alone": (
        lambda: PayoutLine.objects.filter(payout__status="sent").update(reversed_at="2026-01-01T00:00Z"),
        "or do not although it is not",
    ),
}  # fmt: skip


def test_a_shop_that_paid_agrees(paid):
    assert list(payouts_are_payables()) == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_differs_is_named(paid, name):
    change, words = BROKEN[name]
    lines = found_after(change)
    assert any(words in line for line in lines), lines
    assert list(payouts_are_payables()) == []
