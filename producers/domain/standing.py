"""How a maker comes to sell and stops selling: the legal moves, and why she is sent back."""

from collections.abc import Mapping
from enum import StrEnum


class Standing(StrEnum):
    """Where she stands. Only ``ACTIVE`` sells; whether her pages are shown before or after is apart."""

    APPLIED = "applied"
    SUBMITTED = "submitted"
    ACTIVE = "active"
    SUSPENDED = "suspended"


MOVES: Mapping[Standing, frozenset[Standing]] = {
    Standing.APPLIED: frozenset({Standing.SUBMITTED, Standing.ACTIVE, Standing.APPLIED}),
    Standing.SUBMITTED: frozenset({Standing.ACTIVE, Standing.APPLIED}),
    Standing.ACTIVE: frozenset({Standing.SUSPENDED}),
    Standing.SUSPENDED: frozenset({Standing.ACTIVE}),
}


class Because(StrEnum):
    """Why she is sent back, in words that each have a picture."""

    PHOTO = "photo"
    WORDS = "words"
    PHONE = "phone"
    PLACE = "place"
    PRODUCT = "product"
    PAPER = "paper"
    PAYMENT = "payment"
    TALK = "talk"
    """Somebody calls her: it is better said than written."""


class StandingError(ValueError):
    """Her standing does not allow it, or somebody else moved her first."""


class NotReadyError(ValueError):
    """Requirements stand in the way; ``missing`` has their keys."""

    def __init__(self, missing: tuple[int, ...]) -> None:
        super().__init__(f"requirements not met: {missing}")
        self.missing = missing


def may_move(old: Standing, new: Standing) -> bool:
    """Say whether her standing may become another one."""
    return new in MOVES[old]


def may_sell(standing: str) -> bool:
    """Say whether she sells. A standing that nobody knows sells nothing."""
    return standing == Standing.ACTIVE


def is_shown(standing: str, *, is_visible: bool) -> bool:
    """Say whether her pages are shown: while she sells, and before or after where that was agreed."""
    return may_sell(standing) or is_visible
