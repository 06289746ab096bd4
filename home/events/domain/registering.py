"""Seats: who may take one, the states of a registration, and why one is refused. Plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from producers.domain.read_out import draw_code, tidy_code

OFFER = timedelta(hours=48)
"""How long a seat that became free is kept for whoever waited for it."""
CODE_LENGTH = 10


class State(StrEnum):
    """What became of a registration."""

    SEATED = "seated"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


SEATS = frozenset({State.SEATED, State.OFFERED})
"""States that take a seat: one that is offered is nobody else's."""
OPEN = SEATS | {State.WAITING}
MOVES: dict[State, frozenset[State]] = {
    State.SEATED: frozenset({State.CANCELLED}),
    State.WAITING: frozenset({State.OFFERED, State.CANCELLED}),
    State.OFFERED: frozenset({State.SEATED, State.CANCELLED, State.LAPSED}),
}


class Why(StrEnum):
    """Why somebody cannot register, or cannot take a seat."""

    TWICE = "twice"
    PAST = "past"
    CANCELLED = "cancelled"
    FOREIGN = "foreign"
    CLOSED = "closed"
    LATE = "late"


class RefusedError(Exception):
    """No seat; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Person:
    """Who registers. ``kind`` is that of a participant, ``phone`` is E.164; phone and e-mail may be empty,
    and so may ``sex``, which is asked for the figures alone."""

    name: str
    kind: str
    phone: str = ""
    email: str = ""
    language: str = "fr"
    wants_call: bool = False
    sex: str = ""

    @property
    def reached_by(self) -> str:
        """What tells her from others; empty where only whoever registered her reaches her."""
        return self.phone or self.email.lower()


def may_move(old: str, new: str) -> bool:
    """Say whether a registration may go from one state to another."""
    return State(new) in MOVES.get(State(old), frozenset())


def why_not(*, is_cancelled: bool, ends_at: datetime, is_open: bool, now: datetime) -> Why | None:
    """Say why nobody can register now, None when one can."""
    if is_cancelled:
        return Why.CANCELLED
    if ends_at <= now:
        return Why.PAST
    return None if is_open else Why.CLOSED


def offered_until(now: datetime, begins_at: datetime) -> datetime:
    """Return until when an offered seat is kept: two days, but not past the beginning."""
    return min(now + OFFER, max(begins_at, now))


def new_code() -> str:
    """Return the code of a badge: ten letters and digits that are not mistaken for each other, 49 bits."""
    return draw_code(CODE_LENGTH)


def read_code(typed: str) -> str:
    """Return a code as it is kept, however it was typed: with spaces, hyphens, in small letters."""
    return tidy_code(typed, CODE_LENGTH)
