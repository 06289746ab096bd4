"""A list as its page shows it: cards, filters, order, pages, and the way back up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from producers.domain.shown import Shown, said
from shop import conf
from shop.domain.cards import Chip, Crumb, Facet, PageLink, Pages, ProductCard
from shop.domain.listing import FACETS, LAST_PAGE, Query, url_for
from shop.reading.catalogue import Catalogue
from shop.reading.list_facets import ListFacets
from shop.reading.vocabulary import ATTRIBUTE, Word

SORTS: Mapping[str, Callable[[], str]] = {
    "relevance": lambda: _("Best match first"),
    "new": lambda: _("Newest first"),
    "price": lambda: _("Price, lowest first"),
    "-price": lambda: _("Price, highest first"),
}


@dataclass(frozen=True)
class ListShown:
    """Everything that the page of a list shows. ``hidden`` is what its forms take along."""

    cards: tuple[ProductCard, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    pages: Pages
    sorts: tuple[tuple[str, str, bool], ...]
    hidden: tuple[tuple[str, str], ...]
    categories: tuple[PageLink, ...]
    crumbs: tuple[Crumb, ...]
    title: Shown


@dataclass(frozen=True)
class ListPage:
    """Builds what is shown of a catalogue at ``address``."""

    catalogue: Catalogue
    address: str

    def shown(self) -> ListShown:
        """Return the page."""
        filters = ListFacets(self.catalogue, self.address)
        facets = filters.facets()
        own = self.catalogue.base
        return ListShown(
            cards=self.catalogue.cards,
            facets=facets,
            chips=filters.chips(facets),
            pages=self._pages(),
            sorts=tuple(self._sorts()),
            hidden=tuple(self._hidden()),
            categories=tuple(self._categories()),
            crumbs=tuple(self._crumbs()),
            title=own.shown(self._lang) if own else said(_("All products"), self._lang),
        )

    @property
    def _lang(self) -> str:
        return self.catalogue.lang

    @property
    def _query(self) -> Query:
        return self.catalogue.query

    def _page_url(self, number: int) -> str:
        return self.address + url_for(self._query, page=number)

    def _pages(self) -> Pages:
        number, size = self._query.page, conf.page_size()
        last = self._last_page
        numbers = range(max(1, number - 2), min(last, number + 2) + 1)
        return Pages(
            number=number,
            shown_to=(number - 1) * size + len(self.catalogue.cards),
            total=self.catalogue.total,
            next_url=self._page_url(number + 1) if number < last else "",
            previous_url=self._page_url(number - 1) if number > 1 else "",
            links=tuple(PageLink(str(one), self._page_url(one), one == number) for one in numbers),
        )

    @cached_property
    def _last_page(self) -> int:
        """The last page as far as one knows: of a long list, the next one."""
        number, size, total = self._query.page, conf.page_size(), self.catalogue.total
        if total is not None:
            return max(1, -(-total // size))
        is_full = len(self.catalogue.cards) == size
        return min(number + 1, LAST_PAGE) if is_full else number

    def _sorts(self) -> list[tuple[str, str, bool]]:
        return [
            (code, label(), code == self._query.sort)
            for code, label in SORTS.items()
            if self._query.q or code != "relevance"
        ]

    def _hidden(self) -> list[tuple[str, str]]:
        """What a form on the page takes along, without price, order and page."""
        kept = [("q", self._query.q)] if self._query.q else []
        kept += [(facet, code) for facet in FACETS for code in self._query.chosen(facet)]
        kept += [(ATTRIBUTE + code, value) for code, values in self._query.attributes for value in values]
        return kept + ([("available", "1")] if self._query.available else [])

    def _categories(self) -> list[PageLink]:
        """The categories below this one; at the end of a branch, those beside it."""
        words, own = self.catalogue.words, self.catalogue.base
        below = words.children(own.pk if own else None) or words.children(own.parent if own else None)
        links = [(word.shown(self._lang), word) for word in below]
        return [PageLink(name.text, address_of(word), word == own, name.own_lang) for name, word in links]

    def _crumbs(self) -> list[Crumb]:
        own, products = self.catalogue.base, said(_("Products"), self._lang)
        if own is None:
            return [Crumb(products)]
        *above, last = self.catalogue.words.path(own.pk)
        ways = [Crumb(word.shown(self._lang), address_of(word)) for word in above]
        return [Crumb(products, reverse("shop:catalogue")), *ways, Crumb(last.shown(self._lang))]


def address_of(category: Word) -> str:
    """Return the address of a category's page."""
    return reverse("shop:category", args=[category.code])
