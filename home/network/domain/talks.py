"""Members write to each other through the platform; neither learns the other's phone or address by it."""

from collections.abc import Mapping
from enum import StrEnum

MOST_A_DAY = 5
"""So many others can one maker write to in 24 hours."""
MOST_WAITING = 10
"""So many of her messages may wait for an answer at once."""


class Sentence(StrEnum):
    """What can be said by a picture alone."""

    MINE = "mine"
    """I have what you need, or need what you offer."""
    PRICE = "price"
    AMOUNT = "amount"
    WHEN = "when"
    VISIT = "visit"
    TOGETHER = "together"


class TalkState(StrEnum):
    """Where a message stands. Only the first can still become another."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    TAKEN_BACK = "taken_back"


_NEXT: Mapping[TalkState, frozenset[TalkState]] = {
    TalkState.ASKED: frozenset({TalkState.YES, TalkState.NO, TalkState.TAKEN_BACK}),
}


def may_step(old: TalkState, new: TalkState) -> bool:
    """Say whether a message may go from one state to the other."""
    return new in _NEXT.get(old, frozenset())
