"""The states of an edition of the awards, and what each needs to have before it begins. Plain values."""

from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How far an edition is. It only goes forward, one step at a time."""

    ANNOUNCED = "announced"
    OPEN = "open"
    ELIGIBILITY = "eligibility"
    VISITS = "visits"
    JURY = "jury"
    DECIDED = "decided"
    PUBLISHED = "published"


ORDER = tuple(State)
FIXED = frozenset({State.JURY, State.DECIDED, State.PUBLISHED})
"""What is scored, and how, does not change any more once the jury has begun."""


class Why(StrEnum):
    """Why an edition cannot go on."""

    ORDER = "order"
    NOT_PUBLIC = "not_public"
    NO_CATEGORY = "no_category"
    NO_CRITERIA = "no_criteria"
    UNDECIDED = "undecided"
    NO_JURY = "no_jury"
    JURY_WORKS = "jury_works"
    TIE = "tie"


class RefusedError(Exception):
    """An edition stays where it is; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def next_state(state: str) -> State | None:
    """Return the one state that follows, None after the last."""
    place = ORDER.index(State(state)) + 1
    return ORDER[place] if place < len(ORDER) else None


def may_move(old: str, new: str) -> bool:
    """Say whether an edition may go from one state to another: only to the one that follows."""
    return next_state(old) == State(new)


def takes_nominations(state: str, *, opens: date, closes: date, today: date) -> bool:
    """Say whether somebody may be nominated: the edition is open, on a day from the first to the last."""
    return state == State.OPEN and opens <= today <= closes


def anchors(text: str) -> tuple[str, ...]:
    """Return what the marks 0 to 4 mean, one a line; fewer lines name the lower marks only."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())[:5]
