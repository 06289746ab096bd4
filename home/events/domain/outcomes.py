"""What somebody says came of an event for her: sales, contacts, jobs, people supported. Plain values.

It is as she declares it and is shown only in sums, of five declarations or more, so that no sum says what one
of them said.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

FEWEST = 5
MOST = 10_000_000


@dataclass(frozen=True)
class Outcome:
    """``sales`` are whole dirhams of hers, the others counts."""

    sales: int = 0
    contacts: int = 0
    jobs: int = 0
    supported: int = 0


def total(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Return the sums, None where they are of so few that they would say what one declared."""
    rows = [astuple(one) for one in outcomes]
    return Outcome(*(sum(each) for each in zip(*rows, strict=True))) if len(rows) >= FEWEST else None
