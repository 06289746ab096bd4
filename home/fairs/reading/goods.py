"""What a till shows: the goods that are at its fair, as pictures with their price, and what it has sold."""

from dataclasses import dataclass

from django.db.models import F, Q, Sum
from moneyed import Money

from home.fairs.models import Fair, Receipt, SheetLine, Till
from producers.digests import keyed
from producers.domain.shown import PictureShown, Shown, shown
from producers.models import Organisation
from producers.reading.pictures import picture_shown
from shop.domain.cards import MoneyShown
from shop.domain.money import from_minor, minor
from shop.models import Price, ProductPicture, Variant
from shop.reading.cards import money_shown

CURRENCY, SECRET = "MAD", "till.secret"


@dataclass(frozen=True)
class TillGood:
    """One thing that can be sold; ``unit`` is its price in minor units."""

    variant: int
    name: Shown
    option: Shown | None
    maker: Shown
    maker_number: int
    picture: PictureShown | None
    price: MoneyShown
    unit: int


@dataclass(frozen=True)
class TillDay:
    """What a till has sold that is not booked yet."""

    receipts: int
    cash: MoneyShown
    by_reference: MoneyShown
    cash_minor: int


def till_of(secret: str) -> Till | None:
    """Return the till that keeps this secret, if it may sell; an empty one finds nothing."""
    rows = Till.objects.filter(state=Till.State.ACTIVE).select_related("fair__event", "fair__place")
    return rows.filter(secret=keyed(secret, purpose=SECRET)).first() if secret else None


def goods_of(till: Till, lang: str) -> list[TillGood]:
    """Return what can be sold at a till: what has left for its fair, of its makers, in six queries."""
    lines = SheetLine.objects.filter(sheet__fair=till.fair_id, sheet__state="out")
    variants = Variant.objects.filter(pk__in=lines.values("origin__variant"))
    makers = list(till.makers.values_list("pk", flat=True))
    if makers:
        variants = variants.filter(product__producer__in=makers)
    rows = list(
        variants.select_related("product__producer").order_by("product__producer", "product", "position")
    )
    prices = {
        row.variant_id: row.amount for row in Price.objects.filter(variant__in=rows, amount_currency=CURRENCY)
    }
    pictures = first_pictures(rows, lang)
    return [_good(row, prices[row.pk], pictures, lang) for row in rows if row.pk in prices]


def first_pictures(variants: list[Variant], lang: str) -> dict[int, PictureShown | None]:
    """Return the first picture of each product in its smallest file, by product."""
    found: dict[int, PictureShown | None] = {}
    rows = ProductPicture.objects.filter(product__in={row.product_id for row in variants})
    for row in rows.select_related("picture").order_by("position", "pk"):
        if row.product_id not in found:
            picture = picture_shown(row.picture, lang)
            found[row.product_id] = picture.smallest if picture else None
    return found


def day_of(till: Till, lang: str) -> TillDay:
    """Return what a till has sold since its last closing."""
    waiting = Receipt.objects.filter(till=till, evening=None)
    sums = {way: sum(minor(one.total) for one in waiting if one.way == way) for way in ("cash", "reference")}
    return TillDay(
        receipts=len(waiting),
        cash=money_shown(from_minor(sums["cash"], CURRENCY), lang),
        by_reference=money_shown(from_minor(sums["reference"], CURRENCY), lang),
        cash_minor=sums["cash"],
    )


def fairs_of(maker: Organisation) -> list[tuple[Fair, int, int]]:
    """Return the fairs at which goods of hers are, how many pieces went there, and how many were sold."""
    hers = Q(origin__variant__product__producer=maker)
    lines = SheetLine.objects.filter(hers, sheet__state="out").order_by()
    out = dict(lines.values_list("sheet__fair").annotate(pieces=Sum("quantity")))
    fairs = Fair.objects.filter(pk__in=out).select_related("event", "place")
    sold = {
        row["fair"]: row["pieces"]
        for row in Receipt.objects.filter(till__fair__in=out, lines__variant__product__producer=maker)
        .order_by()
        .values(fair=F("till__fair"))
        .annotate(pieces=Sum("lines__quantity"))
    }
    return [(fair, out[fair.pk], sold.get(fair.pk, 0)) for fair in fairs]


def _good(row: Variant, price: Money, pictures: dict[int, PictureShown | None], lang: str) -> TillGood:
    product, maker = row.product, row.product.producer
    return TillGood(
        variant=row.pk,
        name=shown(product.name, lang, product.original_language),
        option=shown(row.name, lang, product.original_language) if str(row.name) else None,
        maker=shown(maker.name, lang, maker.original_language),
        maker_number=maker.number,
        picture=pictures.get(product.pk),
        price=money_shown(price, lang),
        unit=minor(price),
    )
