"""Which figures are about too few people to be published.

A cell of a table that counts fewer than five makers would say something of each of them. It is hidden, and
so is what would give it away: where the sum of a group is published, one hidden cell could be had by
subtraction, so that further cells of the group are hidden until what is hidden is again about five or more.
Source of the threshold: the notes on open data. Offices of statistics call it suppression, first and second.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

LEAST = 5
Key: TypeAlias = tuple[str, ...]


def hidden(people: Mapping[Key, int], *, least: int = LEAST) -> frozenset[Key]:
    """Return the keys of the cells that stay hidden; ``people`` is how many each cell counts.

    A group are the cells whose keys are the same but for the last part; its sum may be published where it is
    itself about ``least`` or more. A cell that counts nobody says nothing of anybody and is never hidden.
    """
    return _hidden_more(people, frozenset(), least)


def hidden_below(people: Mapping[Key, int], *, least: int = LEAST) -> frozenset[Key]:
    """Return the hidden cells of a table whose groups are published as sums beside each other.

    The sums are a table of their own, whose key is that of the group, and whose own sum is published too.
    Where such a sum is hidden, all that it is made of is hidden: together the cells would tell it.
    """
    sums: Counter[Key] = Counter()
    for key, count in people.items():
        sums[key[:-1]] += count
    away = hidden(sums, least=least)
    return hidden(people, least=least) | {key for key in people if people[key] and key[:-1] in away}


def hidden_part(
    part: Mapping[Key, int],
    rests: Iterable[Mapping[Key, int]],
    away: frozenset[Key] = frozenset(),
    *,
    least: int = LEAST,
) -> frozenset[Key]:
    """Return the hidden cells of a figure whose people are part of others that are published too.

    Each of ``rests`` counts, cell by cell, who is in such a whole and not in the part: the whole less the
    part, so that a cell shown tells it as well. ``away`` are cells where a whole is hidden.
    """
    found, before = away, None
    tables = (part, *rests)
    while found != before:  # what one table hides may leave a cell of another alone in its group
        before = found
        for counts in tables:
            found = _hidden_more(counts, found, least)
    return found


def sum_is_hidden(people: Mapping[Key, int], group: Key, *, least: int = LEAST) -> bool:
    """Say whether the sum of a group is itself about too few."""
    return 0 < sum(count for key, count in people.items() if key[:-1] == group) < least


def part_sum_is_hidden(
    part: Mapping[Key, int], rests: Iterable[Mapping[Key, int]], group: Key, *, least: int = LEAST
) -> bool:
    """Say whether the sum of a group is about too few, or tells that its rest is."""
    return any(sum_is_hidden(counts, group, least=least) for counts in (part, *rests))


def _hidden_more(people: Mapping[Key, int], away: frozenset[Key], least: int) -> frozenset[Key]:
    groups: defaultdict[Key, list[Key]] = defaultdict(list)
    for key, count in people.items():
        if count:
            groups[key[:-1]].append(key)
    found = set(away)
    for keys in groups.values():
        found |= _hidden_in(keys, people, away, least)
    return frozenset(found)


def _hidden_in(keys: list[Key], people: Mapping[Key, int], away: frozenset[Key], least: int) -> set[Key]:
    by_size = sorted(keys, key=lambda key: (people[key], key))
    found = {key for key in by_size if key in away or people[key] < least}
    for key in by_size:
        if not found or (len(found) > 1 and sum(people[each] for each in found) >= least):
            break
        found.add(key)
    return found
