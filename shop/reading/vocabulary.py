"""The words that lists are sorted by: categories, techniques, materials, labels, attributes. Read whole."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.core.cache import cache
from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from producers.domain.regions import REGIONS_BY_ISO
from producers.domain.shown import Shown, shown
from producers.models import Label
from shop.models import Attribute, AttributeChoice, Category, Material, Technique

ATTRIBUTE = "a."
KEY = "tiwizi-vocabulary"
SECONDS = 60


@dataclass(frozen=True)
class Word:
    """One word: what it is a value of, its code in addresses, its name in all languages."""

    facet: str
    pk: int
    code: str
    name: object
    parent: int | None
    position: int
    tax_reason: str = ""

    def shown(self, lang: str) -> Shown:
        """Its name in a language."""
        return shown(self.name, lang)


@dataclass(frozen=True)
class Vocabulary:
    """All words by facet (``category``, ``technique``, ``material``, ``label``, ``a.<code>``) and code."""

    words: Mapping[str, Mapping[str, Word]]
    attributes: Mapping[str, Word] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, set[str]]:
        """The codes that exist, by facet; those of producers are not looked up."""
        found = {facet: set(words) for facet, words in self.words.items()}
        empty: dict[str, set[str]] = {
            facet: set() for facet in ("category", "technique", "material", "label")
        }
        return empty | found | {"region": set(REGIONS_BY_ISO)}

    @cached_property
    def by_pk(self) -> dict[tuple[str, int], Word]:
        """The words by facet and id."""
        return {(facet, word.pk): word for facet, words in self.words.items() for word in words.values()}

    @property
    def tree(self) -> list[tuple[int, int | None, str]]:
        """Each category with the one above it and its tax reason, as the rulebook takes them."""
        return [(word.pk, word.parent, word.tax_reason) for word in self.words.get("category", {}).values()]

    def below(self, codes: tuple[str, ...]) -> set[int]:
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


def vocabulary() -> Vocabulary:
    """Return all words, read in one query and kept for a minute: they are words, and change rarely."""
    kept: Vocabulary | None = cache.get(KEY)
    if kept is None:
        kept = _read()
        cache.set(KEY, kept, SECONDS)
    return kept


def _read() -> Vocabulary:
    words: defaultdict[str, dict[str, Word]] = defaultdict(dict)
    attributes: dict[str, Word] = {}
    for row in _rows():
        word = Word(*row)
        if word.facet == "attribute":
            attributes[word.code] = word
        else:
            words[word.facet][word.code] = word
    return Vocabulary(dict(words), attributes)


def _rows() -> QuerySet:
    choices = AttributeChoice.objects.filter(attribute__is_filter=True)
    return _columns(
        Category.objects.all(), "category", "slug", parent="parent", tax_reason="tax_reason"
    ).union(
        _columns(Technique.objects.all(), "technique", "slug"),
        _columns(Material.objects.all(), "material", "slug"),
        _columns(Label.objects.filter(covers=Label.Covers.PRODUCT), "label", "code"),
        _columns(Attribute.objects.filter(is_filter=True), "attribute", "code"),
        _columns(choices, Concat(Value(ATTRIBUTE), F("attribute__code"), output_field=CharField()), "code"),
        all=True,
    )


def _columns(rows: QuerySet, facet: object, code: str, *, parent: str = "", tax_reason: str = "") -> QuerySet:
    above = Cast(F(parent), IntegerField()) if parent else Value(None, output_field=IntegerField())
    reason = Cast(F(tax_reason), CharField()) if tax_reason else Value("", output_field=CharField())
    kind = Value(facet, output_field=CharField()) if isinstance(facet, str) else facet
    return rows.order_by().values_list(kind, "pk", Cast(code, CharField()), "name", above, "position", reason)
