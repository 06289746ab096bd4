"""A list of offers: what a query leaves, in its order, page by page. No page counts the whole table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F
from django.db.models.expressions import OrderBy

from shop import conf
from shop.domain.cards import ProductCard
from shop.domain.listing import Query
from shop.models import Market
from shop.reading.cards import cards_of
from shop.reading.facet_index import shelf
from shop.reading.facets import TOTAL, Counts, Selection, select
from shop.reading.narrowing import Narrowing
from shop.reading.search import Found, find
from shop.reading.vocabulary import Vocabulary, Word

MOST_COUNTED = 1000
ORDERS: Mapping[str, tuple[str | OrderBy, str]] = {
    "new": ("-published_at", "-product"),
    "price": (F("amount").asc(nulls_last=True), "-product"),
    "-price": (F("amount").desc(nulls_last=True), "-product"),
}


@dataclass
class Catalogue:
    """One list. ``base`` is the category of its page; ``query`` narrows what is in there."""

    query: Query
    market: Market
    words: Vocabulary
    lang: str
    base: Word | None = None

    @cached_property
    def narrowing(self) -> Narrowing:
        """What narrows the rows; a search is done once, here."""
        hits = self.found.ids if self.query.q else None
        return Narrowing(self.market, self.words, self.base.code if self.base else "", hits)

    @cached_property
    def found(self) -> Found:
        """What the words of the question find."""
        return find(self.query.q, self.lang)

    @cached_property
    def attributes(self) -> list[Word]:
        """The attributes to filter by: those of the categories one is in, and those chosen already."""
        asked = self.words.attributes_of([*([self.base.code] if self.base else []), *self.query.category])
        chosen = [self.words.attributes[code] for code, _ in self.query.attributes]
        return [*asked, *(word for word in chosen if word not in asked)]

    @cached_property
    def selection(self) -> Selection:
        """The offers of the whole list."""
        return select(shelf.index(), self.query, self.narrowing)

    @cached_property
    def counts(self) -> Counts:
        """How many offers each choice leaves."""
        return self.selection.counts(self.attributes)

    @cached_property
    def total(self) -> int | None:
        """How many there are, None beyond the number that anybody reads."""
        counted = self.counts.of(TOTAL, "") or 0
        return counted if counted <= MOST_COUNTED else None

    @cached_property
    def cards(self) -> tuple[ProductCard, ...]:
        """The cards of this page."""
        first = (self.query.page - 1) * conf.page_size()
        last = first + conf.page_size()
        if self.query.sort == "relevance":
            return cards_of(self.ranked[first:last], self.market, self.lang)
        rows = self.narrowing.rows(self.query).order_by(*ORDERS[self.query.sort])
        products = list(rows.values_list("product", flat=True)[first:last])
        return cards_of(products, self.market, self.lang)

    @property
    def ranked(self) -> list[int]:
        """What a search has found in the order of relevance, what is sold last."""
        offers, sold = self.selection.offers(), self.selection.index.sold(self.market.pk)
        return sorted((pk for pk in self.narrowing.hits or () if pk in offers), key=lambda pk: pk in sold)
