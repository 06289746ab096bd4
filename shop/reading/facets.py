"""How many offers each choice of a facet leaves: with the other filters applied, without its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from pyroaring import BitMap

from shop.domain.listing import FACETS, Query, changed
from shop.models import Attribute, AttributeValue
from shop.reading.facet_index import FacetIndex, without
from shop.reading.facet_sets import written_as
from shop.reading.narrowing import Narrowing
from shop.reading.vocabulary import ATTRIBUTE, Vocabulary, Word

Numbers = Mapping[str, Mapping[str, int]]
TOTAL = "total"
AVAILABLE = "available"
MOST_COUNTED_LIVE = 5_000
"""Longer lists do not have their attributes counted by variant while somebody waits."""


@dataclass(frozen=True)
class Counts:
    """Offers by facet and value: ids of terms and producers, codes of regions and attributes' values.

    The values of a facet among ``uncounted`` carry no number.
    """

    numbers: Numbers
    uncounted: frozenset[str] = frozenset()

    def of(self, facet: str, value: object) -> int | None:
        """Return how many offers a value leaves, None where nobody has counted."""
        return None if facet in self.uncounted else self.numbers.get(facet, {}).get(str(value), 0)

    def has(self, facet: str, value: object) -> bool:
        """Say whether a value leaves any offer, as far as one knows."""
        return bool(self.numbers.get(facet, {}).get(str(value)))


@dataclass(frozen=True)
class Selection:
    """The offers of a list, and what its facets leave, out of the index.

    What is asked of a single variant (``fits``) is known to the database alone.
    """

    index: FacetIndex
    query: Query
    narrowing: Narrowing
    fits: BitMap | None = None

    def offers(self, query: Query | None = None) -> BitMap:
        """Return the ids of the products that a query leaves, this one's unless another is given."""
        asked = self.query if query is None else query
        if self.fits is not None:  # the price is that of the variant that fits
            asked = changed(asked, price_min=None, price_max=None)
        found = self.index.narrowed(
            asked, self.narrowing.market.pk, self.narrowing.words, self.narrowing.base
        )
        if self.narrowing.hits is not None:
            found &= BitMap(self.narrowing.hits)
        return found if self.fits is None else found & self.fits

    def counts(self, attributes: Iterable[Word]) -> Counts:
        """Return the counts of every facet; two queries where attributes are asked of single variants."""
        offers = self.offers()
        numbers: dict[str, Mapping[str, int]] = {
            TOTAL: {"": len(offers)},
            AVAILABLE: {"1": len(self._one_can_have())},
        }
        for facet in FACETS:
            own = self.offers(without(self.query, facet)) if self.query.chosen(facet) else offers
            numbers[facet] = self.index.counted(facet, own)
        codes = {word.code for word in attributes}
        facets = {ATTRIBUTE + code for code in codes}
        numbers |= {facet: self.index.counted(facet, offers) for facet in facets}
        if not facets or not self._asks_variants:
            return Counts(numbers)
        if len(offers) > MOST_COUNTED_LIVE:
            return Counts(numbers, frozenset(facets))
        return Counts(numbers | count_attributes(self.query, self.narrowing, codes))

    def _one_can_have(self) -> BitMap:
        return select(self.index, changed(self.query, available=True), self.narrowing).offers()

    @property
    def _asks_variants(self) -> bool:
        prices = self.query.price_min is not None or self.query.price_max is not None
        return bool(self.query.attributes) or prices or self.query.available


def select(index: FacetIndex, query: Query, narrowing: Narrowing) -> Selection:
    """Return what a query selects; one query where it asks for attributes of a variant."""
    if not query.attributes:
        return Selection(index, query, narrowing)
    fits = BitMap(narrowing.variants(query).values_list("product", flat=True))
    return Selection(index, query, narrowing, fits)


def count_attributes(query: Query, narrowing: Narrowing, codes: set[str]) -> Numbers:
    """Count the values of attributes over the variants that fit: one query."""
    numbers: defaultdict[str, dict[str, int]] = defaultdict(dict, {ATTRIBUTE + code: {} for code in codes})
    first, *parts = _attributes(query, narrowing, codes)
    for facet, value, count in first.union(*parts, all=True):
        numbers[facet][_code(narrowing.words, facet, value)] = count
    return numbers


def _counted(rows: QuerySet, facet: str | Combinable, value: str | Combinable, what: str) -> QuerySet:
    named = rows.order_by().annotate(facet_=facet, value_=Cast(value, CharField()))
    grouped = named.values("facet_", "value_").annotate(count_=Count(what, distinct=True))
    return grouped.values_list("facet_", "value_", "count_")


def _attributes(query: Query, narrowing: Narrowing, codes: set[str]) -> list[QuerySet]:
    """Chosen attributes are counted each without its own choice, the others in one go."""
    chosen = [code for code, _ in query.attributes]
    parts = [
        _values(narrowing, without(query, ATTRIBUTE + code)).filter(attribute__code=code) for code in chosen
    ]
    if others := codes - set(chosen):
        parts.append(_values(narrowing, query).filter(attribute__code__in=others))
    facet = Concat(Value(ATTRIBUTE), F("attribute__code"), output_field=CharField())
    return [
        _counted(values.filter(**{f"{column}__isnull": False}), facet, column, "variant__product")
        for values in parts
        for column in ("choice", "boolean", "number")
    ]


def _values(narrowing: Narrowing, query: Query) -> QuerySet:
    return AttributeValue.objects.filter(
        Q(variant__product__in=narrowing.products(query).order_by().values("product")),
        variant__in=narrowing.variants(query).values("pk"),
    )


def _code(words: Vocabulary, facet: str, value: str) -> str:
    """Return a counted value as addresses write it."""
    attribute = words.attributes.get(facet.removeprefix(ATTRIBUTE))
    if attribute is None or attribute.extra != Attribute.Kind.CHOICE:
        return written_as(attribute.extra if attribute else "", value)
    word = words.by_pk.get((facet, int(value)))
    return word.code if word else value
