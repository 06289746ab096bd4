"""Sets of offers by what lists filter by, kept by each worker and brought up to date at every change.

A set holds the ids of products. Counting sixty choices of a list of 100,000 offers is sixty intersections,
about a millisecond; ``tests/pages/test_catalogue_counts.py`` holds the counts against a plain recount.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from pyroaring import BitMap

from producers.editions.current import Stamp, current
from producers.models import Organisation
from shop.domain.listing import FACETS, Query, changed
from shop.listing_changes import changed_since, seen_now
from shop.reading.facet_sets import AVAILABLE, LISTED, SOLD, Amounts, Sets, labels, read_sets
from shop.reading.price_index import PriceIndex
from shop.reading.vocabulary import Vocabulary

NOTHING = BitMap()
AREAS = ("offers", "words")
CHUNK = 5_000
"""So many changed offers at once, and the whole is read anew."""


@dataclass(frozen=True)
class FacetIndex:
    """``sets`` are by facet and value: ids, codes of regions, values of attributes as addresses write them.

    Three facets more are by market: what it lists, what of it one can have now, what is gone for good.
    """

    seen: str
    sets: Mapping[str, Mapping[str, BitMap]] = field(default_factory=dict)
    prices: Mapping[int, PriceIndex] = field(default_factory=dict)

    def narrowed(self, query: Query, market: int, words: Vocabulary, base: str = "") -> BitMap:
        """Return the offers that a query leaves, all but its words and attributes; a new set."""
        found = self.of(LISTED, market).copy()
        if base:
            found &= self._any("category", words.below([base]))
        for facet in FACETS:
            if chosen := query.chosen(facet):
                found &= self._any(facet, self._values(facet, chosen, words))
        if query.available:
            found &= self.of(AVAILABLE, market)
        if query.price_min is not None or query.price_max is not None:
            prices = self.prices.get(market)
            found &= prices.between(query.price_min, query.price_max) if prices else NOTHING
        return found

    def counted(self, facet: str, among: BitMap) -> dict[str, int]:
        """Return how many of these offers each value of a facet leaves, where it leaves any."""
        counts = {
            value: among.intersection_cardinality(offers)
            for value, offers in self.sets.get(facet, {}).items()
        }
        return {value: count for value, count in counts.items() if count}

    def of(self, facet: str, value: object) -> BitMap:
        """Return the offers of one value; nobody changes the set."""
        return self.sets.get(facet, {}).get(str(value), NOTHING)

    def sold(self, market: int) -> BitMap:
        """Return what is gone for good from a market's list."""
        return self.of(SOLD, market)

    def _any(self, facet: str, values: Iterable[object]) -> BitMap:
        return BitMap().union(*(self.of(facet, value) for value in values))

    def _values(self, facet: str, chosen: Sequence[str], words: Vocabulary) -> Iterable[object]:
        if facet == "category":
            return words.below(chosen)
        if facet == "region":
            return chosen
        if facet == "producer":
            return Organisation.objects.filter(slug__in=chosen).order_by().values_list("pk", flat=True)
        return [words.words[facet][code].pk for code in chosen]


class Shelf:
    """The index of this process, and the editions up to which it says everything."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Have the whole read anew."""
        self._index: FacetIndex | None = None
        self._stamp: Stamp = ()

    @property
    def is_filled(self) -> bool:
        """Say whether it was read once."""
        return self._index is not None

    def fill(self) -> None:
        """Read the whole before anybody asks; the first look brings it up to date."""
        with self._lock:
            self._index, self._stamp = build(), ()

    def index(self) -> FacetIndex:
        """Return the index as of the request's editions; outside of one that only reads, a fresh one."""
        editions = current()
        if editions is None:
            return build()
        stamp = editions.of(AREAS)
        with self._lock:
            if self._index is None or self._stamp != stamp:
                self._index = brought_up(self._index) if self._index else build()
                self._stamp = stamp
            return self._index


shelf = Shelf()


def without(query: Query, facet: str) -> Query:
    """Return the query without its choice of one facet."""
    return changed(query, **{facet: ()})


def build() -> FacetIndex:
    """Read the whole catalogue once."""
    return _with_labels(_read(FacetIndex(seen_now()), None))


def brought_up(index: FacetIndex) -> FacetIndex:
    """Return the index with what has changed since it was made: this one if nothing has."""
    seen, changes = changed_since(index.seen)
    products = BitMap(changes)
    if len(products) > CHUNK:
        return build()
    kept = replace(index, seen=seen, sets=_less(index.sets, products))
    return _with_labels(_read(kept, products) if products else kept)


def _less(sets: Mapping[str, Mapping[str, BitMap]], products: BitMap) -> dict[str, dict[str, BitMap]]:
    """Take products out of sets; what does not hold them is shared with the index before."""
    return {
        facet: {
            value: offers - products if offers.intersect(products) else offers
            for value, offers in values.items()
        }
        for facet, values in sets.items()
    }


def _read(index: FacetIndex, products: BitMap | None) -> FacetIndex:
    """Add what the database says of these products, of all where none are named."""
    sets, amounts = read_sets(products)
    return FacetIndex(index.seen, _more(index.sets, sets), _prices(index, amounts, products))


def _more(old: Mapping[str, Mapping[str, BitMap]], new: Sets) -> dict[str, dict[str, BitMap]]:
    found = {facet: dict(values) for facet, values in old.items()}
    for facet, values in new.items():
        mine = found.setdefault(facet, {})
        for value, offers in values.items():
            mine[value] = mine[value] | offers if value in mine else offers
    return found


def _prices(index: FacetIndex, amounts: Amounts, products: BitMap | None) -> dict[int, PriceIndex]:
    if products is None:
        return {market: PriceIndex(prices) for market, prices in amounts.items()}
    markets, empty = {*index.prices, *amounts}, PriceIndex({})
    return {
        market: index.prices.get(market, empty).changed(products, amounts.get(market, {}))
        for market in markets
    }


def _with_labels(index: FacetIndex) -> FacetIndex:
    """Labels hang on proofs that end by themselves: they are read anew each time."""
    found: defaultdict[str, BitMap] = defaultdict(BitMap)
    for is_makers, label, bearers in labels():
        if is_makers:
            found[label] |= BitMap().union(*(index.of("producer", maker) for maker in bearers))
        else:
            found[label] |= bearers
    return replace(index, sets={**index.sets, "label": dict(found)})
