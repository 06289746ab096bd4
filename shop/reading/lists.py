"""A list as its page shows it: facets, chips, pages, cards."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from moneyed import Money

from producers.domain.regions import REGIONS
from producers.domain.shown import Shown, shown
from producers.models import Organisation
from shop import conf
from shop.domain.cards import Chip, Crumb, Facet, FacetValue, PageLink, Pages, ProductCard
from shop.domain.listing import Query, url_for
from shop.domain.money import written
from shop.reading.cards import product_cards
from shop.reading.catalogue import Catalogue
from shop.reading.vocabulary import ATTRIBUTE, Word

MOST_PRODUCERS = 12
SORTS = (
    ("new", lambda: _("Newest first")),
    ("price", lambda: _("Price, lowest first")),
    ("-price", lambda: _("Price, highest first")),
)


@dataclass(frozen=True)
class ListShown:
    """Everything that the page of a list shows."""

    cards: tuple[ProductCard, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    pages: Pages
    sorts: tuple[tuple[str, str, bool], ...]
    hidden: tuple[tuple[str, str], ...]
    categories: tuple[PageLink, ...]
    crumbs: tuple[Crumb, ...]
    title: Shown
    description: Shown | None


@dataclass
class ListPage:
    """Builds what is shown of a catalogue; ``category`` is the page's own, ``base`` its address."""

    catalogue: Catalogue
    base: str
    category: Word | None = None

    def shown(self) -> ListShown:
        """Return the page."""
        return ListShown(
            cards=tuple(product_cards(self.catalogue.rows, self.lang)),
            facets=tuple(facet for facet in self._facets if facet.values),
            chips=tuple(self._chips()),
            pages=self._pages(),
            sorts=tuple(self._sorts()),
            hidden=tuple(self._hidden()),
            categories=tuple(self._categories()),
            crumbs=tuple(self._crumbs()),
            title=self.category.shown(self.lang)
            if self.category
            else Shown(_("All products"), self.lang, ""),
            description=None,
        )

    @property
    def lang(self) -> str:
        return self.catalogue.lang

    @property
    def query(self) -> Query:
        return self.catalogue.query

    def url(self, query: Query | None = None, **changes: object) -> str:
        """The address of this list with something changed; the page's own category is in the path already."""
        asked = query or self.query
        if self.category:
            changes["category"] = tuple(code for code in asked.category if code != self.category.code)
        page = changes.pop("page", asked.page if not changes else 1)
        return self.base + url_for(asked, **changes, page=page)

    @cached_property
    def _facets(self) -> list[Facet]:
        facets = [
            Facet("region", _("Region"), tuple(self._regions())),
            Facet("technique", _("Technique"), tuple(self._words("technique"))),
            Facet("material", _("Material"), tuple(self._words("material"))),
            Facet("producer", _("Maker"), tuple(self._producers())),
            Facet("label", _("Label"), tuple(self._words("label"))),
        ]
        for code, word in sorted(self.catalogue.words.attributes.items(), key=lambda item: item[1].position):
            facets.append(
                Facet(ATTRIBUTE + code, word.shown(self.lang).text, tuple(self._words(ATTRIBUTE + code)))
            )
        return facets

    def _regions(self) -> list[FacetValue]:
        counts = self.catalogue.counts.get("region", {})
        return [
            self._value("region", region.iso, region.name(self.lang), counts.get(region.iso, 0))
            for region in REGIONS
            if counts.get(region.iso) or region.iso in self.query.region
        ]

    def _words(self, facet: str) -> list[FacetValue]:
        counts = self.catalogue.counts.get(facet, {})
        words = sorted(
            self.catalogue.words.words.get(facet, {}).values(), key=lambda word: (word.position, word.code)
        )
        chosen = self.query.chosen(facet)
        return [
            self._value(facet, word.code, word.shown(self.lang).text, counts.get(str(word.pk), 0))
            for word in words
            if counts.get(str(word.pk)) or word.code in chosen
        ]

    def _producers(self) -> list[FacetValue]:
        counts = self.catalogue.counts.get("producer", {})
        top = sorted(counts, key=lambda pk: -counts[pk])[:MOST_PRODUCERS]
        rows = Organisation.objects.filter(pk__in=top) | Organisation.objects.filter(
            slug__in=self.query.producer
        )
        found = sorted(
            rows.only("slug", "name", "original_language"), key=lambda one: -counts.get(str(one.pk), 0)
        )
        return [
            self._value(
                "producer",
                one.slug,
                shown(one.name, self.lang, one.original_language).text,
                counts.get(str(one.pk), 0),
            )
            for one in found
        ]

    def _value(self, facet: str, code: str, label: str, count: int) -> FacetValue:
        is_chosen = code in self.query.chosen(facet)
        return FacetValue(code, label, count, is_chosen, self.url(self.query.toggled(facet, code)))

    def _chips(self) -> list[Chip]:
        chips = [Chip(f"« {self.query.q} »", self.url(q=""))] if self.query.q else []
        for facet in self._facets:
            chips += [Chip(value.label, value.url) for value in facet.values if value.is_chosen]
        for code in self.query.category:
            word = self.catalogue.words.words["category"][code]
            if word != self.category:
                chips.append(Chip(word.shown(self.lang).text, self.url(self.query.toggled("category", code))))
        return chips + self._other_chips()

    def _other_chips(self) -> list[Chip]:
        currency, chips = self.catalogue.market.currency, []
        if self.query.price_min is not None:
            chips.append(
                Chip(
                    f"≥ {written(Money(self.query.price_min, currency), self.lang)}", self.url(price_min=None)
                )
            )
        if self.query.price_max is not None:
            chips.append(
                Chip(
                    f"≤ {written(Money(self.query.price_max, currency), self.lang)}", self.url(price_max=None)
                )
            )
        if self.query.available:
            chips.append(Chip(_("Available now"), self.url(available=False)))
        return chips

    def _pages(self) -> Pages:
        number, size = self.query.page, conf.page_size()
        total, on_page = self.catalogue.total, len(self.catalogue.rows)
        has_next = on_page == size and (total is None or number * size < total)
        last = number if not has_next else (number + 1 if total is None else -(-total // size))
        numbers = range(max(1, number - 2), min(last, number + 2) + 1)
        return Pages(
            number=number,
            shown_to=(number - 1) * size + on_page,
            total=total,
            next_url=self.url(page=number + 1) if has_next else "",
            previous_url=self.url(page=number - 1) if number > 1 else "",
            links=tuple(PageLink(str(place), self.url(page=place), place == number) for place in numbers),
        )

    def _sorts(self) -> list[tuple[str, str, bool]]:
        best = (("relevance", lambda: _("Best match first")),) if self.query.q else ()
        return [(code, label(), code == self.query.sort) for code, label in (*best, *SORTS)]

    def _hidden(self) -> list[tuple[str, str]]:
        """What a form on the page has to take along, without price, order and page."""
        kept = [("q", self.query.q)] if self.query.q else []
        facets = ("category", "region", "producer", "technique", "material", "label")
        own = self.category.code if self.category else ""
        kept += [
            (name, code)
            for name in facets
            for code in self.query.chosen(name)
            if code != own or name != "category"
        ]
        kept += [(ATTRIBUTE + code, value) for code, values in self.query.attributes for value in values]
        return kept + ([("available", "1")] if self.query.available else [])

    def _categories(self) -> list[PageLink]:
        words = self.catalogue.words
        below = words.children(self.category.pk if self.category else None)
        if self.category and not below:
            below = words.children(self.category.parent)
        return [
            PageLink(
                word.shown(self.lang).text, reverse("shop:category", args=[word.code]), word == self.category
            )
            for word in below
        ]

    def _crumbs(self) -> list[Crumb]:
        crumbs = [
            Crumb(Shown(_("Products"), self.lang, ""), reverse("shop:catalogue") if self.category else "")
        ]
        if self.category:
            path = self.catalogue.words.path(self.category.pk)
            crumbs += [
                Crumb(word.shown(self.lang), reverse("shop:category", args=[word.code])) for word in path[:-1]
            ]
            crumbs.append(Crumb(self.category.shown(self.lang)))
        return crumbs
