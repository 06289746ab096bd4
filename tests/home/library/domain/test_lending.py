"""Who may have what, until when, and when she is reminded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from home.library.domain.lending import (
    Borrower,
    Item,
    Terms,
    Why,
    back_first,
    due_on,
    fetch_by,
    reminder,
    why_not_lend,
    why_not_renew,
)

TERMS = Terms(days=14, most=2, renewals=1)
BOOK = Item("work", is_public=True, is_lent_at_all=True, is_out=False, is_kept=False)
READER = Borrower(TERMS, has=1, is_late=False)
DUE = date(2026, 12, 14)


def test_a_book_is_lent():
    assert why_not_lend(BOOK, READER) is None


@pytest.mark.parametrize(
    ("item", "reader", "why"),
    [
        ({"kind": "web"}, {}, Why.STAYS),
        ({"is_public": False}, {}, Why.STAYS),
        ({"is_lent_at_all": False}, {}, Why.STAYS),
        ({"is_out": True}, {}, Why.OUT),
        ({"is_kept": True}, {}, Why.KEPT),
        ({}, {"is_late": True}, Why.LATE),
        ({}, {"has": 2}, Why.MOST),
        ({}, {"terms": Terms(14, 0, 0), "has": 0}, Why.MOST),
    ],
)
def test_what_is_not_lent_says_why(item, reader, why):
    assert why_not_lend(replace(BOOK, **item), replace(READER, **reader)) == why


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, None),
        ({"renewals": 1}, Why.RENEWED),
        ({"is_late": True}, Why.LATE),
        ({"is_waited_for": True}, Why.WAITED_FOR),
    ],
)
def test_it_is_prolonged_once_and_only_when_nobody_waits(facts, why):
    asked = {"renewals": 0, "is_late": False, "is_waited_for": False} | facts
    assert why_not_renew(TERMS, **asked) == why


def test_days_are_counted_from_today():
    assert due_on(date(2026, 11, 30), TERMS) == DUE
    assert fetch_by(date(2026, 11, 30)) == date(2026, 12, 3)
    assert back_first([DUE, date(2026, 12, 1)]) == date(2026, 12, 1)
    assert back_first([]) is None


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-3, None),
        (-2, "due"),
        (0, "due"),
        (1, "late.1"),
        (6, "late.1"),
        (7, "late.2"),
        (27, "late.4"),
        (28, None),
    ],
)
def test_she_is_reminded_before_and_then_once_a_week_for_a_month(days, step):
    assert reminder(DUE, DUE + timedelta(days=days)) == step
