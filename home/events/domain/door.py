"""The door of an event: how long a helper's key opens it, and how a half day is named. Plain values."""

from datetime import date, timedelta

SENDS_UNTIL = timedelta(days=2)
"""After the last day a device that was offline may still send what it kept; it lets nobody in any more."""
LONGEST_NAME = 60


def is_open(*, is_revoked: bool, last_day: date, today: date) -> bool:
    """Say whether a key still opens the door, be it only to send."""
    return not is_revoked and today <= last_day + SENDS_UNTIL


def slot_of(day: date, half: str) -> str:
    """Return the name of a half day on devices, such as ``2026-12-01am``."""
    return f"{day.isoformat()}{half}"
