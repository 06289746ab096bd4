"""When a maker and the operators are told that a proof ends."""

from datetime import date

DAYS_BEFORE = (60, 14)


def reminder_due(valid_until: date | None, today: date) -> int | None:
    """Return how many days before the end the last due reminder is, None when none is due.

    What has ended is no reminder any more. A job that has not run for a week tells the last one only.
    """
    if valid_until is None or valid_until < today:
        return None
    left = (valid_until - today).days
    due = [days for days in DAYS_BEFORE if left <= days]
    return min(due, default=None)
