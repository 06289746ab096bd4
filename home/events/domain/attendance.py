"""Who came: half days, what a scan at the door means, and trainee-days. Plain values.

A trainee-day is two half days present, as the Centre has always counted it: days are counted, never typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from home.events.domain.registering import State, read_code

MOST_AT_ONCE = 500
LONGEST_DEVICE = 40
NOON = time(13)
"""Where the afternoon begins, for codes and for parts of a programme."""


class Half(StrEnum):
    """A half of a day."""

    MORNING = "am"
    AFTERNOON = "pm"


class Answer(StrEnum):
    """What became of a scan."""

    DONE = "done"
    AGAIN = "again"
    """She was there already in this half day: scanned twice, or by two devices. Nothing is counted twice."""
    UNKNOWN = "unknown"
    OTHER_EVENT = "other_event"
    CANCELLED = "cancelled"
    NO_SEAT = "no_seat"
    WRONG_DAY = "wrong_day"
    TOO_EARLY = "too_early"
    """The day is still to come: nobody can have been there."""
    TAKEN_BACK = "taken_back"
    """This very scan was written down, and the office has taken it back since."""
    OTHER_PART = "other_part"
    """Her seat is in one part of the programme, which is not in this half day."""


class ScanError(ValueError):
    """What a device sent is no scan."""


@dataclass(frozen=True)
class Scan:
    """One code at the door. ``key`` was drawn by the device, and comes again with every repeated upload."""

    key: str
    code: str
    day: date
    half: Half
    device: str = ""


def read_scan(values: Mapping[str, Any]) -> Scan:
    """Read what a device sent. Raises ``ScanError``."""
    try:
        return Scan(
            key=str(UUID(str(values["key"]))),
            code=read_code(str(values["code"])),
            day=date.fromisoformat(str(values["day"])),
            half=Half(values["half"]),
            device=str(values.get("device", ""))[:LONGEST_DEVICE],
        )
    except (KeyError, TypeError, ValueError) as reason:
        raise ScanError(str(reason)) from reason


@dataclass(frozen=True)
class Opening:
    """What a seat opens: the days of its event, and of these only the hours of its part if it is in one.

    ``begins`` and ``ends`` are wall time without a zone.
    """

    first: date
    last: date
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def days(self) -> list[date]:
        """The days of the event, in their order."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    def opens(self, day: date, half: Half) -> bool:
        """Say whether the part, or else the whole day, falls in this half of it."""
        if self.begins is None or self.ends is None:
            return True
        noon, whole = datetime.combine(day, NOON), datetime.combine(day, time(0))
        starts, stops = (whole, noon) if half == Half.MORNING else (noon, whole + timedelta(days=1))
        return self.begins < stops and self.ends > starts


def half_at(moment: datetime) -> Half:
    """Return the half of the day of a moment of wall time."""
    return Half.MORNING if moment.time() < NOON else Half.AFTERNOON


def why_no_seat(*, is_of_event: bool, state: str) -> Answer | None:
    """Say why a known code has no seat here, None when it has one."""
    if not is_of_event:
        return Answer.OTHER_EVENT
    if state == State.CANCELLED:
        return Answer.CANCELLED
    return None if state == State.SEATED else Answer.NO_SEAT


def why_not_then(seat: Opening, day: date, half: Half, *, today: date) -> Answer | None:
    """Say why a seat opens no door in a half day, None when it does. What is past may come late."""
    if not seat.first <= day <= seat.last:
        return Answer.WRONG_DAY
    if day > today:
        return Answer.TOO_EARLY
    return None if seat.opens(day, half) else Answer.OTHER_PART


def trainee_days(half_days: int) -> Decimal:
    """Return the days that half days make: two are one."""
    return Decimal(half_days) / 2
