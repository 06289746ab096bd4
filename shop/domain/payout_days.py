"""When money goes out: fixed days of the month, so that a maker can count on them."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

_SATURDAY = 5


def next_payout_day(today: date, days: Sequence[int]) -> date | None:
    """Return the first day on or after ``today`` on which payouts are made; None when no day is fixed.

    ``days`` are days of the month; one that a month does not have is its last. What falls on a weekend is
    done on the Monday after, as banks do. Public holidays are not known here.
    """
    if not days:
        return None
    following = _next_month(today)
    months = (today.replace(day=1) - timedelta(days=1), today, following, _next_month(following))
    found = sorted({_working(_in_month(month, day)) for month in months for day in days})
    return next(day for day in found if day >= today)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _in_month(month: date, day: int) -> date:
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))


def _working(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day
