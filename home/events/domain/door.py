"""The door of an event: how long a helper's key opens it, and how a half day is named. Plain values."""

from datetime import UTC, date, datetime, timedelta

from home.events.domain.attendance import Half, Opening

SENDS_UNTIL = timedelta(days=2)
"""After the last day a device that was offline may still send what it kept; it lets nobody in any more."""
LONGEST_NAME = 60
PAGE = 1000
"""People on one page of the list that a device takes along."""
OVERLAP = timedelta(minutes=2)
"""How far before a mark changes are read again: what was being written then is in no earlier answer."""
LONGEST_MARK = 12
Marked = tuple[date, Half]


def is_open(*, is_revoked: bool, last_day: date, today: date) -> bool:
    """Say whether a key still opens the door, be it only to send."""
    return not is_revoked and today <= last_day + SENDS_UNTIL


def slot_of(day: date, half: str) -> str:
    """Return the name of a half day on devices, such as ``2026-12-01am``."""
    return f"{day.isoformat()}{half}"


def slots_of(event: Opening) -> list[Marked]:
    """Return the half days of an event, in their order."""
    return [(day, half) for day in event.days for half in Half]


def written_mark(moment: datetime) -> str:
    """Write until when a device knows the list: seconds since 1970."""
    return str(int(moment.timestamp()))


def read_since(mark: str) -> datetime:
    """Return from when on changes are sent to whoever has this mark. Raises ``ValueError``."""
    if not (mark.isascii() and mark.isdigit() and len(mark) < LONGEST_MARK):
        raise ValueError(mark)
    return datetime.fromtimestamp(int(mark), UTC) - OVERLAP
