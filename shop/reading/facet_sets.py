"""What the facet index is made of, gathered by the database: one row for each value with all its offers.

A catalogue of 100,000 offers is told in some thousand rows, each with a list of numbers, instead of in half
a million: that is what makes reading it a matter of a second, in a web server that has just been started.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, CharField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat
from pyroaring import BitMap

from shop.models import Attribute, AttributeValue, Listing, Product
from shop.reading.narrowing import proven_labels, proven_makers
from shop.reading.price_index import thousandths
from shop.reading.vocabulary import ATTRIBUTE

LISTED, AVAILABLE, SOLD, PRICE = "listed", "available", "sold", "price"
TEXT = CharField()
Sets = defaultdict[str, dict[str, BitMap]]
Amounts = defaultdict[int, dict[int, BitMap]]


class Numbers(Aggregate):
    """The numbers of a column in one text, with commas: nothing else brings so many of them over so fast."""

    function = "STRING_AGG"
    template = "%(function)s(CAST(%(expressions)s AS text), ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """SQLite has another name for it, and commas of itself."""
        template = "%(function)s(%(expressions)s)"
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", template=template, **more)


def read_sets(products: BitMap | None) -> tuple[Sets, Amounts]:
    """Return the offers of each value, and of each price in thousandths by market; of these products alone
    where they are named. One query."""
    sets, amounts = Sets(dict), Amounts(dict)
    first, *others = [*_listed(products), *_tied(products)]
    for facet, value, kind, numbers in first.union(*others, all=True):
        offers = _offers(numbers)
        if facet == PRICE:
            amounts[int(kind)][thousandths(Decimal(value))] = offers
        else:
            sets[facet][written_as(kind, value)] = offers
    return sets, amounts


def labels() -> Iterable[tuple[bool, str, BitMap]]:
    """Labels that are proven today: whether by makers, its id, and the offers or the makers. One query."""
    offers, makers = (
        _gathered(rows, _text(who), "label", bearer)
        for who, rows, bearer in (
            ("product", proven_labels(), "product"),
            ("maker", proven_makers(), "organisation"),
        )
    )
    for who, label, _kind, numbers in offers.union(makers, all=True):
        yield who == "maker", label, _offers(numbers)


def written_as(kind: str, value: str) -> str:
    """Return a value as addresses write it; databases write numbers and truth each in their own way."""
    if kind == Attribute.Kind.NUMBER:
        return f"{Decimal(value).normalize():f}"
    if kind == Attribute.Kind.BOOLEAN:
        return "1" if value in ("1", "true", "t") else "0"
    return value


def _offers(numbers: str) -> BitMap:
    return BitMap(array("I", map(int, numbers.split(","))))


def _listed(products: BitMap | None) -> Iterable[QuerySet]:
    """What the rows of the lists say."""
    rows = _some(Listing.objects.all(), products)
    for column in ("category", "region", "producer"):
        yield _gathered(rows, _text(column), column)
    yield _gathered(rows, _text(LISTED), "market")
    yield _gathered(rows.filter(is_available=True), _text(AVAILABLE), "market")
    yield _gathered(rows.filter(is_sold=True), _text(SOLD), "market")
    yield _gathered(rows.filter(amount__isnull=False), _text(PRICE), "amount", kind="market")


def _tied(products: BitMap | None) -> Iterable[QuerySet]:
    """Techniques, materials and values of attributes."""
    for column, ties in (
        ("technique", Product.techniques.through.objects.all()),
        ("material", Product.materials.through.objects.all()),
    ):
        yield _gathered(_some(ties, products), _text(column), column)
    values = AttributeValue.objects.filter(attribute__is_filter=True, variant__is_active=True)
    yield _gathered(
        _some(values.exclude(attribute__kind=Attribute.Kind.TEXT), products, "variant__product"),
        Concat(_text(ATTRIBUTE), "attribute__code", output_field=TEXT),
        Coalesce("choice__code", Cast("number", TEXT), Cast("boolean", TEXT), output_field=TEXT),
        "variant__product",
        "attribute__kind",
    )


def _gathered(
    rows: QuerySet, facet: Combinable, value: str | Combinable, bearer: str = "product", kind: str = ""
) -> QuerySet:
    """One row for each value: facet, value, kind (of an attribute; a price's market), numbers of bearers."""
    said = Cast(F(kind), TEXT) if kind else _text("")
    named = rows.order_by().values(facet_=facet, value_=Cast(value, TEXT), kind_=said)
    return named.annotate(numbers_=Numbers(bearer)).values_list("facet_", "value_", "kind_", "numbers_")


def _some(rows: QuerySet, products: BitMap | None, path: str = "product") -> QuerySet:
    return rows if products is None else rows.filter(**{f"{path}__in": list(products)})


def _text(value: str) -> Value:
    return Value(value, output_field=TEXT)
