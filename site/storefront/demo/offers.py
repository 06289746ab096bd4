"""Offers as they go into the database: many at once, whatever they were made from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

from moneyed import Money

from shop.actions.listing import refresh_listing
from shop.models import (
    AttributeValue,
    Price,
    Product,
    ProductLabel,
    ProductPicture,
    ProductTag,
    Stock,
    StockMove,
    TaggedProduct,
    Variant,
)

RECEIVED = "demo"


@dataclass
class VariantFacts:
    """One variant with what is live about it. ``cap`` is for pieces made to order."""

    variant: Variant
    prices: list[Price]
    pieces: int
    cap: int = 0
    values: list[AttributeValue] = field(default_factory=list)


@dataclass
class OfferFacts:
    """One product with everything that hangs on it; ids refer to rows that exist."""

    product: Product
    place: int
    variants: list[VariantFacts]
    techniques: Sequence[int] = ()
    materials: Sequence[int] = ()
    pictures: Sequence[int] = ()
    tags: Sequence[int] = ()
    labels: Sequence[tuple[int, int]] = ()


def price(
    amount: Decimal | str,
    currency: str,
    rate: Decimal | None = None,
    rate_date: object = None,
    trade: Decimal | None = None,
) -> Price:
    """Return a price; one computed from a rate says so. ``trade`` is what shops pay that sell it on."""
    return Price(amount=Money(amount, currency), rate=rate, rate_date=rate_date, trade=trade)


def write(offers: Sequence[OfferFacts]) -> list[int]:
    """Write a batch in a constant number of statements, list it in its markets, return the product ids."""
    Product.objects.bulk_create([offer.product for offer in offers])
    _write_ties(offers)
    _write_variants(offers)
    products = [offer.product.pk for offer in offers]
    refresh_listing(products)
    return products


def _write_ties(offers: Sequence[OfferFacts]) -> None:
    techniques, materials = Product.techniques.through, Product.materials.through
    techniques.objects.bulk_create(
        [
            techniques(product_id=offer.product.pk, technique_id=pk)
            for offer in offers
            for pk in offer.techniques
        ]
    )
    materials.objects.bulk_create(
        [materials(product_id=offer.product.pk, material_id=pk) for offer in offers for pk in offer.materials]
    )
    ProductPicture.objects.bulk_create(
        [
            ProductPicture(product_id=o.product.pk, picture_id=pk, position=place)
            for o in offers
            for place, pk in enumerate(o.pictures)
        ]
    )
    TaggedProduct.objects.bulk_create(
        [TaggedProduct(content_object_id=o.product.pk, tag_id=pk) for o in offers for pk in o.tags]
    )
    ProductLabel.objects.bulk_create(
        [
            ProductLabel(product_id=o.product.pk, label_id=label, evidence_id=proof)
            for o in offers
            for label, proof in o.labels
        ]
    )


def _write_variants(offers: Sequence[OfferFacts]) -> None:
    for offer in offers:
        for facts in offer.variants:
            facts.variant.product = offer.product
    every = list(chain.from_iterable(offer.variants for offer in offers))
    Variant.objects.bulk_create([facts.variant for facts in every])
    Price.objects.bulk_create(_tied(every, "prices"))
    AttributeValue.objects.bulk_create(_tied(every, "values"))
    stock = [
        Stock(place_id=offer.place, variant=facts.variant, on_hand=facts.pieces, cap=facts.cap)
        for offer in offers
        for facts in offer.variants
    ]
    Stock.objects.bulk_create(stock)
    StockMove.objects.bulk_create(
        [
            StockMove(stock=row, kind=StockMove.Kind.RECEIPT, quantity=row.on_hand, reason=RECEIVED)
            for row in stock
            if row.on_hand
        ]
    )


def _tied(every: Iterable[VariantFacts], name: str) -> list:
    rows = []
    for facts in every:
        for row in getattr(facts, name):
            row.variant = facts.variant
            rows.append(row)
    return rows


def tag_ids(names: Iterable[str]) -> dict[str, int]:
    """Return the ids of these tags, making those that are missing."""
    wanted = set(names)
    known = dict(ProductTag.objects.filter(name__in=wanted).values_list("name", "pk"))
    for name in sorted(wanted - known.keys()):
        known[name] = ProductTag.objects.create(name=name).pk
    return known
