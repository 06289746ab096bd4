"""From everybody nominated to those who win: how many, and the shares of women, the countryside and regions.

A number that is about fewer than five people is not published, nor a part of a step from which such a number
could be had: by subtraction from its sum, or from the same part of a step before. How many reached a step in
all says nothing of one person, and is published from five on. The rule is that of all our figures,
``shop.domain.disclosure``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shop.domain.disclosure import LEAST, Key, hidden_part

UNKNOWN = ""


class Step(StrEnum):
    """The steps. Each is a part of the one before; but who wins need not have been visited."""

    NOMINATED = "nominated"
    AGREED = "agreed"
    ELIGIBLE = "eligible"
    VISITED = "visited"
    WON = "won"


WITHIN = {
    Step.AGREED: Step.NOMINATED,
    Step.ELIGIBLE: Step.AGREED,
    Step.VISITED: Step.ELIGIBLE,
    Step.WON: Step.ELIGIBLE,
}


@dataclass(frozen=True)
class Person:
    """What is counted of one nominee; None and an empty region where it is not known."""

    steps: frozenset[Step]
    is_woman: bool | None = None
    is_rural: bool | None = None
    region: str = ""


@dataclass(frozen=True)
class Count:
    """How many reached a step, and which part of them; None where it is not published."""

    step: Step
    total: int | None
    women: int | None
    rural: int | None
    regions: Mapping[str, int | None]


def funnel(people: Iterable[Person], *, least: int = LEAST) -> list[Count]:
    """Count all steps; ``least`` is the smallest number that is published, 1 for those who may know all."""
    rows = list(people)
    women = _published(rows, lambda one: _said(one.is_woman), least)
    rural = _published(rows, lambda one: _said(one.is_rural), least)
    regions = _published(rows, lambda one: one.region, least)
    totals = Counter(step for one in rows for step in one.steps)
    return [
        Count(
            step,
            totals[step] if totals[step] >= least or not totals[step] else None,
            women[step].get("yes", 0),
            rural[step].get("yes", 0),
            regions[step],
        )
        for step in Step
    ]


def _said(value: bool | None) -> str:
    return UNKNOWN if value is None else "yes" if value else "no"


def _published(
    rows: Sequence[Person], told: Callable[[Person], str], least: int
) -> dict[Step, dict[str, int | None]]:
    """Return the cells of each step by what is told apart; what may not be known is None."""
    counts = {step: Counter(told(one) for one in rows if step in one.steps) for step in Step}
    away: dict[Step, frozenset[Key]] = {}
    for step in Step:
        part: dict[Key, int] = {(key,): number for key, number in counts[step].items()}
        wholes = list(_wholes(step))
        rests: list[dict[Key, int]] = [
            {(key,): counts[one][key] - counts[step][key] for key in counts[one]} for one in wholes
        ]
        gone = frozenset[Key]().union(*(away[one] for one in wholes))
        away[step] = hidden_part(part, rests, gone & part.keys(), least=least)
    return {
        step: {key: None if (key,) in away[step] else number for key, number in counts[step].items()}
        for step in Step
    }


def _wholes(step: Step) -> Iterator[Step]:
    """Return the steps that a step is a part of."""
    while step in WITHIN:
        step = WITHIN[step]
        yield step
