"""How the marks of a jury become places. Plain numbers; nothing here knows a name.

Each juror gives each criterion a mark from 0 to 4. Her score of a nominee is the mean of her marks, weighted
by criterion. Her scores in a category are then made comparable with those of the others by the **standard
score** of statistics: z = (score - mean of her scores) / standard deviation of her scores (of the population:
these nominees are all that she scores, no sample). A nominee's result is the mean of her z over the jurors
who scored her. So a juror who is harsh throughout, or uses half of the scale, weighs as much as any other;
one who gives all the same says nothing about who is better, and counts as 0 for all.

Numbers are Decimal, each z is rounded to six places before it is added, so that the order in which jurors
are read cannot change a result. What it cannot know: that the nominees one juror left out, because she stood
aside, were better or worse than those she scored.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import TypeAlias

LEAST, MOST = 0, 4
STEP = Decimal("0.000001")
Scores: TypeAlias = Mapping[int, Decimal]
"""What one juror thinks of each nominee, by the nominee's key."""


def score(marks: Mapping[int, int], weights: Mapping[int, int]) -> Decimal:
    """Return the weighted mean of the marks of one juror for one nominee, by the keys of the criteria.

    Raises ``ValueError`` when a criterion has no mark, or a mark is not one.
    """
    if set(marks) != set(weights) or any(not LEAST <= one <= MOST for one in marks.values()):
        raise ValueError("a mark from 0 to 4 for each criterion")
    total = sum(weights[key] * mark for key, mark in marks.items())
    return Decimal(total) / Decimal(sum(weights.values()))


def standardised(scores: Scores) -> dict[int, Decimal]:
    """Return the standard scores of one juror; 0 for all when she gave all the same."""
    with localcontext() as context:
        context.prec = 50
        values = sorted(scores.values())
        mean = sum(values, Decimal(0)) / len(values)
        variance = sum(((one - mean) ** 2 for one in values), Decimal(0)) / len(values)
        if variance < STEP**2:
            return dict.fromkeys(scores, Decimal(0))
        deviation = variance.sqrt()
        return {key: ((one - mean) / deviation).quantize(STEP) for key, one in scores.items()}


def results(jury: Iterable[Scores]) -> dict[int, Decimal]:
    """Return the result of each nominee: the mean of her standard scores over those who scored her."""
    found: defaultdict[int, list[Decimal]] = defaultdict(list)
    for scores in jury:
        for key, value in standardised(scores).items() if scores else ():
            found[key].append(value)
    return {key: (sum(values, Decimal(0)) / len(values)).quantize(STEP) for key, values in found.items()}


def ties(found: Mapping[int, Decimal], winners: int) -> list[frozenset[int]]:
    """Return the groups of nominees who are even where it matters: for a place, or for the last one."""
    ranked = sorted(found.values(), reverse=True)
    last = ranked[min(winners, len(ranked)) - 1] if ranked else Decimal(0)
    groups: defaultdict[Decimal, set[int]] = defaultdict(set)
    for key, value in found.items():
        groups[value].add(key)
    return [frozenset(group) for value, group in groups.items() if len(group) > 1 and value >= last]


def places(found: Mapping[int, Decimal], winners: int, order: Sequence[int] = ()) -> list[int]:
    """Return the winners from the first place on; ``order`` says who comes first among those who are even.

    Raises ``ValueError`` where some are even and nobody has said who comes first.
    """
    said = {key: number for number, key in enumerate(order)}
    if any(group - said.keys() for group in ties(found, winners)):
        raise ValueError("some are even")
    return sorted(found, key=lambda key: (-found[key], said.get(key, 0)))[:winners]
