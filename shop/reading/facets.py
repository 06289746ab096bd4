"""How many offers each choice of a facet leaves: with the other filters applied, without its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from shop.domain.listing import FACETS, Query, changed
from shop.models import Attribute, AttributeValue, FacetCount, Market, Product
from shop.models.querysets import ListingQuerySet
from shop.reading.narrowing import Narrowing, proven_labels, proven_makers
from shop.reading.vocabulary import ATTRIBUTE, Vocabulary, Word

Numbers = Mapping[str, Mapping[str, int]]
TOTAL = "total"
AVAILABLE = "available"
MOST_COUNTED_LIVE = 5_000
"""Lists that are longer are not counted while somebody waits."""


@dataclass(frozen=True)
class Counts:
    """Offers by facet and value: ids of terms and producers, codes of regions and attributes' values.

    ``are_known`` is False for a list too long to be counted now; its values then carry no number.
    """

    numbers: Numbers
    are_known: bool = True

    def of(self, facet: str, value: object) -> int | None:
        """Return how many offers a value leaves, None where nobody has counted."""
        number = self.numbers.get(facet, {}).get(str(value), 0)
        return number if self.are_known else None

    def has(self, facet: str, value: object) -> bool:
        """Say whether a value leaves any offer, as far as one knows."""
        return bool(self.numbers.get(facet, {}).get(str(value)))


def read_counts(query: Query, narrowing: Narrowing, attributes: Iterable[Word]) -> Counts:
    """Return the counts of a list in at most two queries.

    A small catalogue is counted as it is. Of a large one, the whole is stored, and a part is counted if what
    is stored says that it is small.
    """
    stored = stored_counts(narrowing.market)
    whole = stored.get(TOTAL, {}).get("", 0)
    if whole <= MOST_COUNTED_LIVE or _at_most(query, narrowing, stored) <= MOST_COUNTED_LIVE:
        return Counts(count_facets(query, narrowing, attributes))
    is_whole = not query.is_narrowed and not narrowing.base and narrowing.hits is None
    return Counts(stored, are_known=is_whole)


def stored_counts(market: Market) -> Numbers:
    """Return what a job has counted over the whole catalogue; empty where it has not run yet."""
    numbers: defaultdict[str, dict[str, int]] = defaultdict(dict)
    rows = FacetCount.objects.filter(market=market).values_list("facet", "value", "count")
    for facet, value, count in rows:
        numbers[facet][value] = count
    return numbers


def count_facets(query: Query, narrowing: Narrowing, attributes: Iterable[Word]) -> Numbers:
    """Count a list and every facet of it in one query."""
    words = narrowing.words
    own = {facet: narrowing.rows(_without(query, facet)) for facet in FACETS}
    can_have = narrowing.rows(changed(query, available=True))
    parts = [
        _counted(narrowing.rows(query), _text(TOTAL), _text("")),
        _counted(can_have, _text(AVAILABLE), _text("1")),
        _counted(own["category"], _text("category"), "category"),
        _counted(own["region"], _text("region"), "region"),
        _counted(own["producer"], _text("producer"), "producer"),
        _tied(Product.techniques.through.objects, own["technique"], "technique"),
        _tied(Product.materials.through.objects, own["material"], "material"),
        _tied(proven_labels(), own["label"], "label"),
        _of_makers(own["label"]),
        *_attributes(query, narrowing, {word.code for word in attributes}),
    ]
    numbers: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, count in parts[0].union(*parts[1:], all=True):
        numbers[facet][_code(words, facet, value)] = count
    return numbers


def _at_most(query: Query, narrowing: Narrowing, stored: Numbers) -> int:
    """Return a number that the list is no longer than, as far as stored counts tell."""
    words, limits = narrowing.words, [stored.get(TOTAL, {}).get("", 0)]
    if narrowing.hits is not None:
        limits.append(len(narrowing.hits))
    categories = filter(None, ([narrowing.base] if narrowing.base else [], query.category))
    limits += [
        sum(stored.get("category", {}).get(str(pk), 0) for pk in words.below(own)) for own in categories
    ]
    if query.region:
        limits.append(sum(stored.get("region", {}).get(code, 0) for code in query.region))
    for facet in ("technique", "material", "label"):
        if codes := query.chosen(facet):
            known = [words.words[facet][code].pk for code in codes]
            limits.append(sum(stored.get(facet, {}).get(str(pk), 0) for pk in known))
    if query.producer:
        limits.append(0)  # nobody makes thousands of things
    return min(limits)


def _counted(rows: QuerySet, facet: str | Combinable, value: str | Combinable, what: str = "pk") -> QuerySet:
    named = rows.order_by().annotate(facet_=facet, value_=Cast(value, CharField()))
    grouped = named.values("facet_", "value_").annotate(count_=Count(what, distinct=what != "pk"))
    return grouped.values_list("facet_", "value_", "count_")


def _tied(ties: QuerySet, rows: ListingQuerySet, facet: str) -> QuerySet:
    return _counted(ties.filter(product__in=_products(rows)), _text(facet), facet, "product")


def _of_makers(rows: ListingQuerySet) -> QuerySet:
    """Labels of makers, counted by their offers."""
    bearing = rows.filter(producer__evidence__in=proven_makers().values("pk"))
    return _counted(bearing, _text("label"), "producer__evidence__label", "product")


def _attributes(query: Query, narrowing: Narrowing, codes: set[str]) -> list[QuerySet]:
    """Chosen attributes are counted each without its own choice, the others in one go."""
    chosen = [code for code, _ in query.attributes]
    parts = [
        _values(narrowing, _without(query, ATTRIBUTE + code)).filter(attribute__code=code) for code in chosen
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
        Q(variant__product__in=_products(narrowing.products(query))),
        variant__in=narrowing.variants(query).values("pk"),
    )


def _code(words: Vocabulary, facet: str, value: str) -> str:
    """Return a counted value as addresses write it; databases write numbers each in their own way."""
    attribute = words.attributes.get(facet.removeprefix(ATTRIBUTE)) if facet.startswith(ATTRIBUTE) else None
    if attribute is None:
        return value
    if attribute.extra == Attribute.Kind.NUMBER:
        return f"{Decimal(value).normalize():f}"
    if attribute.extra == Attribute.Kind.BOOLEAN:
        return "1" if value in ("1", "true", "t") else "0"
    word = words.by_pk.get((facet, int(value)))
    return word.code if word else value


def _products(rows: ListingQuerySet) -> QuerySet:
    return rows.order_by().values("product")


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _without(query: Query, facet: str) -> Query:
    return changed(query, **{facet: ()})
