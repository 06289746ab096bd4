"""A refund that has left and a dispute that is lost meanwhile: both are facts, and both are written down."""

from random import Random

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from producers.domain.actors import Actor
from producers.guards import install_guards, missing_guards
from shop.actions.cancel import cancel
from shop.actions.record_payment import record_payment
from shop.actions.send_refunds import send_refund
from shop.domain.postings import Account
from shop.gateways.base import Found
from shop.models import ExceptionCase, JournalEntry, Order, Posting, Refund, refund_guards
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order
from tests.properties import bank as at_the_bank
from tests.races.together import at_once, failures

OFFICE = Actor(1, "Office")


@pytest.fixture
def bank(settings):
    a_fee_rule()
    a_market()
    gateways = settings.SHOP["GATEWAYS"] | {"card": {"BACKEND": "tests.properties.bank.Card"}}
    settings.SHOP = settings.SHOP | {"GATEWAYS": gateways}
    return at_the_bank.open_bank(Random(1))


@pytest.fixture
def guard_of_every_update(monkeypatch):
    """The guard as it was: whatever is updated of a refund, all refunds are counted again."""
    monkeypatch.setattr(refund_guards, "GOES_ON", "1 = 0")
    install_guards(connection)
    yield
    monkeypatch.undo()
    assert install_guards(connection) == ["tiwizi_refund_within_payment_update"]
    assert missing_guards(connection) == []


def cancelled(bank):
    """An order that was paid and cancelled; its refund is to be sent."""
    order = an_order(a_variant(stock=9), method="card")
    assert bank.pay(order.payments.get().reference)
    record_payment("card", bank.untold.pop())
    cancel(Order.objects.get(pk=order.pk), actor=OFFICE, reason="asked")
    return Refund.objects.get(order=order)


def lost_while_it_is_sent(bank, monkeypatch):
    """While the gateway is asked for the refund its notice arrives that the buyer's bank took the money."""
    refund = cancelled(bank)

    def send(self, request):
        bank.dispute(bank.charges[-1], "lost")
        record_payment("card", bank.untold.pop())
        return at_the_bank.Outcome(Found.DONE, movement="re_1")

    monkeypatch.setattr(at_the_bank.Card, "refund", send)
    send_refund(refund, now=timezone.now())
    return Refund.objects.get(pk=refund.pk)


def balance(kind):
    return sum((side.amount.amount for side in Posting.objects.filter(account__kind=kind)), 0)


def test_what_left_before_the_dispute_was_lost_is_written_down(bank, monkeypatch):
    refund = lost_while_it_is_sent(bank, monkeypatch)
    assert refund.status == "succeeded"
    assert balance(Account.GATEWAY_CLEARING) == -refund.amount.amount
    assert balance(Account.DISPUTES_LOST) == refund.amount.amount
    assert balance(Account.REFUNDS_SENT) == balance(Account.REFUNDS_DUE) == balance(Account.DISPUTES) == 0
    assert ExceptionCase.objects.filter(kind="dispute_succeeded").exists(), "a person is told of it"
    assert list(differences()) == []


def test_a_guard_of_every_update_would_refuse_the_fact(bank, monkeypatch, guard_of_every_update):
    """The control: the answer of the gateway could never be written down, the job would fail for ever."""
    with pytest.raises(IntegrityError):
        lost_while_it_is_sent(bank, monkeypatch)
    assert not JournalEntry.objects.filter(kind="refund.succeeded").exists()


def test_nothing_new_is_asked_for_once_it_is_lost(bank):
    refund = cancelled(bank)
    bank.dispute(bank.charges[-1], "lost")
    record_payment("card", bank.untold.pop())
    refund.refresh_from_db()
    assert refund.status == "dropped"
    for fields in ({"status": "requested"}, {"status": "succeeded"}, {"status": "to_approve"}):
        with pytest.raises(IntegrityError):
            Refund.objects.filter(pk=refund.pk).update(**fields)


def test_a_refund_sent_and_a_dispute_lost_at_once_come_out_in_any_order(bank, monkeypatch):
    monkeypatch.setattr(bank.chance, "random", lambda: 0.5)
    for turn in range(6):
        refund = cancelled(bank)
        bank.dispute(bank.charges[-1], "lost")
        notice = bank.untold.pop()
        calls = [lambda r=refund: send_refund(r), lambda n=notice: record_payment("card", n)]
        assert failures(at_once(calls if turn % 2 else calls[::-1])) == []
        refund.refresh_from_db()
        assert refund.status in ("dropped", "failed", "succeeded"), turn
    assert list(differences()) == []
