"""The demo's orders: every state is there to look at, and the books agree."""

import pytest
from django.core.management import call_command
from django.db.models import F

from shop.models import (
    CallAttempt,
    Case,
    CashCustody,
    Change,
    ExceptionCase,
    Order,
    Parcel,
    ProducerOrder,
    Refund,
    RemittanceLine,
    StatementLine,
    Stock,
)
from shop.reading.reconcile import differences

pytestmark = pytest.mark.django_db


def test_every_state_is_there_twice_is_once_and_the_books_agree():
    call_command("demo", verbosity=0)
    numbers = set(Order.objects.values_list("number", flat=True))
    assert set(Order.objects.values_list("status", flat=True)) == {"draft", "placed", "cancelled", "expired"}
    assert set(ProducerOrder.objects.values_list("status", flat=True)) >= {
        "waiting", "placed", "accepted", "making", "packed", "partly_shipped", "shipped", "delivered",
        "declined", "cancelled", "returned",
    }  # fmt: skip
    assert set(Order.objects.values_list("confirmation", flat=True)) == {
        "not_needed", "waiting", "confirmed", "refused",
    }  # fmt: skip
    assert ExceptionCase.objects.filter(kind="paid_too_much").exists()
    assert set(CashCustody.objects.values_list("status", flat=True)) == set(CashCustody.Status.values)
    outcomes = set(RemittanceLine.objects.values_list("outcome", flat=True))
    assert outcomes >= {"matched", "short", "over", "other_carrier", "unknown", "unreadable"}
    assert set(StatementLine.objects.values_list("state", flat=True)) == {
        "matched", "suggested", "unmatched", "out",
    }  # fmt: skip
    assert set(CallAttempt.objects.values_list("outcome", flat=True)) >= {"no_answer", "later"}
    assert ExceptionCase.objects.filter(closed_at=None).values("kind").distinct().count() >= 8
    assert set(Parcel.objects.values_list("status", flat=True)) == set(Parcel.Status.values)
    assert set(Case.objects.values_list("status", flat=True)) >= {"open", "closed"}
    assert Order.objects.count() == 300
    assert Stock.objects.filter(on_hand__lt=F("allocated") - F("cap")).count() == 0
    assert set(Change.objects.values_list("kind", "status")) >= {
        ("goodwill", "settled"), ("cancel_line", "settled"), ("complaint", "asked"),
        ("return", "settled"), ("withdrawal", "asked"),
    }  # fmt: skip
    assert set(Refund.objects.values_list("status", flat=True)) >= {"requested", "succeeded"}
    assert list(differences()) == []
    call_command("demo", verbosity=0)
    assert set(Order.objects.values_list("number", flat=True)) == numbers
