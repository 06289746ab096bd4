"""Her products as her own list shows them: picture, price, how many lie with her, and one word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from moneyed import Money

from producers.domain.moderation import SubmissionState
from producers.domain.shown import PictureShown, Shown, said, shown
from producers.models import Organisation, Submission
from producers.reading.pictures import picture_shown
from producers.reason_words import ReasonShown, reasons_shown
from shop.domain.cards import MoneyShown, ProductCard
from shop.domain.product_states import ProductState, Standing, is_away, state_of
from shop.models import Market, Place, Price, Product, ProductPicture, ProductSketch, Stock, Variant
from shop.reading.cards import money_shown
from shop.reading.offers import offers
from shop.reading.price_help import home_market

SMALL = 320


@dataclass(frozen=True)
class PhotoShown:
    """A photo of a sketch, by the key of its row."""

    id: int
    picture: PictureShown


@dataclass(frozen=True)
class OwnProduct:
    """A card of her list. ``count`` is what lies with her, ``None`` where it is made when ordered."""

    id: int
    name: Shown
    picture: PictureShown | None
    price: MoneyShown | None
    count: int | None
    making_days: int | None
    state: ProductState
    is_change_waiting: bool
    url: str
    reasons: tuple[ReasonShown, ...] = ()
    note: str = ""


def photos_shown(sketch: ProductSketch, lang: str, *, is_large: bool = False) -> list[PhotoShown]:
    """Return the photos of a sketch: from the portal's own address, or a picture that is there already."""
    return [
        PhotoShown(photo.pk, picture)
        for photo in sketch.photos.select_related("picture")
        if (picture := _photo(photo, sketch.key, lang, is_large=is_large)) is not None
    ]


def card_of_sketch(sketch: ProductSketch, lang: str) -> ProductCard:
    """Return the card that buyers will see in a list."""
    maker, photos = sketch.organisation, photos_shown(sketch, lang)[:1]
    source = sketch.revises or sketch
    name = source.name if isinstance(source, Product) else getattr(sketch.category, "name", "")
    price = Money(sketch.amount, sketch.currency) if sketch.amount is not None else price_of(sketch.revises)
    return ProductCard(
        url="",
        name=shown(name, lang, sketch.language),
        price=money_shown(price, lang) if price is not None else None,
        producer_name=shown(maker.name, lang, maker.original_language),
        producer_number=maker.number,
        place="",
        picture=photos[0].picture if photos else None,
        making_days=sketch.making_days,
    )


def own_products(maker: Organisation, lang: str) -> list[OwnProduct]:
    """Return all her products that are not gone for good, the newest first, in a fixed number of queries."""
    pictures = ProductPicture.objects.select_related("picture").order_by("position", "pk")
    rows = (
        Product.objects.filter(producer=maker, kind=Product.Kind.GOOD)
        .select_related("producer", "latest_revision")
        .prefetch_related(
            Prefetch("pictures", queryset=pictures, to_attr="all_pictures"),
            Prefetch("variants", queryset=Variant.objects.filter(is_active=True), to_attr="on_sale"),
        )
    )
    return _read(list(rows), maker, lang)


def own_product(product: Product, lang: str) -> OwnProduct:
    """Return the card of one of them."""
    product.all_pictures = list(product.pictures.select_related("picture"))  # type: ignore[attr-defined]  # as read above
    product.on_sale = list(product.variants.filter(is_active=True))  # type: ignore[attr-defined]  # as read above
    return _read([product], product.producer, lang)[0]


def main_variant(product: Product) -> Variant | None:
    """Return the variant whose count and price she changes: the first on sale."""
    variant: Variant | None = product.variants.filter(is_active=True).first()
    return variant


def count_of(variant: Variant) -> int:
    """Return how many pieces of a variant lie with its maker."""
    place = {"place__kind": Place.Kind.MAKER, "place__organisation": variant.product.producer_id}
    found = Stock.objects.filter(variant=variant, **place).values_list("on_hand", flat=True).first()
    return int(found or 0)


def _read(products: list[Product], maker: Organisation, lang: str) -> list[OwnProduct]:
    market, today = home_market(), timezone.localdate()
    first = {product.pk: product.on_sale[0] for product in products if product.on_sale}  # type: ignore[attr-defined]  # read with them
    ids = [variant.pk for variant in first.values()]
    place = {"place__kind": Place.Kind.MAKER, "place__organisation": maker}
    counts = dict(Stock.objects.filter(variant__in=ids, **place).values_list("variant", "on_hand"))
    prices = {one.variant_id: one.amount for one in _prices(ids, market)}
    today_offers, checks = offers(ids, market), _checks(product.pk for product in products)
    return [
        _own(
            product,
            first.get(product.pk),
            counts,
            prices,
            lang,
            checked=checks.get(product.pk),
            is_available=bool((offer := today_offers.get(_pk(first.get(product.pk)))) and offer.is_buyable),
            today=today,
        )
        for product in products
    ]


def _own(
    product: Product,
    variant: Variant | None,
    counts: Mapping[int, int],
    prices: Mapping[int, Money],
    lang: str,
    *,
    checked: Submission | None,
    is_available: bool,
    today: date,
) -> OwnProduct:
    is_waiting = checked is not None and checked.state == SubmissionState.WAITING
    is_sent_back = checked is not None and checked.state == SubmissionState.SENT_BACK
    standing = Standing(
        is_live=product.live,
        is_hidden=product.hidden_at is not None,
        is_taken_away=product.taken_away_at is not None,
        is_paused=product.paused_at is not None,
        is_waiting=is_waiting,
        is_sent_back=is_sent_back,
        is_available=is_available,
        is_away=is_away(product.producer.away_until, today),
    )
    price = prices.get(_pk(variant))
    return OwnProduct(
        id=product.pk,
        name=shown(product.name, lang, product.original_language),
        picture=_picture(product, lang),
        price=money_shown(price, lang) if price is not None else None,
        count=counts.get(_pk(variant), 0) if variant and variant.making_days is None else None,
        making_days=variant.making_days if variant else None,
        state=state_of(standing),
        is_change_waiting=is_waiting and product.live,
        url=reverse("shop_portal:product", args=[product.pk]),
        reasons=tuple(reasons_shown(checked.reasons)) if checked and is_sent_back else (),
        note=checked.note if checked and is_sent_back else "",
    )


def _checks(products: Iterable[int]) -> dict[int, Submission]:
    """Return the newest change of each product that was sent to be checked: one query."""
    rows = Submission.objects.filter(kind="product", object_id__in=list(products)).order_by("pk")
    return {row.object_id: row for row in rows}


def _picture(product: Product, lang: str) -> PictureShown | None:
    """Return her first picture: what buyers see, else what is drafted, in its smallest files."""
    pictures = product.all_pictures  # type: ignore[attr-defined]  # read with the product
    if not pictures and product.latest_revision:
        pictures = list(product.latest_revision.as_object().pictures.all())
    found = picture_shown(pictures[0].picture, lang) if pictures else None
    return found.smallest if found else None


def _photo(photo: object, key: str, lang: str, *, is_large: bool) -> PictureShown | None:
    picture = picture_shown(getattr(photo, "picture", None), lang)
    if picture is not None:
        return picture if is_large else picture.smallest
    if not getattr(photo, "small", None):
        return None
    url = reverse("shop_portal:add_photo", args=[key, photo.pk])  # type: ignore[attr-defined]  # a row
    return PictureShown(url, SMALL, SMALL, said("", lang))


def _prices(variants: Iterable[int], market: Market) -> Iterable[Price]:
    return Price.objects.filter(variant__in=variants, amount_currency=market.currency)


def price_of(product: Product | None) -> Money | None:
    """Return what she asks for a piece, in the currency of her own market."""
    variant = main_variant(product) if product else None
    found = next(iter(_prices([variant.pk], home_market())), None) if variant else None
    return found.amount if found else None


def _pk(variant: Variant | None) -> int:
    return variant.pk if variant else 0
