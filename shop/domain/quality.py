"""How often pieces of a maker are complained of. For her and for those who help her; never public."""

from dataclasses import dataclass
from datetime import date, timedelta

LEAST_DELIVERED = 10
"""Below that a rate says more about chance than about her work, and would point at single buyers."""
PERIOD = timedelta(days=365)


@dataclass(frozen=True)
class Counted:
    """Pieces that arrived, and how many of these were complained of."""

    delivered: int = 0
    complained: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.delivered + other.delivered, self.complained + other.complained)


def rate(counted: Counted) -> int | None:
    """Return the complaints in a hundred pieces, rounded up so that one is never shown as none.

    None where too few pieces have arrived to say anything.
    """
    if counted.delivered < LEAST_DELIVERED:
        return None
    complained = min(counted.complained, counted.delivered)
    return -(-100 * complained // counted.delivered)


def since(today: date) -> date:
    """Return the first day that counts."""
    return today - PERIOD
