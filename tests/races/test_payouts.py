"""Two payout runs at once pay once; a destination, a hold and an approval that meet do not cross."""

from threading import Barrier

import pytest

from producers.domain.actors import Actor
from producers.testing.builders import a_producer
from shop.actions.pay_out import confirm_payout, fail_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.domain.payouts import Kind, PayoutRefusedError, PayoutWhy
from shop.models import JournalEntry, Payout, PayoutBatch, PayoutLine
from shop.reading.payables import due, owed_to
from shop.reading.reconcile import differences
from shop.testing.payouts import a_destination, an_earning
from tests.races.together import at_once, failures

RUNS, MAKERS = 8, 5
ONE, OTHER = Actor(1, "one"), Actor(2, "other")


@pytest.fixture
def makers():
    found = [a_producer() for _ in range(MAKERS)]
    for maker in found:
        a_destination(maker)
        for amount in ("150.00", "90.50"):
            an_earning(maker, amount)
    return found


def run() -> PayoutBatch:
    return propose_batch("MAD", "bank", actor=ONE)


def test_many_runs_at_once_claim_everything_once(makers):
    results = at_once([run] * RUNS)
    batches = [one for one in results if isinstance(one, PayoutBatch)]
    assert len(batches) == 1
    assert {type(one) for one in failures(results)} == {PayoutRefusedError}
    assert {one.code for one in failures(results)} == {PayoutWhy.NOTHING_TO_PAY}
    assert Payout.objects.count() == MAKERS
    assert PayoutLine.objects.count() == MAKERS * 2
    assert not list(differences())


def test_without_the_claim_every_run_would_pay(makers):
    """The control: each run reads what is owed before any has claimed it."""
    looked, would_pay = Barrier(RUNS), []

    def look_then_pay() -> None:
        found = [each.amount for each in due("MAD", Kind.BANK) if each.skip is None]
        looked.wait(60)
        would_pay.append(sum(found))

    assert not failures(at_once([look_then_pay] * RUNS))
    assert sum(would_pay) == RUNS * MAKERS * 24_050


def test_an_earning_booked_during_a_run_is_in_no_run_or_in_one(makers):
    calls = [run, lambda: an_earning(makers[0], "70.00", key="late:1"), run]
    results = at_once(calls)
    assert all(isinstance(one, PayoutRefusedError) for one in failures(results))
    assert not list(differences())
    paid = sum(line.amount.amount for line in PayoutLine.objects.filter(payout__organisation=makers[0]))
    assert paid in (240.5, 310.5)


def test_a_payout_is_confirmed_or_fails_and_not_both(makers):
    batch = approve_batch(run(), actor=OTHER)
    send_batch(batch, actor=ONE)
    payout = Payout.objects.filter(organisation=makers[0]).get()
    calls = [lambda: confirm_payout(payout, actor=ONE), lambda: fail_payout(payout, actor=ONE, reason="no")]
    results = at_once(calls * 4)
    assert len(failures(results)) == 7
    assert JournalEntry.objects.filter(kind__in=["payout.confirmed", "payout.failed"]).count() == 1
    assert owed_to(makers[0], "MAD") in (0, 24_050)
    assert not list(differences())


def test_a_batch_pressed_sent_many_times_is_sent_once(makers):
    batch = approve_batch(run(), actor=OTHER)
    results = at_once([lambda: send_batch(batch, actor=ONE)] * RUNS)
    assert len(failures(results)) == RUNS - 1
    assert JournalEntry.objects.filter(kind="payout.sent").count() == MAKERS
    assert not list(differences())
