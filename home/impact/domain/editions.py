"""When a year may be frozen, and what its edition is called."""

from dataclasses import dataclass
from typing import Literal

Wrong = Literal["not_over", "too_old", "no_reason"]
FIRST_YEAR = 2000
LONGEST_REASON = 300


@dataclass
class FreezeError(ValueError):
    """A year that cannot be frozen; ``code`` says why."""

    code: Wrong

    def __str__(self) -> str:
        return self.code


def check_freeze(year: int, *, this_year: int, editions: int, reason: str) -> None:
    """Raise ``FreezeError`` for a year that is not over, or for a correction that gives no reason."""
    if year >= this_year:
        raise FreezeError("not_over")
    if year < FIRST_YEAR:
        raise FreezeError("too_old")
    if editions and not reason.strip():
        raise FreezeError("no_reason")


def edition_slug(year: int, number: int) -> str:
    """Return what an edition is called in addresses: ``2025``, and ``2025-2`` for its first correction."""
    return str(year) if number == 1 else f"{year}-{number}"
