"""The words that lists are sorted by: categories, techniques, materials, labels, attributes."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

from producers.domain.regions import REGIONS_BY_ISO
from producers.domain.shown import Shown, shown
from producers.editions.memory import remembered
from producers.models import Label
from shop.domain.taxes import RATES, DatedRate
from shop.models import Attribute, AttributeChoice, Category, Material, TaxRate, Technique
from shop.reading.tax_rates import RateRow, rates_from

ATTRIBUTE = "a."
SCOPE = "scope"
RATE = "tax_rate"
TERMS = ("category", "technique", "material", "label")


@dataclass(frozen=True)
class Word:
    """One word: what it is a value of, its code in addresses, its name in all languages.

    ``extra`` is the tax reason of a category, the kind of an attribute; ``unit`` an attribute's.
    """

    facet: str
    pk: int
    code: str
    name: object
    parent: int | None
    position: int
    extra: str = ""
    unit: str = ""

    def shown(self, lang: str) -> Shown:
        """Its name in a language."""
        return shown(self.name, lang)


class Numbers(Collection[str]):
    """Every number as an address writes it: ``40``, ``12.5``. Which of them exist, the list itself tells."""

    SHAPE = re.compile(r"\d{1,8}(\.\d{1,3})?")

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.SHAPE.fullmatch(code) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


KINDS: Mapping[str, Collection[str]] = {
    Attribute.Kind.BOOLEAN.value: frozenset({"0", "1"}),
    Attribute.Kind.NUMBER.value: Numbers(),
}


@dataclass(frozen=True)
class Vocabulary:
    """All words by facet (``category``, ``technique``, ``material``, ``label``, ``a.<code>``) and code.

    ``scopes`` says by attribute code which categories ask for it. The tax rates are no words; they come with
    the same query, since the page of a product needs both.
    """

    words: Mapping[str, Mapping[str, Word]]
    attributes: Mapping[str, Word] = field(default_factory=dict)
    scopes: Mapping[str, frozenset[int]] = field(default_factory=dict)
    rates: tuple[DatedRate, ...] = RATES

    @cached_property
    def known(self) -> dict[str, Collection[str]]:
        """The codes that exist, by facet; those of producers are not looked up."""
        found: dict[str, Collection[str]] = {facet: set(self.words.get(facet, {})) for facet in TERMS}
        for code, word in self.attributes.items():
            found[ATTRIBUTE + code] = KINDS.get(word.extra, self.words.get(ATTRIBUTE + code, {}))
        return found | {"region": set(REGIONS_BY_ISO)}

    @cached_property
    def by_pk(self) -> dict[tuple[str, int], Word]:
        """The words by facet and id."""
        return {(facet, word.pk): word for facet, words in self.words.items() for word in words.values()}

    @property
    def tree(self) -> list[tuple[int, int | None, str]]:
        """Each category with the one above it and its tax reason, as the rulebook takes them."""
        return [(word.pk, word.parent, word.extra) for word in self.words.get("category", {}).values()]

    def below(self, codes: Iterable[str]) -> set[int]:
        """Ids of these categories and of all below them."""
        tree = self.words.get("category", {})
        found = {tree[code].pk for code in codes if code in tree}
        step = found
        while step:
            step = {word.pk for word in tree.values() if word.parent in step} - found
            found |= step
        return found

    def path(self, pk: int) -> list[Word]:
        """A category and those above it, from the top down."""
        up: list[Word] = []
        step: int | None = pk
        while step is not None and ("category", step) in self.by_pk and len(up) < 20:
            up.append(self.by_pk["category", step])
            step = up[-1].parent
        return up[::-1]

    def children(self, pk: int | None) -> list[Word]:
        """The categories right below one, in their order; of None: the families."""
        tree = self.words.get("category", {}).values()
        return sorted(
            (word for word in tree if word.parent == pk), key=lambda word: (word.position, word.code)
        )

    def attributes_of(self, categories: Iterable[str]) -> list[Word]:
        """The attributes that these categories ask for, themselves or by what is above them."""
        tree = self.words.get("category", {})
        above = {word.pk for code in categories if code in tree for word in self.path(tree[code].pk)}
        asked = [word for code, word in self.attributes.items() if above & self.scopes.get(code, frozenset())]
        return sorted(asked, key=lambda word: (word.position, word.code))


def vocabulary() -> Vocabulary:
    """Return all words, read in one query."""
    return remembered("vocabulary", ("words",), (), _read)


def _read() -> Vocabulary:
    words: defaultdict[str, dict[str, Word]] = defaultdict(dict)
    attributes: dict[str, Word] = {}
    scopes: defaultdict[str, set[int]] = defaultdict(set)
    rates: dict[int, RateRow] = {}
    for row in _rows():
        word = Word(*row)
        if word.facet == RATE:
            rates[word.pk] = (*word.code.split("|", 1), word.extra, word.unit)
        elif word.facet == SCOPE and word.parent is not None:
            scopes[word.code].add(word.parent)
        elif word.facet == "attribute":
            attributes[word.code] = word
        else:
            words[word.facet][word.code] = word
    return Vocabulary(
        dict(words),
        attributes,
        {code: frozenset(categories) for code, categories in scopes.items()},
        rates_from(rates[pk] for pk in sorted(rates)),
    )


def _rows() -> QuerySet:
    filters = Attribute.objects.filter(is_filter=True).exclude(kind=Attribute.Kind.TEXT)
    choices = AttributeChoice.objects.filter(attribute__in=filters.values("pk"))
    of_attribute = Concat(Value(ATTRIBUTE), F("attribute__code"), output_field=CharField())
    ties = Category.attributes.through.objects.filter(attribute__in=filters.values("pk"))
    return _columns(Category.objects.all(), "category", "slug", parent="parent", extra="tax_reason").union(
        _columns(Technique.objects.all(), "technique", "slug"),
        _columns(Material.objects.all(), "material", "slug"),
        _columns(Label.objects.all(), "label", "code"),
        _columns(filters, "attribute", "code", extra="kind", unit="unit"),
        _columns(choices, of_attribute, "code"),
        _scopes(ties),
        _tax_rates(),
        all=True,
    )


def _columns(
    rows: QuerySet, facet: str | Combinable, code: str, *, parent: str = "", extra: str = "", unit: str = ""
) -> QuerySet:
    above = Cast(F(parent), IntegerField()) if parent else Value(None, output_field=IntegerField())
    kind = Value(facet, output_field=CharField()) if isinstance(facet, str) else facet
    more = [
        Cast(F(name), CharField()) if name else Value("", output_field=CharField()) for name in (extra, unit)
    ]
    return rows.order_by().values_list(kind, "pk", Cast(code, CharField()), "name", above, "position", *more)


def _scopes(ties: QuerySet) -> QuerySet:
    """Which attribute belongs to which category, in the columns of words."""
    nothing = Value("", output_field=CharField())
    return ties.order_by().values_list(
        Value(SCOPE, output_field=CharField()),
        "pk",
        Cast("attribute__code", CharField()),
        nothing,
        Cast("category", IntegerField()),
        Value(0, output_field=IntegerField()),
        nothing,
        nothing,
    )


def _tax_rates() -> QuerySet:
    """Tax rates in the columns of words: reason and market, percent, the day from which they hold."""
    nothing = Value("", output_field=CharField())
    market = Coalesce(F("market__code"), nothing, output_field=CharField())
    return TaxRate.objects.order_by().values_list(
        Value(RATE, output_field=CharField()),
        "pk",
        Concat(F("reason"), Value("|"), market, output_field=CharField()),
        nothing,
        Value(None, output_field=IntegerField()),
        Value(0, output_field=IntegerField()),
        Cast("percent", CharField()),
        Cast("since", CharField()),
    )
