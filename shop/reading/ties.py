"""What is said of one product in a few words: techniques, materials, proofs, values. Read in one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import CharField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from producers.compiled import Compiled
from producers.domain.dates import date_written
from producers.domain.shown import Shown, shown
from shop.domain.languages import language_name
from shop.domain.listing import Query, changed, url_for
from shop.domain.measures import measure_written
from shop.models import Attribute, AttributeValue, Product
from shop.reading.narrowing import proven_labels, proven_makers
from shop.reading.vocabulary import Vocabulary

TEXT = CharField()


class Tie(NamedTuple):
    """One row: what it is (``facet``), of which word or variant, and what it says."""

    facet: str
    pk: int
    name: object
    choice: object
    said: str
    more: str
    position: int


@dataclass(frozen=True)
class Proof:
    """A label that is proven today: who says so, and until when, in words and as a day."""

    label: Shown
    issuer: str
    until: str
    valid_until: date | None = None


@dataclass(frozen=True)
class Ties:
    """The rows by what they are."""

    rows: Mapping[str, list[Tie]] = field(default_factory=dict)

    def terms(self, words: Vocabulary, lang: str) -> tuple[tuple[str, tuple[tuple[Shown, str], ...]], ...]:
        """Return techniques and materials, each with the address of the list that it leads to."""
        labels = (("technique", _("Technique")), ("material", _("Material")))
        found = [(label, self._terms(facet, words, lang)) for facet, label in labels]
        return tuple((label, terms) for label, terms in found if terms)

    def materials(self, words: Vocabulary, lang: str) -> tuple[Shown, ...]:
        """Return the names of what it is made of."""
        return tuple(word for word, _address in self._terms("material", words, lang))

    def proofs(self, facet: str, words: Vocabulary, lang: str) -> tuple[Proof, ...]:
        """Return the proven labels of the product (``label``) or of its maker (``maker``)."""
        rows = {row.pk: row for row in self.rows.get(facet, [])}
        known = [words.by_pk["label", pk] for pk in rows if ("label", pk) in words.by_pk]
        return tuple(
            _proof(word.shown(lang), rows[word.pk], lang)
            for word in sorted(known, key=lambda word: (word.position, word.code))
        )

    def values(self, variant: int, lang: str) -> tuple[tuple[str, str], ...]:
        """Return the attributes of a variant with their values as they are written."""
        own = [row for row in self.rows.get("value", []) if row.pk == variant]
        rows = sorted(own, key=lambda row: row.position)
        return tuple((shown(row.name, lang).text, value_shown(row, lang)) for row in rows)

    def _terms(self, facet: str, words: Vocabulary, lang: str) -> tuple[tuple[Shown, str], ...]:
        known = [words.by_pk.get((facet, row.pk)) for row in self.rows.get(facet, [])]
        address = reverse("shop:catalogue")
        return tuple(
            (word.shown(lang), address + url_for(changed(Query(), **{facet: (word.code,)})))
            for word in known
            if word
        )


def ties_of(product: Product) -> Ties:
    """Read the ties of a saved product."""
    rows = _all(timezone.localdate(), product=product.pk, producer=product.producer_id)
    return _grouped(Tie(*row) for row in rows)


@Compiled
def _all(_today: date, *, product: int, producer: int) -> QuerySet:
    """Proofs are those that count today, so that the day belongs to what is written."""
    techniques = Product.techniques.through.objects.filter(product=product)
    materials = Product.materials.through.objects.filter(product=product)
    values = AttributeValue.objects.filter(variant__product=product, variant__is_active=True)
    makers = proven_makers().filter(organisation=producer)
    return _values(values).union(
        _words("technique", techniques),
        _words("material", materials),
        _proofs("label", proven_labels().filter(product=product), "evidence__"),
        _proofs("maker", makers, ""),
        all=True,
    )


def ties_of_draft(product: Product) -> Ties:
    """Read the ties of a draft as it stands in the editor."""
    pairs = [("technique", one) for one in product.techniques.all()]
    pairs += [("material", one) for one in product.materials.all()]
    drafted = [Tie(facet, one.pk, "", "", "", "", 0) for facet, one in pairs]
    saved = ties_of(product) if product.pk else Ties()
    kept = [row for facet in ("value", "label", "maker") for row in saved.rows.get(facet, [])]
    return _grouped([*drafted, *kept])


def _grouped(rows: Iterable[Tie]) -> Ties:
    found: defaultdict[str, list[Tie]] = defaultdict(list)
    for row in rows:
        found[row.facet].append(row)
    return Ties(dict(found))


def _values(rows: "QuerySet[AttributeValue]") -> QuerySet:
    written = Coalesce(Cast("number", TEXT), Cast("boolean", TEXT), "text", output_field=TEXT)
    return rows.order_by().values_list(
        _text("value"),
        "variant",
        "attribute__name",
        "choice__name",
        written,
        Concat(
            "attribute__kind", Value(":"), "attribute__unit", Value(":"), "attribute__code", output_field=TEXT
        ),
        "attribute__position",
    )


def _words(facet: str, rows: QuerySet) -> QuerySet:
    nothing = _text("")
    return rows.order_by().values_list(_text(facet), facet, nothing, nothing, nothing, nothing, _number(0))


def _proofs(facet: str, rows: QuerySet, path: str) -> QuerySet:
    until = Coalesce(Cast(f"{path}valid_until", TEXT), _text(""))
    return rows.order_by().values_list(
        _text(facet), "label", _text(""), _text(""), Cast(f"{path}issuer", TEXT), until, _number(0)
    )


def value_shown(row: Tie, lang: str) -> str:
    """Return the value of an attribute as it is written in a language, the active one for yes and no."""
    kind, unit, code = row.more.split(":", 2)
    if kind == Attribute.Kind.CHOICE:
        return shown(row.choice, lang).text
    if kind == Attribute.Kind.BOOLEAN:
        return _("Yes") if row.said in ("1", "true", "t") else _("No")
    if kind == Attribute.Kind.NUMBER:
        return measure_written(Decimal(row.said), unit, lang)
    return _languages(row.said, lang) if code.endswith("_language") else f"{row.said} {unit}".strip()


def _languages(codes: str, lang: str) -> str:
    """Name languages given by their codes; whatever is none stays as it is."""
    names = (language_name(code.strip(), lang) for code in codes.split(","))
    return ", ".join(names)


def _proof(label: Shown, row: Tie, lang: str) -> Proof:
    until = date.fromisoformat(row.more) if row.more else None
    return Proof(label, row.said, date_written(until, lang) if until else "", until)


def _text(value: str) -> Value:
    return Value(value, output_field=TEXT)


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())
