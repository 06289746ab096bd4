"""A list of offers: what a query leaves, in its order, page by page. No page counts the whole table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q

from shop import conf
from shop.domain.listing import Query
from shop.models import AttributeValue, Listing, Market, Product, Variant
from shop.models.querysets import ListingQuerySet
from shop.reading.cards import with_cards
from shop.reading.facets import Counts, count_facets, proven_labels, stored_counts
from shop.reading.search import found_products
from shop.reading.vocabulary import Vocabulary

MOST_COUNTED = 1000
ORDERS = {
    "new": ("-published_at", "-product"),
    "price": (F("amount").asc(nulls_last=True), "-product"),
    "-price": (F("amount").desc(nulls_last=True), "-product"),
}


@dataclass
class Catalogue:
    """One list. ``rows`` are the cards' listings of the page; ``total`` is None beyond ``MOST_COUNTED``."""

    query: Query
    market: Market
    words: Vocabulary
    lang: str

    @cached_property
    def hits(self) -> list[int]:
        """What a search has found, best first."""
        return found_products(self.query.q, self.lang) if self.query.q else []

    def narrow(self, query: Query) -> ListingQuerySet:
        """The rows that a query leaves, whatever its page and order."""
        rows = Listing.objects.sold_in(self.market)
        if query.q:
            rows = rows.filter(product__in=self.hits)
        if query.category:
            rows = rows.filter(category__in=self.words.below(query.category))
        if query.region:
            rows = rows.filter(region__in=query.region)
        if query.producer:
            rows = rows.filter(producer__slug__in=query.producer)
        if query.available:
            rows = rows.filter(is_available=True)
        return _by_facts(_by_price(_by_ties(rows, query), query), query)

    @cached_property
    def total(self) -> int | None:
        """How many there are, None where it is not worth counting on."""
        counted = self.narrow(self.query).order_by()[: MOST_COUNTED + 1].count()
        return counted if counted <= MOST_COUNTED else None

    @cached_property
    def rows(self) -> Sequence[Listing]:
        """The listings of this page."""
        first = (self.query.page - 1) * conf.page_size()
        rows = self.narrow(self.query)
        if self.query.sort == "relevance":
            return self._best(rows, first)
        return list(with_cards(rows.order_by(*ORDERS[self.query.sort]))[first : first + conf.page_size()])

    def _best(self, rows: ListingQuerySet, first: int) -> list[Listing]:
        """The page of a search in the order of relevance, what is sold last."""
        left = dict(rows.values_list("product", "is_sold"))
        order = sorted((pk for pk in self.hits if pk in left), key=lambda pk: left[pk])
        page = order[first : first + conf.page_size()]
        found = {
            row.product_id: row
            for row in with_cards(Listing.objects.sold_in(self.market).filter(product__in=page))
        }
        return [found[pk] for pk in page if pk in found]

    @cached_property
    def counts(self) -> Counts:
        """How many offers each choice leaves."""
        stored = None if self.query.is_narrowed else stored_counts(self.market)
        return stored if stored is not None else count_facets(self.query, self.narrow)


def _by_ties(rows: ListingQuerySet, query: Query) -> ListingQuerySet:
    for facet, ties in (("technique", Product.techniques.through), ("material", Product.materials.through)):
        if codes := query.chosen(facet):
            tied = ties.objects.filter(product=OuterRef("product"), **{f"{facet}__slug__in": codes})
            rows = rows.filter(Exists(tied))
    if query.label:
        rows = rows.filter(
            Exists(proven_labels().filter(product=OuterRef("product"), label__code__in=query.label))
        )
    return rows


def _by_price(rows: ListingQuerySet, query: Query) -> ListingQuerySet:
    if query.price_min is not None:
        rows = rows.filter(amount__gte=query.price_min)
    if query.price_max is not None:
        rows = rows.filter(amount__lte=query.price_max)
    return rows


def _by_facts(rows: ListingQuerySet, query: Query) -> ListingQuerySet:
    """All chosen attributes have to be true of one and the same variant."""
    if not query.attributes:
        return rows
    variants = Variant.objects.filter(product=OuterRef("product"), is_active=True)
    for code, values in query.attributes:
        fits = Q(attribute__code=code, choice__code__in=values)
        variants = variants.filter(Exists(AttributeValue.objects.filter(fits, variant=OuterRef("pk"))))
    return rows.filter(Exists(variants))
