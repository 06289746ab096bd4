"""Money for the days that somebody is away for a fair: so many days at a rate, added up. Minor units.

What a day is worth is agreed for each fair and typed; nobody's share of a sale is touched by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_DAYS = 60


class DaysError(ValueError):
    """No day, more days than a fair takes, or a rate below zero."""


@dataclass(frozen=True)
class DayPay:
    """So many days at ``rate`` each."""

    days: int
    rate: int

    def __post_init__(self) -> None:
        if not 1 <= self.days <= MOST_DAYS or self.rate < 0:
            raise DaysError(f"{self.days} days at {self.rate}")

    @property
    def total(self) -> int:
        """What it comes to."""
        return self.days * self.rate


def total_of(rows: Iterable[DayPay]) -> int:
    """Add a list up."""
    return sum(row.total for row in rows)
