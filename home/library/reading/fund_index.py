"""Sets of documents by what lists filter by, kept by each worker until the fund changes.

A set holds keys of documents. Counting eighty choices of twenty thousand documents is eighty intersections;
``tests/home/library/test_counts.py`` holds the counts against a plain recount.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import overload

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from pyroaring import BitMap

from home.library.domain.asked import FACETS, Asked
from home.library.domain.licences import LICENCES
from home.library.models import Document
from producers.editions.memory import remembered
from shop.reading.facet_sets import Numbers

TEXT = CharField()
NOTHING = BitMap()
Sets = Mapping[str, Mapping[str, BitMap]]
OPEN = [code for code, licence in LICENCES.items() if licence.is_open]
SIZE = 600  # kilobytes, about, for twenty thousand documents


@dataclass(frozen=True)
class FundIndex:
    """``sets`` are by facet and value, as addresses write it; ``by_year``: the newest first, no year last."""

    sets: Sets
    public: BitMap
    open: BitMap
    by_year: tuple[BitMap, ...]

    def narrowed(self, asked: Asked, without: str = "") -> BitMap:
        """Return the public documents that fit, one facet left out where it is being counted."""
        chosen = (self.sets[code].get(value, NOTHING) for code, value in asked.chosen if code != without)
        return self.public.intersection(*chosen)

    def counted(self, facet: str, among: BitMap) -> dict[str, int]:
        """Return how many of these documents each value of a facet leaves, where it leaves any."""
        counts = {
            value: among.intersection_cardinality(documents) for value, documents in self.sets[facet].items()
        }
        return {value: count for value, count in counts.items() if count}


@dataclass(frozen=True)
class Hits(Sequence[int]):
    """Public documents in tiers, best first, each of which has the newest first. Reads no more than asked."""

    fund: FundIndex
    tiers: tuple[BitMap, ...]

    @cached_property
    def documents(self) -> BitMap:
        """All of them."""
        return BitMap().union(*self.tiers) & self.fund.public

    def among(self, documents: BitMap) -> "Hits":
        """Return those that are among some documents."""
        return Hits(self.fund, tuple(tier & documents for tier in self.tiers))

    def __len__(self) -> int:
        return len(self.documents)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, slice):
            first, last, step = place.indices(len(self))
            return list(islice(self._from(first), 0, max(0, last - first), step))
        return self[range(len(self))[place] :][0]

    def __iter__(self) -> Iterator[int]:
        return self._from(0)

    def _from(self, first: int) -> Iterator[int]:
        """Leave out whole tiers and years before the first that is asked for."""
        for tier in self.tiers:
            for documents in self.fund.by_year:
                here = tier & documents
                if first >= len(here):
                    first -= len(here)
                    continue
                yield from here.to_array()[::-1][first:]
                first = 0


def fund_index() -> FundIndex:
    """Return the index of the public documents as they are."""
    return remembered("fund index", ("library",), (), read_index, size=SIZE)


def read_index() -> FundIndex:
    """Read it; one query."""
    sets: defaultdict[str, dict[str, BitMap]] = defaultdict(dict)
    first, *others = _gathered()
    for facet, value, numbers in first.union(*others, all=True):
        if numbers:  # one row comes even where there is nothing
            sets[facet][value or ""] = BitMap(array("I", map(int, numbers.split(","))))
    by_year = tuple(sets["year"][year] for year in sorted(sets["year"], reverse=True))
    sets["year"].pop("", None)
    found = {code: sets[code] for code in FACETS}
    return FundIndex(found, BitMap().union(*by_year), sets["open"].get("open", NOTHING), by_year)


def _gathered() -> Iterable[QuerySet]:
    """One row for each value: facet, value, the keys of the documents that have it."""
    rows = Document.objects.public().order_by()
    for facet in ("kind", "year"):
        yield _sets(rows, facet, Cast(F(facet), TEXT))
    for facet, column in (("subject", "subjects__slug"), ("language", "languages__code")):
        yield _sets(rows.exclude(**{column: None}), facet, Cast(F(column), TEXT))
    yield _sets(rows.filter(file__isnull=False, licence__in=OPEN), "open", Value("open", output_field=TEXT))


def _sets(rows: QuerySet, facet: str, value: Combinable) -> QuerySet:
    named = rows.values(facet_=Value(facet, output_field=TEXT), value_=value)
    return named.annotate(numbers_=Numbers("pk")).values_list("facet_", "value_", "numbers_")
