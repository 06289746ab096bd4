"""Sets of offers by what lists filter by, kept by each worker and brought up to date at every change.

A set holds the ids of products. Counting sixty choices of a list of 100,000 offers is sixty intersections,
about a millisecond; ``tests/pages/test_catalogue_counts.py`` holds the counts against a plain recount.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from threading import Lock
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat
from pyroaring import BitMap

from producers.editions.current import Stamp, current
from producers.models import Organisation
from shop.domain.listing import FACETS, Query, changed
from shop.listing_changes import changed_since, stamp_now
from shop.models import Attribute, AttributeValue, Listing, Product
from shop.reading.narrowing import proven_labels, proven_makers
from shop.reading.price_index import PriceIndex, thousandths
from shop.reading.vocabulary import ATTRIBUTE, Vocabulary

Term = tuple[str, str]
NOTHING = BitMap()
AREAS = ("offers", "words")
CHUNK = 5_000
TEXT = CharField()


@dataclass(frozen=True)
class FacetIndex:
    """``terms`` are by facet and value: ids, codes of regions, values of attributes as addresses write them.

    ``markets`` holds by market what it lists and what of it one can have now, ``sold`` what is gone for good.
    """

    stamp: int
    terms: Mapping[Term, BitMap] = field(default_factory=dict)
    listed: Mapping[int, BitMap] = field(default_factory=dict)
    available: Mapping[int, BitMap] = field(default_factory=dict)
    sold: Mapping[int, BitMap] = field(default_factory=dict)
    prices: Mapping[int, PriceIndex] = field(default_factory=dict)

    def narrowed(self, query: Query, market: int, words: Vocabulary, base: str = "") -> BitMap:
        """Return the offers that a query leaves, all but its words and attributes; a new set."""
        found = self.listed.get(market, NOTHING).copy()
        if base:
            found &= self._any("category", words.below([base]))
        for facet in FACETS:
            if chosen := query.chosen(facet):
                found &= self._any(facet, self._values(facet, chosen, words))
        if query.available:
            found &= self.available.get(market, NOTHING)
        if query.price_min is not None or query.price_max is not None:
            prices = self.prices.get(market)
            found &= prices.between(query.price_min, query.price_max) if prices else NOTHING
        return found

    def counted(self, facet: str, among: BitMap) -> dict[str, int]:
        """Return how many of these offers each value of a facet leaves, where it leaves any."""
        found = {
            value: among.intersection_cardinality(offers)
            for (each, value), offers in self.terms.items()
            if each == facet
        }
        return {value: count for value, count in found.items() if count}

    def _any(self, facet: str, values: Iterable[object]) -> BitMap:
        return BitMap().union(*(self.terms.get((facet, str(value)), NOTHING) for value in values))

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
    stamp = stamp_now()
    return _with_labels(_read(FacetIndex(stamp), None))


def brought_up(index: FacetIndex) -> FacetIndex:
    """Return the index with what has changed since it was made: this one if nothing has."""
    stamp, changes = changed_since(index.stamp)
    products = BitMap(changes)
    if len(products) > CHUNK:
        return build()
    kept = replace(
        index,
        stamp=stamp,
        terms=_less(index.terms, products),
        listed=_less(index.listed, products),
        available=_less(index.available, products),
        sold=_less(index.sold, products),
    )
    return _with_labels(_read(kept, products) if products else kept)


def _less(sets: Mapping[Any, BitMap], products: BitMap) -> dict[Any, BitMap]:
    """Take products out of sets; what does not hold them is shared with the index before."""
    return {key: offers - products if offers.intersect(products) else offers for key, offers in sets.items()}


def _read(index: FacetIndex, products: BitMap | None) -> FacetIndex:
    """Add what the database says of these products, of all where none are named."""
    listed: defaultdict[int, list[int]] = defaultdict(list)
    available: defaultdict[int, list[int]] = defaultdict(list)
    sold: defaultdict[int, list[int]] = defaultdict(list)
    terms: defaultdict[Term, list[int]] = defaultdict(list)
    amounts: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows = Listing.objects.order_by().values_list(
        "product", "market", "category", "region", "producer", "amount", "is_available", "is_sold"
    )
    for product, market, category, region, producer, amount, can_have, is_sold in _of(rows, products):
        listed[market].append(product)
        terms["category", str(category)].append(product)
        terms["region", region].append(product)
        terms["producer", str(producer)].append(product)
        if can_have:
            available[market].append(product)
        if is_sold:
            sold[market].append(product)
        if amount is not None:
            amounts[market][product] = thousandths(amount)
    for facet, value, product in _ties(products):
        terms[facet, value].append(product)
    return FacetIndex(
        index.stamp,
        _more(index.terms, terms),
        _more(index.listed, listed),
        _more(index.available, available),
        _more(index.sold, sold),
        _prices(index, amounts, products),
    )


def _of(rows: QuerySet, products: BitMap | None, path: str = "product") -> Iterable[tuple[Any, ...]]:
    return _some(rows, products, path).iterator(chunk_size=CHUNK)


def _some(rows: QuerySet, products: BitMap | None, path: str = "product") -> QuerySet:
    return rows if products is None else rows.filter(**{f"{path}__in": list(products)})


def _ties(products: BitMap | None) -> Iterable[tuple[str, str, int]]:
    """Techniques, materials and values of attributes, in one query: (facet, value, product)."""
    ties = [
        (_text("technique"), Cast("technique", TEXT), Product.techniques.through.objects, "product"),
        (_text("material"), Cast("material", TEXT), Product.materials.through.objects, "product"),
        (
            Concat(_text(ATTRIBUTE), "attribute__code", output_field=TEXT),
            Coalesce("choice__code", Cast("number", TEXT), Cast("boolean", TEXT), output_field=TEXT),
            AttributeValue.objects.filter(attribute__is_filter=True, variant__is_active=True).exclude(
                attribute__kind=Attribute.Kind.TEXT
            ),
            "variant__product",
        ),
    ]
    first, *others = (
        _some(rows.order_by(), products, path).values_list(facet, value, path, _kind(rows))
        for facet, value, rows, path in ties
    )
    for facet, value, product, kind in first.union(*others, all=True).iterator(chunk_size=CHUNK):
        yield facet, written_as(kind, value), product


def written_as(kind: str, value: str) -> str:
    """Return a value as addresses write it; databases write numbers and truth each in their own way."""
    if kind == Attribute.Kind.NUMBER:
        return f"{Decimal(value).normalize():f}"
    if kind == Attribute.Kind.BOOLEAN:
        return "1" if value in ("1", "true", "t") else "0"
    return value


def _kind(rows: QuerySet) -> Combinable:
    return F("attribute__kind") if rows.model is AttributeValue else _text("")


def _text(value: str) -> Value:
    return Value(value, output_field=TEXT)


def _more(old: Mapping[Any, BitMap], new: Mapping[Any, list[int]]) -> dict[Any, BitMap]:
    return {**old, **{key: old.get(key, NOTHING) | BitMap(products) for key, products in new.items()}}


def _prices(
    index: FacetIndex, amounts: Mapping[int, Mapping[int, int]], products: BitMap | None
) -> dict[int, PriceIndex]:
    if products is None:
        return {market: PriceIndex(prices.items()) for market, prices in amounts.items()}
    markets = {*index.prices, *amounts}
    empty = PriceIndex(())
    return {
        market: index.prices.get(market, empty).changed(products, amounts.get(market, {}))
        for market in markets
    }


def _with_labels(index: FacetIndex) -> FacetIndex:
    """Labels hang on proofs that end by themselves: they are read anew each time."""
    terms: defaultdict[Term, list[int]] = defaultdict(list)
    for who, label, bearer in _labels():
        hers = index.terms.get(("producer", str(bearer)), NOTHING)
        terms["label", str(label)].extend(hers if who == "maker" else [bearer])
    kept = {term: offers for term, offers in index.terms.items() if term[0] != "label"}
    return replace(index, terms={**kept, **{term: BitMap(products) for term, products in terms.items()}})


def _labels() -> Iterable[tuple[str, int, int]]:
    products, makers = (
        rows.order_by().values_list(_text(who), "label", bearer)
        for who, rows, bearer in (
            ("product", proven_labels(), "product"),
            ("maker", proven_makers(), "organisation"),
        )
    )
    return products.union(makers, all=True).iterator(chunk_size=CHUNK)
