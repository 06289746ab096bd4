"""A sheet as the office shows and prints it: its lines, and what may still be added."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from home.fairs.models import Sheet, SheetLine
from producers.domain.shown import Shown, shown
from producers.models import Organisation
from shop.models import Place, Stock, Variant

MOST_SHELVES = 200


@dataclass(frozen=True)
class Row:
    """A line of a sheet, or a shelf that could be one: ``left`` may go, ``quantity`` is what is written."""

    shelf: int
    name: Shown
    option: Shown | None
    sku: str
    maker: Shown
    place: str
    left: int
    quantity: int = 0
    line: SheetLine | None = None


def rows_of(sheet: Sheet, lang: str) -> list[Row]:
    """Return the lines of a sheet, by maker; two queries."""
    lines = sheet.lines.select_related("origin__variant__product__producer", "origin__place")
    ordered = lines.order_by("origin__variant__product__producer", "origin__variant", "pk")
    return [_row(line.origin, lang, line.quantity, line) for line in ordered]


def shelves_of(maker: Organisation, lang: str, without: set[int]) -> list[Row]:
    """Return the shelves with pieces of hers from which something may go."""
    rows = (
        Stock.objects.filter(variant__product__producer=maker, place__is_selling=True)
        .filter(on_hand__gt=F("allocated"), variant__is_active=True)
        .exclude(place__kind=Place.Kind.FAIR)
        .exclude(pk__in=without)
    )
    related = rows.select_related("variant__product__producer", "place").order_by("variant", "pk")
    return [_row(stock, lang) for stock in related[:MOST_SHELVES]]


def makers_with_goods() -> Any:
    """Return the makers who have pieces that may go to a fair."""
    there = Stock.objects.filter(place__is_selling=True, on_hand__gt=F("allocated"))
    ids = there.values("variant__product__producer")
    return Organisation.objects.filter(pk__in=ids).order_by("slug")


def name_of(variant: Variant, lang: str) -> str:
    """Return what a variant is called in one line."""
    product = variant.product
    names = [shown(product.name, lang, product.original_language).text]
    if str(variant.name):
        names.append(shown(variant.name, lang, product.original_language).text)
    return " · ".join(names)


def _row(stock: Stock, lang: str, quantity: int = 0, line: SheetLine | None = None) -> Row:
    variant = stock.variant
    product, maker = variant.product, variant.product.producer
    return Row(
        shelf=stock.pk,
        name=shown(product.name, lang, product.original_language),
        option=shown(variant.name, lang, product.original_language) if str(variant.name) else None,
        sku=variant.sku,
        maker=shown(maker.name, lang, maker.original_language),
        place=stock.place.get_kind_display(),
        left=max(0, stock.on_hand - stock.allocated),
        quantity=quantity,
        line=line,
    )
