"""Nominations: their states, who may be nominated when, and when a nominee is eligible. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from producers.domain.read_out import draw_code

CODE_LENGTH = 6
MOST_PICTURES = 3
"""So many are sent with a nomination at most."""


class State(StrEnum):
    """What became of a nomination."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    MERGED = "merged"


class Way(StrEnum):
    """Who nominated: she herself, somebody who knows her, or an agent of her association."""

    SELF = "self"
    PEER = "peer"
    AGENT = "agent"


OVER = frozenset({State.REFUSED, State.WITHDRAWN, State.MERGED})
GONE = frozenset({State.REFUSED, State.WITHDRAWN})
"""She said no: nobody nominates her again in this edition."""
CONSENTED = frozenset({State.AGREED, State.ELIGIBLE, State.INELIGIBLE})
MOVES: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.AGREED, State.REFUSED, State.MERGED}),
    State.AGREED: frozenset({State.ELIGIBLE, State.INELIGIBLE, State.WITHDRAWN, State.MERGED}),
    State.ELIGIBLE: frozenset({State.INELIGIBLE, State.WITHDRAWN}),
    State.INELIGIBLE: frozenset({State.ELIGIBLE, State.WITHDRAWN}),
}


class Why(StrEnum):
    """Why a nomination is not taken, or cannot change."""

    CLOSED = "closed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    STATE = "state"
    DESK_CLOSED = "desk_closed"
    UNANSWERED = "unanswered"
    NO_REASON = "no_reason"
    OTHER = "other"
    PICTURES = "pictures"
    NO_VISIT = "no_visit"


class RefusedError(Exception):
    """It is not done; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Nominee:
    """Who is nominated. ``phone`` is E.164; ``organisation`` is the key of a maker who is known here."""

    name: str
    phone: str = ""
    email: str = ""
    language: str = "fr"
    region: str = ""
    organisation: int | None = None
    is_woman: bool | None = None
    is_rural: bool | None = None

    @property
    def reached_by(self) -> str:
        """What tells her from others."""
        return self.phone or self.email.lower()


@dataclass(frozen=True)
class Backing:
    """Who nominates her, how she is told what became of it, and why she does it. Both may be empty."""

    way: Way
    name: str = ""
    phone: str = ""
    email: str = ""
    language: str = "fr"
    words: str = ""

    @property
    def reached_by(self) -> str:
        """What tells her from others."""
        return self.phone or self.email.lower()


@dataclass(frozen=True)
class Agreement:
    """What a nominee says with her yes: what may be shown if she wins, and what the shares are counted by."""

    may_name: bool = False
    may_photo: bool = False
    is_woman: bool | None = None
    is_rural: bool | None = None


def may_move(old: str, new: str) -> bool:
    """Say whether a nomination may go from one state to another."""
    return State(new) in MOVES.get(State(old), frozenset())


def decided(answers: Iterable[bool]) -> State:
    """Return what follows from the answers to the requirements: eligible when all of them are met."""
    return State.ELIGIBLE if all(answers) else State.INELIGIBLE


def new_blind_code() -> str:
    """Return what jurors call a nominee: six letters and digits that are not mistaken for each other."""
    return draw_code(CODE_LENGTH)
