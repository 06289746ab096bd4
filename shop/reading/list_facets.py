"""The filters of a list as its page shows them: facets with their choices, and chips for what is applied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from moneyed import Money

from producers.domain.regions import REGIONS, region_name
from producers.domain.shown import Shown
from producers.models import Organisation
from producers.reading.names import name_shown
from shop.domain.cards import Chip, Facet, FacetValue
from shop.domain.listing import Query, Switches, changed, url_for
from shop.domain.measures import measure_written
from shop.domain.money import written
from shop.models import Attribute
from shop.reading.catalogue import Catalogue
from shop.reading.facets import AVAILABLE
from shop.reading.vocabulary import ATTRIBUTE, Word

MOST_PRODUCERS = 12
MOST_NUMBERS = 24


@dataclass(frozen=True)
class ListFacets:
    """Builds facets and chips of a list at ``address``."""

    catalogue: Catalogue
    address: str

    def facets(self) -> tuple[Facet, ...]:
        """Return the facets that offer a choice, those that matter most first."""
        words = {facet: tuple(self._words(facet)) for facet in ("technique", "material", "label")}
        facets = [
            Facet("region", _("Region"), tuple(self._regions())),
            Facet("technique", _("Technique"), words["technique"]),
            Facet("category", _("Category"), tuple(self._categories())),
            *(self._attribute(word) for word in self.catalogue.attributes),
            Facet("material", _("Material"), words["material"]),
            Facet("producer", _("Maker"), tuple(self._producers())),
            Facet("label", _("Label"), words["label"]),
            Facet(AVAILABLE, _("Availability"), tuple(self._available())),
        ]
        return tuple(facet for facet in facets if facet.values)

    def chips(self, facets: Sequence[Facet]) -> tuple[Chip, ...]:
        """Return one chip for everything that narrows the list."""
        chips = [Chip(f"« {self._query.q} »", self._url(q=""))] if self._query.q else []
        chips += [
            Chip(
                f"{facet.label}: {value.label}" if facet.code.startswith(ATTRIBUTE) else value.label,
                value.url,
                value.lang,
            )
            for facet in facets
            for value in facet.values
            if value.is_chosen
        ]
        for sign, name in (("≥", "price_min"), ("≤", "price_max")):
            price = getattr(self._query, name)
            if price is not None:
                text = written(Money(price, self.catalogue.market.currency), self._lang)
                chips.append(Chip(f"{sign} {text}", self._url(**{name: None})))
        return tuple(chips)

    @property
    def _query(self) -> Query:
        return self.catalogue.query

    @property
    def _lang(self) -> str:
        return self.catalogue.lang

    @cached_property
    def _switches(self) -> Switches:
        return Switches(self._query)

    def _url(self, **changes: object) -> str:
        return self.address + url_for(self._query, **changes)

    def _value(self, facet: str, code: str, label: str | Shown, counted_as: object) -> FacetValue:
        chosen = self._query.chosen(facet)
        return FacetValue(
            code=code,
            label=label.text if isinstance(label, Shown) else label,
            lang=label.own_lang if isinstance(label, Shown) else "",
            count=self.catalogue.counts.of(facet, counted_as),
            is_chosen=code in chosen,
            url=self.address + self._switches.url(facet, code),
        )

    def _has(self, facet: str, code: str, counted_as: object) -> bool:
        return self.catalogue.counts.has(facet, counted_as) or code in self._query.chosen(facet)

    def _regions(self) -> Iterator[FacetValue]:
        for region in REGIONS:
            if self._has("region", region.iso, region.iso):
                yield self._value("region", region.iso, region_name(region.iso, self._lang), region.iso)

    def _words(self, facet: str) -> Iterator[FacetValue]:
        words = self.catalogue.words.words.get(facet, {}).values()
        for word in sorted(words, key=lambda word: (word.position, word.code)):
            if self._has(facet, word.code, word.pk):
                yield self._value(facet, word.code, word.shown(self._lang), word.pk)

    def _attribute(self, word: Word) -> Facet:
        name = word.shown(self._lang).text
        return Facet(ATTRIBUTE + word.code, name, tuple(self._attribute_values(word)))

    def _attribute_values(self, word: Word) -> Iterator[FacetValue]:
        facet = ATTRIBUTE + word.code
        if word.extra == Attribute.Kind.NUMBER:
            counted = {*self.catalogue.counts.numbers.get(facet, {}), *self._query.chosen(facet)}
            for code in sorted(counted, key=Decimal)[:MOST_NUMBERS]:
                yield self._value(facet, code, measure_written(Decimal(code), word.unit, self._lang), code)
        elif word.extra == Attribute.Kind.BOOLEAN:
            for code, label in (("1", _("Yes")), ("0", _("No"))):
                if self._has(facet, code, code):
                    yield self._value(facet, code, label, code)
        else:
            choices = self.catalogue.words.words.get(facet, {}).values()
            for choice in sorted(choices, key=lambda choice: (choice.position, choice.code)):
                if self._has(facet, choice.code, choice.code):
                    yield self._value(facet, choice.code, choice.shown(self._lang), choice.code)

    def _available(self) -> Iterator[FacetValue]:
        count, is_chosen = self.catalogue.counts.of(AVAILABLE, "1"), self._query.available
        if count or count is None or is_chosen:
            yield FacetValue("1", _("Available now"), count, is_chosen, self._url(available=not is_chosen))

    def _producers(self) -> Iterator[FacetValue]:
        numbers = self.catalogue.counts.numbers.get("producer", {})
        top = sorted(numbers, key=lambda pk: (-numbers[pk], int(pk)))[:MOST_PRODUCERS]
        makers = Organisation.objects.filter(pk__in=top)
        if self._query.producer:
            makers |= Organisation.objects.filter(slug__in=self._query.producer)
        rows = makers.only("slug", "name", "original_language", "kind", "number")
        for one in sorted(rows, key=lambda one: (-numbers.get(str(one.pk), 0), one.pk)):
            yield self._value("producer", one.slug, name_shown(one, self._lang), one.pk)

    def _categories(self) -> Iterator[FacetValue]:
        base = self.catalogue.base
        for word in self.catalogue.words.children(base.pk if base else None):
            yield from self._branch(word)

    def _branch(self, word: Word) -> Iterator[FacetValue]:
        """A category, and what is below it once something in there is chosen."""
        below = self.catalogue.words.below([word.code])
        chosen = set(self._query.category)
        is_chosen = word.code in chosen
        count = sum(self.catalogue.counts.numbers.get("category", {}).get(str(pk), 0) for pk in below)
        if count or is_chosen:
            label, url = word.shown(self._lang), self._switched(word, below)
            yield FacetValue(word.code, label.text, count, is_chosen, url, label.own_lang)
        codes = {child.code for child in self.catalogue.words.words["category"].values() if child.pk in below}
        if codes & chosen:
            for child in self.catalogue.words.children(word.pk):
                yield from self._branch(child)

    def _switched(self, word: Word, below: set[int]) -> str:
        """The address with a category switched; it takes the place of those above and below it."""
        if word.code in self._query.category:
            return self.address + url_for(self._query.toggled("category", word.code))
        words = self.catalogue.words
        related = below | {above.pk for above in words.path(word.pk)}
        kept = [code for code in self._query.category if words.words["category"][code].pk not in related]
        return self.address + url_for(changed(self._query, category=(*kept, word.code)))
