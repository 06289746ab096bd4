"""Who gets a stand first, and why: a ranking that a person can read. Plain values, no database.

The rules are the Centre's: who has not shown yet comes before who has; then women; then who comes from
another region, as she needs help to travel; then a craft that nobody above shows. What is left is drawn by
lot, and the lot is the same however often it is drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Why(StrEnum):
    """One reason for a rank, as a code."""

    FIRST_TIME = "first_time"
    CAME_BEFORE = "came_before"
    WOMAN = "woman"
    FAR = "far"
    NEW_CRAFT = "new_craft"
    LOT = "lot"


@dataclass(frozen=True)
class Applicant:
    """Who applies, as far as the rules look at her. ``key`` is permanent and hers alone; nobody has two."""

    key: str
    is_first_time: bool
    is_woman: bool
    is_far: bool
    crafts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rank:
    """A place in the row, from 1 on, with the reasons in the order in which they weighed."""

    place: int
    key: str
    reasons: tuple[Why, ...]


def rank(applicants: Iterable[Applicant], draw: str = "") -> tuple[Rank, ...]:
    """Return everybody once, first the one who is placed first. ``draw`` names the lot: one for each event.

    The order in which they come plays no part.
    """
    left, shown = set(applicants), frozenset[str]()
    ranks: list[Rank] = []
    while left:
        chosen = min(left, key=lambda one: _weight(one, shown, draw))
        alike = any(_merits(one, shown) == _merits(chosen, shown) for one in left - {chosen})
        ranks.append(Rank(len(ranks) + 1, chosen.key, _reasons(chosen, shown, alike)))
        left.remove(chosen)
        shown |= chosen.crafts
    return tuple(ranks)


def _merits(one: Applicant, shown: frozenset[str]) -> tuple[bool, ...]:
    """Return what weighs, the heaviest first; ``False`` comes first."""
    return (not one.is_first_time, not one.is_woman, not one.is_far, not one.crafts - shown)


def _weight(one: Applicant, shown: frozenset[str], draw: str) -> tuple[tuple[bool, ...], str, str]:
    return _merits(one, shown), sha256(f"{draw}/{one.key}".encode()).hexdigest(), one.key


def _reasons(one: Applicant, shown: frozenset[str], alike: bool) -> tuple[Why, ...]:
    weighed = (
        (True, Why.FIRST_TIME if one.is_first_time else Why.CAME_BEFORE),
        (one.is_woman, Why.WOMAN),
        (one.is_far, Why.FAR),
        (bool(one.crafts - shown), Why.NEW_CRAFT),
        (alike, Why.LOT),
    )
    return tuple(why for holds, why in weighed if holds)
