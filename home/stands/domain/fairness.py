"""Who gets a stand first, and why: a ranking that a person can read. Plain values, no database.

The rules are the Centre's: who has not shown yet comes before who has; then women; then who comes from
another region, as she needs help to travel; then a craft that nobody above shows. At a fair of groups
that stay one after the other, crafts are mixed in each group, as visitors meet one group alone: she counts
in the group that suits her, else in the one that lacks her crafts most. What is left is drawn by lot, and the
lot is the same however often it is drawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from home.stands.domain.slots import WHOLE_FAIR, best_group


class Why(StrEnum):
    """One reason for a rank, as a code."""

    FIRST_TIME = "first_time"
    CAME_BEFORE = "came_before"
    WOMAN = "woman"
    FAR = "far"
    NEW_CRAFT = "new_craft"
    NEW_IN_GROUP = "new_in_group"
    LOT = "lot"


@dataclass(frozen=True)
class Applicant:
    """Who applies, as far as the rules look at her. ``key`` is permanent and hers alone; nobody has two.

    ``group`` is the one that suits her or has her stand already; without it any does.
    """

    key: str
    is_first_time: bool
    is_woman: bool
    is_far: bool
    crafts: frozenset[str] = frozenset()
    group: int = WHOLE_FAIR


@dataclass(frozen=True)
class Rank:
    """A place in the row, from 1 on, with the reasons in the order in which they weighed.

    ``group`` is the one whose crafts she was held against.
    """

    place: int
    key: str
    reasons: tuple[Why, ...]
    group: int = WHOLE_FAIR


Shown = Mapping[int, frozenset[str]]
"""The crafts that are shown, by group; none for a group that is not in it."""


def rank(
    applicants: Iterable[Applicant], draw: str = "", *, groups: Iterable[int] = (), shown: Shown | None = None
) -> tuple[Rank, ...]:
    """Return everybody once, first the one who is placed first. ``draw`` names the lot: one for each event.

    ``groups`` are those of the fair, none if all stay for the whole of it; ``shown`` is what those show who
    have their stands. The order in which they come plays no part.
    """
    left, row, mix = set(applicants), sorted(set(groups)) or [WHOLE_FAIR], defaultdict(frozenset, shown or {})
    ranks: list[Rank] = []
    while left:
        merits = {one: _merits(one, mix[_group(one, row, mix)]) for one in left}
        chosen = min(left, key=lambda one: (merits[one], *_lot(one, draw)))
        alike = any(merits[one] == merits[chosen] for one in left - {chosen})
        group = _group(chosen, row, mix)
        reasons = _reasons(chosen, mix[group], alike, in_group=len(row) > 1)
        ranks.append(Rank(len(ranks) + 1, chosen.key, reasons, group))
        left.remove(chosen)
        mix[group] |= chosen.crafts
    return tuple(ranks)


def _group(one: Applicant, groups: list[int], shown: Shown) -> int:
    return one.group if one.group in groups else best_group(groups, one.crafts, shown)


def _merits(one: Applicant, shown: frozenset[str]) -> tuple[bool, ...]:
    """Return what weighs, the heaviest first; ``False`` comes first."""
    return (not one.is_first_time, not one.is_woman, not one.is_far, not one.crafts - shown)


def _lot(one: Applicant, draw: str) -> tuple[str, str]:
    return sha256(f"{draw}/{one.key}".encode()).hexdigest(), one.key


def _reasons(one: Applicant, shown: frozenset[str], alike: bool, *, in_group: bool) -> tuple[Why, ...]:
    weighed = (
        (True, Why.FIRST_TIME if one.is_first_time else Why.CAME_BEFORE),
        (one.is_woman, Why.WOMAN),
        (one.is_far, Why.FAR),
        (bool(one.crafts - shown), Why.NEW_IN_GROUP if in_group else Why.NEW_CRAFT),
        (alike, Why.LOT),
    )
    return tuple(why for holds, why in weighed if holds)
