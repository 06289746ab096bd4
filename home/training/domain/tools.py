"""Sums that outlive a course: two jars of money, and the days on which something is given back.

Nothing of this is kept anywhere: whoever asks gives the numbers each time, or her phone keeps them. All
amounts are her own; nobody lends anything here, and no interest is reckoned.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

MOST_DAYS = 120
JARS: Mapping[str, Sequence[str]] = {
    "home": ("food", "school", "health", "housing", "other"),
    "work": ("material", "transport", "tools", "pay", "saving"),
}
"""What goes out of each jar; ``pay`` is what she pays herself: it comes into the jar of the household."""


class Every(StrEnum):
    """How often something is given back."""

    WEEK = "week"
    MONTH = "month"


class TooLongError(ValueError):
    """It would take more than ``MOST_DAYS`` days of giving back."""


@dataclass(frozen=True)
class Jar:
    """One jar: what comes in, what goes out, and what is left, which may be less than nothing."""

    comes: Decimal
    goes: Decimal

    @property
    def left(self) -> Decimal:
        """What is left."""
        return self.comes - self.goes


@dataclass(frozen=True)
class Due:
    """One day of giving back."""

    day: date
    amount: Decimal
    left: Decimal


def two_jars(amounts: Mapping[str, Decimal]) -> dict[str, Jar]:
    """Return both jars. ``amounts`` are named as in ``JARS``; ``sales`` and ``others`` are what comes in."""
    nothing = Decimal(0)
    out = {jar: sum((amounts.get(name, nothing) for name in names), nothing) for jar, names in JARS.items()}
    return {
        "work": Jar(amounts.get("sales", nothing), out["work"]),
        "home": Jar(amounts.get("others", nothing) + amounts.get("pay", nothing), out["home"]),
    }


def days_due(total: Decimal, each: Decimal, first: date, every: Every) -> list[Due]:
    """Return the days on which ``total`` is given back in parts of ``each``; the last part is what is left.

    Raises ``TooLongError`` where it takes more than ``MOST_DAYS`` parts, or a part is nothing.
    """
    if each <= 0 or total > each * MOST_DAYS:
        raise TooLongError
    found: list[Due] = []
    left = total
    while left > 0:
        part = min(each, left)
        left -= part
        found.append(Due(_nth(first, len(found), every), part, left))
    return found


def _nth(first: date, number: int, every: Every) -> date:
    """Return the day ``number`` weeks or months later; the 31st becomes the last day of a shorter month."""
    if every == Every.WEEK:
        return first + timedelta(weeks=number)
    month = first.month - 1 + number
    year, month = first.year + month // 12, month % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))
