"""When the registered are written to: two days before, the day before, and the day after. Plain values."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

REMINDERS: Mapping[str, timedelta] = {"seat.soon": timedelta(days=2), "seat.tomorrow": timedelta(days=1)}
AFTER = "seat.over"
"""What whoever came is asked on the day after: what came of it for her."""
WAKES, SLEEPS = time(8, 0), time(20, 0)
"""Wall time between which somebody may be reminded."""


def due_on(kind: str, begins_on: date) -> date:
    """Return the day on which a reminder goes out."""
    return begins_on - REMINDERS[kind]


def is_time(now: datetime) -> bool:
    """Say whether reminders go out at this hour of wall time."""
    return WAKES <= now.time() < SLEEPS


def is_needed(kind: str, *, begins_on: date, registered_on: date, today: date) -> bool:
    """Say whether she is reminded today; whoever registered today has just been told."""
    return due_on(kind, begins_on) == today and registered_on < today
