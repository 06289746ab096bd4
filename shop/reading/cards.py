"""Offers as cards, in a constant number of queries."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch
from django.urls import reverse
from moneyed import Money

from producers.domain.regions import region_name
from producers.domain.shown import shown
from producers.editions.memory import remembered_by_key
from producers.models import Picture
from producers.reading.names import name_shown
from producers.reading.pictures import picture_shown
from shop.domain.cards import MoneyShown, ProductCard
from shop.domain.money import minor, written
from shop.models import Listing, Market, ProductPicture
from shop.models.querysets import ListingQuerySet

CARDS = ("words", "offers")
OF_LISTING = ["product", "producer", "region", "amount", "amount_currency", "has_several_prices"]
ON_CARD = [
    *(*OF_LISTING, "maker_percent", "is_sold", "is_available", "making_days"),
    *(f"product__{name}" for name in ("slug", "name", "original_language", "kind", "export_id")),
    *(f"producer__{name}" for name in ("kind", "number", "name", "original_language", "export_id")),
]
"""All of a listing, its product and its maker that a card is written from."""


def with_cards(rows: ListingQuerySet) -> ListingQuerySet:
    """Read with the listings all that their cards show: two queries, whatever their number."""
    pictures = ProductPicture.objects.filter(position=0).select_related("picture")
    return rows.select_related("product", "producer").prefetch_related(
        Prefetch("product__pictures", queryset=pictures, to_attr="first_pictures")
    )


def product_cards(rows: Iterable[Listing], lang: str) -> tuple[ProductCard, ...]:
    """Return the cards of listings read by ``with_cards``."""
    return tuple(product_card(row, lang) for row in rows)


def cards_of(products: Sequence[int], market: Market, lang: str) -> tuple[ProductCard, ...]:
    """Return a market's cards of these products, in their order: two queries for those not seen lately."""
    found = cards_by_product(products, market, lang)
    return tuple(found[pk] for pk in products if pk in found)


def cards_by_product(products: Sequence[int], market: Market, lang: str) -> dict[int, ProductCard]:
    """Return a market's cards of these products by product: two queries for those not seen lately."""

    def read(keys: list[tuple[int, int, str]]) -> dict[tuple[int, int, str], ProductCard]:
        rows = Listing.objects.sold_in(market).filter(product__in=[pk for pk, *_rest in keys])
        return {(row.product_id, market.pk, lang): product_card(row, lang) for row in with_cards(rows)}

    found = remembered_by_key("card", CARDS, [(pk, market.pk, lang) for pk in products], read)
    return {key[0]: card for key, card in found.items()}


def product_card(row: Listing, lang: str) -> ProductCard:
    """Return the card of one listing."""
    product, producer = row.product, row.producer
    return ProductCard(
        url=reverse("shop:product", args=[product.slug]),
        name=shown(product.name, lang, product.original_language),
        price=money_shown(row.amount, lang) if row.amount is not None else None,
        producer_name=name_shown(producer, lang),
        producer_number=producer.number,
        place=region_name(row.region, lang),
        picture=picture_shown(_first(product.first_pictures), lang),
        price_is_lowest_of_several=row.has_several_prices,
        maker_percent=row.maker_percent,
        is_sold=row.is_sold,
        is_available=row.is_available,
        making_days=row.making_days,
        is_service=product.kind == product.Kind.SERVICE,
        export_id=product.export_id,
        slug=product.slug,
        producer_id=producer.export_id,
    )


def money_shown(amount: Money, lang: str) -> MoneyShown:
    """Write an amount in a language."""
    return MoneyShown(minor(amount), amount.currency.code, written(amount, lang))


def _first(pictures: Sequence[ProductPicture]) -> Picture | None:
    return pictures[0].picture if pictures else None
