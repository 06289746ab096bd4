"""Which stands are free. At a fair of several groups one stand is given once in each group. Plain values."""

from collections.abc import Collection, Iterable
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


def shared_out(wishes: Iterable[int], free: Iterable[Slot]) -> list[Slot | None]:
    """Return a stand for each in the order of their ranks, None for whom none is left."""
    left, found = list(free), list[Slot | None]()
    for wish in wishes:
        slot = choose(left, wish)
        found.append(slot)
        if slot is not None:
            left.remove(slot)
    return found
