"""What a query leaves of a market's catalogue. Values of one facet widen, facets narrow each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from producers.models import Evidence, Label
from shop.domain.listing import Query
from shop.models import (
    Attribute,
    AttributeValue,
    Listing,
    Market,
    Price,
    Product,
    ProductLabel,
    Stock,
    Variant,
)
from shop.models.querysets import ListingQuerySet, VariantQuerySet
from shop.reading.vocabulary import Vocabulary

TIES = (("technique", Product.techniques.through), ("material", Product.materials.through))


@dataclass(frozen=True)
class Narrowing:
    """Narrows one market's rows. ``base`` is the category of the page, ``hits`` what a search has found."""

    market: Market
    words: Vocabulary
    base: str = ""
    hits: Sequence[int] | None = None

    def rows(self, query: Query) -> ListingQuerySet:
        """The rows that a query leaves, whatever its page and order."""
        rows = self.products(query)
        if query.attributes:
            return rows.filter(Exists(self.variants(query).filter(product=OuterRef("product"))))
        return rows.filter(_between("amount", query))

    def products(self, query: Query) -> ListingQuerySet:
        """The rows that fit as products: all but what is asked of a single variant."""
        rows = Listing.objects.sold_in(self.market)
        if self.hits is not None:
            rows = rows.filter(product__in=self.hits)
        if self.base:
            rows = rows.filter(category__in=self.words.below([self.base]))
        if query.category:
            rows = rows.filter(category__in=self.words.below(query.category))
        if query.region:
            rows = rows.filter(region__in=query.region)
        if query.producer:
            rows = rows.filter(producer__slug__in=query.producer)
        if query.available:
            rows = rows.filter(is_available=True)
        return self._by_ties(rows, query)

    def variants(self, query: Query) -> VariantQuerySet:
        """Variants of which everything is true at once: attributes, price, whether one can have it."""
        variants = Variant.objects.filter(is_active=True)
        for code, values in query.attributes:
            fits = AttributeValue.objects.filter(self._is_one_of(code, values), variant=OuterRef("pk"))
            variants = variants.filter(Exists(fits))
        if query.price_min is not None or query.price_max is not None:
            prices = Price.objects.filter(variant=OuterRef("pk"), amount_currency=self.market.currency)
            variants = variants.filter(Exists(prices.filter(_between("amount", query))))
        if query.available:
            left = Stock.objects.selling_to(self.market).filter(allocated__lt=F("on_hand") + F("cap"))
            can_have = Exists(left.filter(variant=OuterRef("pk"))) | Q(product__mode=Product.Mode.ON_REQUEST)
            variants = variants.filter(can_have)
        return variants

    def _by_ties(self, rows: ListingQuerySet, query: Query) -> ListingQuerySet:
        for facet, ties in TIES:
            if codes := query.chosen(facet):
                tied = ties.objects.filter(product=OuterRef("product"), **{f"{facet}__slug__in": codes})
                rows = rows.filter(Exists(tied))
        if query.label:
            products = proven_labels().filter(product=OuterRef("product"), label__code__in=query.label)
            makers = proven_makers().filter(organisation=OuterRef("producer"), label__code__in=query.label)
            rows = rows.filter(Exists(products) | Exists(makers))
        return rows

    def _is_one_of(self, code: str, values: Sequence[str]) -> Q:
        kind = self.words.attributes[code].extra
        if kind == Attribute.Kind.BOOLEAN:
            return Q(attribute__code=code, boolean__in=[value == "1" for value in values])
        if kind == Attribute.Kind.NUMBER:
            return Q(attribute__code=code, number__in=[Decimal(value) for value in values])
        return Q(attribute__code=code, choice__code__in=values)


def proven_labels() -> "QuerySet[ProductLabel]":
    """Labels that products bear themselves, by evidence that counts today. No evidence, no label."""
    valid = Evidence.objects.valid(timezone.localdate())
    return ProductLabel.objects.filter(evidence__in=valid.values("pk"), label__covers=Label.Covers.PRODUCT)


def proven_makers() -> "QuerySet[Evidence]":
    """Evidence that counts today for labels that a maker bears as a whole."""
    return Evidence.objects.valid(timezone.localdate()).filter(label__covers=Label.Covers.ORGANISATION)


def _between(column: str, query: Query) -> Q:
    limits = Q()
    if query.price_min is not None:
        limits &= Q(**{f"{column}__gte": query.price_min})
    if query.price_max is not None:
        limits &= Q(**{f"{column}__lte": query.price_max})
    return limits
