"""Until when a stand is kept for who has to take or pay it, and until when a fee is paid back. Plain days.

The rules are the Centre's: a stand with a fee is hers once it is paid, one that became free once she says
that she comes; who says in time that she cannot come pays nothing.
"""

from datetime import date, timedelta

DAYS_TO_ANSWER = 2
"""For how long a free stand that another gave back is kept for the next."""


def last_day_to_pay(today: date, days: int, first_day: date) -> date:
    """Return the last day on which a stand that is given on ``today`` can still be paid: ``days`` later.

    It is never the fair's first day or later, except that she always has the rest of the day.
    """
    return max(today, min(today + timedelta(days=days), first_day - timedelta(days=1)))


def is_late(today: date, pay_by: date) -> bool:
    """Say whether the last day to pay is over."""
    return today > pay_by


def is_paid_back(today: date, until: date | None) -> bool:
    """Say whether who takes her application back gets her fee back; without a day never."""
    return until is not None and today <= until
