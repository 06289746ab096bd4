"""From rows about people to numbers that may be published. Plain values, no database."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from shop.domain.disclosure import (
    Key,
    Outweighs,
    hidden,
    hidden_part,
    is_mostly_one,
    nobody_outweighs,
    part_sum_is_hidden,
)

Row: TypeAlias = tuple[int, str | None, str, object, int | Decimal]
"""Year, place (a region or a craft), unit, whom it is about, amount: see ``producers.figures``."""
WHOLE = "whole"


@dataclass(frozen=True, order=True)
class Cell:
    """One number: of a whole year, of a region or of a craft. ``value`` is None where it is hidden.

    ``code`` is that of the region or craft: empty for the whole, and for what has none.
    """

    year: int
    by: str
    code: str
    unit: str
    value: Decimal | None


@dataclass(frozen=True)
class Table:
    """The rows of one figure, told apart by one thing; ``rests`` are people beside those of a part."""

    by: str
    rows: Sequence[Row]
    rests: Sequence[Sequence[Row]] = ()


def cells_of(tables: Sequence[Table], *, counts_people: bool, hides: bool = True) -> list[Cell]:
    """Return the numbers of several tables of the same figure.

    What one of them hides no other one shows: where a funder paid for one region alone, the number of the
    funder would be that of the region.
    """
    groups, told = [_groups(table) for table in tables], [frozenset[Key]() for _table in tables]
    while True:
        found = [
            cells(table, counts_people=counts_people, hides=hides, away=away)
            for table, away in zip(tables, told, strict=True)
        ]
        secret = {
            group[key]
            for some, group in zip(found, groups, strict=True)
            for key in group
            if any(cell.value is None and _key_of(cell) == key for cell in some)
        }
        more = [frozenset(key for key in group if group[key] in secret) for group in groups]
        if more == told:
            return [cell for some in found for cell in some]
        told = more


def _groups(table: Table) -> dict[Key, tuple[str, str, frozenset[object]]]:
    """Return who is counted in each cell, with the unit and the year."""
    seen: defaultdict[Key, set[object]] = defaultdict(set)
    for row in table.rows:
        if row[4] > 0:
            seen[_key(row)].add(row[3])
    return {key: (key[0], key[1], frozenset(who)) for key, who in seen.items()}


def _key_of(cell: Cell) -> Key:
    return (cell.unit, str(cell.year), cell.code)


def cells(
    table: Table, *, counts_people: bool, hides: bool = True, away: frozenset[Key] = frozenset()
) -> list[Cell]:
    """Return the numbers of a table, those about too few people, or told ``away``, without a value."""
    rows = [row for row in table.rows if row[4] > 0]
    people = _people(rows)
    values: Mapping[Key, int | Decimal] = people if counts_people else _sums(rows)
    outweighs = (
        nobody_outweighs if counts_people else outweighing((_key(row), row[3], row[4]) for row in rows)
    )
    if hides:
        away = _away(people, [_people(rest) for rest in table.rests], outweighs, away)
    return [
        Cell(int(key[1]), table.by, key[2], key[0], None if key in away else Decimal(value))
        for key, value in sorted(values.items())
    ]


def outweighing(amounts: Iterable[tuple[Key, object, int | Decimal]]) -> Outweighs:
    """Return what says of cells whether one made most of their sum, from (cell, person, amount) rows."""
    made: defaultdict[Key, Counter[object]] = defaultdict(Counter)
    for key, who, amount in amounts:
        made[key][who] += amount  # type: ignore[assignment]  # a counter of decimals adds as well

    def outweighs(keys: Collection[Key], /) -> bool:
        together = Counter[object]()
        for key in keys:
            together.update(made[key])
        return is_mostly_one(together.values())

    return outweighs


def _away(
    people: Mapping[Key, int],
    rests: Sequence[Mapping[Key, int]],
    outweighs: Outweighs,
    told: frozenset[Key],
) -> frozenset[Key]:
    """Hide what is about few or mostly one's, and of a part what stands where a whole is hidden."""
    if not rests:
        return hidden(people, outweighs, away=told)
    wholes = [Counter(people) + Counter(rest) for rest in rests]
    away = told | (frozenset().union(*map(hidden, wholes)) & frozenset(people))
    return hidden_part(people, rests, away)


def wholes(table: Table, *, counts_people: bool, hides: bool = True) -> list[Cell]:
    """Return one number for each year and unit; whoever stands in several rows counts once."""
    rows = [row for row in table.rows if row[4] > 0]
    people, rests = _people(rows), [_people(rest) for rest in table.rests]
    values: Mapping[Key, int | Decimal] = _everybody(rows) if counts_people else _everything(rows)
    outweighs = (
        nobody_outweighs if counts_people else outweighing((_key(row)[:-1], row[3], row[4]) for row in rows)
    )

    def is_hidden(group: Key) -> bool:
        return hides and (part_sum_is_hidden(people, rests, group) or outweighs([group]))

    return [
        Cell(int(year), WHOLE, "", unit, None if is_hidden((unit, year)) else Decimal(value))
        for (unit, year), value in sorted(values.items())
    ]


def _key(row: Row) -> Key:
    return (row[2], str(row[0]), row[1] or "")


def _people(rows: Iterable[Row]) -> Mapping[Key, int]:
    seen: defaultdict[Key, set[object]] = defaultdict(set)
    for row in rows:
        seen[_key(row)].add(row[3])
    return Counter({key: len(who) for key, who in seen.items()})


def _sums(rows: Iterable[Row]) -> Mapping[Key, Decimal]:
    sums: defaultdict[Key, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[_key(row)] += Decimal(row[4])
    return sums


def _everybody(rows: Iterable[Row]) -> Mapping[Key, int]:
    seen: defaultdict[Key, set[object]] = defaultdict(set)
    for row in rows:
        seen[_key(row)[:-1]].add(row[3])
    return {key: len(who) for key, who in seen.items()}


def _everything(rows: Iterable[Row]) -> Mapping[Key, Decimal]:
    sums: defaultdict[Key, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[_key(row)[:-1]] += Decimal(row[4])
    return sums
