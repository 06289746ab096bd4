"""Who came: half days, what a scan at the door means, and trainee-days. Plain values.

A trainee-day is two half days present, as the Centre has always counted it: days are counted, never typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from home.events.domain.registering import State, read_code

MOST_AT_ONCE = 500
LONGEST_DEVICE = 40


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


def why_not_in(*, is_of_event: bool, state: str, day: date, first: date, last: date) -> Answer | None:
    """Say why a known code does not let in, None when it does."""
    if not is_of_event:
        return Answer.OTHER_EVENT
    if state == State.CANCELLED:
        return Answer.CANCELLED
    if state != State.SEATED:
        return Answer.NO_SEAT
    return None if first <= day <= last else Answer.WRONG_DAY


def trainee_days(half_days: int) -> Decimal:
    """Return the days that half days make: two are one."""
    return Decimal(half_days) / 2
