"""Which figures are about too few people to be published.

A cell of a table that counts fewer than five makers would say something of each of them. It is hidden, and
so is what would give it away: where the sum of a group is published, one hidden cell could be had by
subtraction, so that further cells of the group are hidden until what is hidden is again about five or more.
A sum of amounts is hidden too where one maker made most of it: who knows the sum would nearly know hers.
Source of the threshold: the notes on open data. Offices of statistics call it suppression, first and second,
and the rule of the one who made most the dominance rule (1, 80).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Protocol, TypeAlias

LEAST = 5
MOST_OF_A_SUM = Decimal("0.8")
Key: TypeAlias = tuple[str, ...]


class Outweighs(Protocol):
    """Says whether one person made most of the sum of some cells."""

    def __call__(self, keys: Collection[Key], /) -> bool: ...


def nobody_outweighs(_keys: Collection[Key], /) -> bool:
    """Say of cells that count people that nobody made most of them: each counts once."""
    return False


def is_mostly_one(amounts: Collection[int | Decimal]) -> bool:
    """Say whether the largest of the amounts of several people is more than four fifths of their sum."""
    return bool(amounts) and max(amounts) > MOST_OF_A_SUM * sum(amounts)


def hidden(
    people: Mapping[Key, int],
    outweighs: Outweighs = nobody_outweighs,
    *,
    least: int = LEAST,
    away: frozenset[Key] = frozenset(),
) -> frozenset[Key]:
    """Return the keys of the cells that stay hidden, ``away`` among them; ``people`` is how many each counts.

    A group are the cells whose keys are the same but for the last part; its sum may be published where it is
    itself about ``least`` or more, and not mostly one's. A cell that counts nobody is never hidden.
    """
    return _hidden_more(people, away, least, outweighs)


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


def _hidden_more(
    people: Mapping[Key, int], away: frozenset[Key], least: int, outweighs: Outweighs = nobody_outweighs
) -> frozenset[Key]:
    groups: defaultdict[Key, list[Key]] = defaultdict(list)
    for key, count in people.items():
        if count:
            groups[key[:-1]].append(key)
    found = set(away)

    def tells(keys: Collection[Key]) -> bool:
        return sum(people[key] for key in keys) < least or outweighs(keys)

    for keys in groups.values():
        by_size = sorted(keys, key=lambda key: (people[key], key))
        found |= _hidden_in(by_size, {key for key in by_size if key in away or tells([key])}, tells)
    return frozenset(found)


def _hidden_in(by_size: list[Key], found: set[Key], tells: Outweighs) -> set[Key]:
    """Add to the hidden cells of a group, smallest first, until their sum tells of nobody."""
    for key in by_size:
        if not found or (len(found) > 1 and not tells(found)):
            break
        found.add(key)
    return found
