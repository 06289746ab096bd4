"""Which stands are free. At a fair of several groups one stand is given once in each group. Plain values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

WHOLE_FAIR = 0
"""The group of who stays for all of a fair; also the wish of whom any group suits."""


class Slot(NamedTuple):
    """One stand for the stay of one group, or for the whole fair."""

    group: int
    stand: int


def free_slots(stands: int, taken: Collection[Slot], groups: Iterable[int] = ()) -> list[Slot]:
    """Return what nobody has, the first group first; stands are numbered from 1 on in each group."""
    numbers = sorted(set(groups)) or [WHOLE_FAIR]
    slots = (Slot(group, stand) for group in numbers for stand in range(1, stands + 1))
    return [slot for slot in slots if slot not in taken]


def choose(free: Iterable[Slot], wish: int) -> Slot | None:
    """Return the first stand in the group that suits her, else the first of any; None when there is none."""
    slots = list(free)
    return next((one for one in slots if one.group == wish), slots[0] if slots else None)


def best_group(groups: Iterable[int], crafts: frozenset[str], shown: Mapping[int, frozenset[str]]) -> int:
    """Return the group that shows the fewest of her crafts, the first of equals."""
    return min(sorted(groups), key=lambda group: len(crafts & shown.get(group, frozenset())))


@dataclass(frozen=True)
class Seeker:
    """Who is to get a stand: the group that suits her, and the crafts that she shows."""

    wish: int = WHOLE_FAIR
    crafts: frozenset[str] = frozenset()


def shared_out(
    seekers: Iterable[Seeker], free: Iterable[Slot], shown: Mapping[int, frozenset[str]] | None = None
) -> list[Slot | None]:
    """Return a stand for each in the order of their ranks, None for whom none is left.

    Each gets one in the group that suits her while there is one, else in the one that lacks her crafts most:
    her own days weigh more than the mix. ``shown`` is what those show who have their stands already.
    """
    left, found, mix = list(free), list[Slot | None](), dict(shown or {})
    for one in seekers:
        groups = {slot.group for slot in left}
        wish = one.wish if one.wish in groups or not groups else best_group(groups, one.crafts, mix)
        slot = choose(left, wish)
        found.append(slot)
        if slot is not None:
            left.remove(slot)
            mix[slot.group] = mix.get(slot.group, frozenset()) | one.crafts
    return found
