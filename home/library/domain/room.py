"""A reading room: when it is open, who may have a seat, and her code there. Plain values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from producers.domain.read_out import draw_code, tidy_code

AHEAD = timedelta(days=14)
"""How far ahead a seat is booked."""
CODE_LENGTH = 8


class Half(StrEnum):
    """Half of a day."""

    AM = "am"
    PM = "pm"


class Why(StrEnum):
    """Why somebody gets no seat."""

    TWICE = "twice"
    FULL = "full"
    SHUT = "shut"
    PAST = "past"
    FAR = "far"


class NoSeatError(Exception):
    """No seat; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Answer(StrEnum):
    """What becomes of a code that is typed at the desk."""

    DONE = "done"
    AGAIN = "again"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    OTHER_DAY = "other_day"


@dataclass(frozen=True)
class Hours:
    """One half day of each week; ``weekday`` is 0 for Monday, hours are wall time."""

    weekday: int
    half: Half
    opens: time
    closes: time


@dataclass(frozen=True)
class Slot:
    """One half day that seats are for."""

    day: date
    half: Half
    opens: time
    closes: time

    @property
    def key(self) -> str:
        """How a form names it: ``2026-12-01.am``."""
        return f"{self.day.isoformat()}.{self.half}"


@dataclass(frozen=True)
class Reader:
    """Who reads. ``kind`` is the key of a reader kind, ``phone`` is E.164; phone and e-mail may be empty."""

    name: str
    kind: int | None = None
    phone: str = ""
    email: str = ""
    language: str = "fr"
    wants_call: bool = False

    @property
    def reached_by(self) -> str:
        """What tells her from others; empty where only the desk knows her."""
        return self.phone or self.email.lower()


def slots(hours: Iterable[Hours], closed: Collection[date], now: datetime) -> tuple[Slot, ...]:
    """Return the half days for which a seat can be booked at a moment of wall time, the nearest first."""
    week = sorted(hours, key=lambda one: (one.weekday, one.opens))
    days = [now.date() + timedelta(days=n) for n in range(AHEAD.days + 1)]
    every = [
        Slot(day, one.half, one.opens, one.closes)
        for day in days
        if day not in closed
        for one in week
        if one.weekday == day.weekday()
    ]
    return tuple(one for one in every if (one.day, one.closes) > (now.date(), now.time()))


def why_no_slot(
    day: date, half: str, *, hours: Iterable[Hours], closed: Collection[date], now: datetime
) -> Why | None:
    """Say why nobody can book a half day at a moment of wall time, None when one can."""
    of_the_week = list(hours)
    if any((one.day, one.half) == (day, half) for one in slots(of_the_week, closed, now)):
        return None
    if day < now.date():
        return Why.PAST
    if day > now.date() + AHEAD:
        return Why.FAR
    is_open = day not in closed and any(
        (one.weekday, one.half) == (day.weekday(), half) for one in of_the_week
    )
    return Why.PAST if is_open else Why.SHUT


def arrival(*, state: str, day: date, today: date, has_come: bool) -> Answer:
    """Say what becomes of a booking whose code is typed today."""
    if state != "booked":
        return Answer.CANCELLED
    if day != today:
        return Answer.OTHER_DAY
    return Answer.AGAIN if has_come else Answer.DONE


def new_code() -> str:
    """Return the code of a visit: eight letters and digits that are not mistaken for each other, 39 bits."""
    return draw_code(CODE_LENGTH)


def read_code(typed: str) -> str:
    """Return a code as it is kept, however it was typed: with spaces, hyphens, in small letters."""
    return tidy_code(typed, CODE_LENGTH)


def code_written(code: str) -> str:
    """Write a code in two halves, as it is read out."""
    return f"{code[:4]}-{code[4:]}"
