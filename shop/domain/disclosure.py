"""Which figures are about too few people to be published.

A cell of a table that counts fewer than five makers would say something of each of them. It is hidden, and
so is what would give it away: where the sum of a group is published, one hidden cell could be had by
subtraction, so that further cells of the group are hidden until what is hidden is again about five or more.
Source of the threshold: the notes on open data. Offices of statistics call it suppression, first and second.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

LEAST = 5
Key: TypeAlias = tuple[str, ...]


def hidden(people: Mapping[Key, int], *, least: int = LEAST) -> frozenset[Key]:
    """Return the keys of the cells that stay hidden; ``people`` is how many each cell counts.

    A group are the cells whose keys are the same but for the last part; its sum may be published where it is
    itself about ``least`` or more. A cell that counts nobody says nothing of anybody and is never hidden.
    """
    groups: defaultdict[Key, list[Key]] = defaultdict(list)
    for key, count in people.items():
        if count:
            groups[key[:-1]].append(key)
    found: set[Key] = set()
    for keys in groups.values():
        found |= _hidden_in(keys, people, least)
    return frozenset(found)


def sum_is_hidden(people: Mapping[Key, int], group: Key, *, least: int = LEAST) -> bool:
    """Say whether the sum of a group is itself about too few."""
    return 0 < sum(count for key, count in people.items() if key[:-1] == group) < least


def _hidden_in(keys: list[Key], people: Mapping[Key, int], least: int) -> set[Key]:
    by_size = sorted(keys, key=lambda key: (people[key], key))
    found = {key for key in by_size if people[key] < least}
    for key in by_size:
        if not found or (len(found) > 1 and sum(people[each] for each in found) >= least):
            break
        found.add(key)
    return found
