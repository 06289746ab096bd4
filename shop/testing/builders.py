"""Rows of the shop for tests. Every function takes what matters to the test and invents the rest."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from moneyed import Money

from producers.models import Organisation
from producers.testing.builders import a_producer, texts
from shop.actions.listing import refresh_listing
from shop.models import (
    Cart,
    CartLine,
    Category,
    FeeRule,
    Market,
    Place,
    Price,
    Product,
    Requirement,
    Stock,
    StockMove,
    Variant,
)
from shop.search import index_rows

MARKETS: dict[str, dict[str, Any]] = {
    "ma": {"currency": "MAD", "countries": ["MA"], "is_default": True, "position": 0},
    "eu": {"currency": "EUR", "countries": ["FR", "BE", "DE", "ES"], "position": 1, "withdrawal_days": 14},
    "world": {"currency": "USD", "countries": [], "position": 2, "closed_countries": ["US"]},
}


def a_market(code: str = "ma", **fields: Any) -> Market:
    """Return the market of this code, made when it is missing; ``ma``, ``eu``, ``world`` know themselves."""
    defaults = {"currency": "MAD", "delivers": True, "duties_in_total": True} | MARKETS.get(code, {})
    market, is_new = Market.objects.get_or_create(
        code=code, defaults=defaults | {"name": texts(code)} | fields
    )
    if fields and not is_new:
        Market.objects.filter(pk=market.pk).update(**fields)
        market.refresh_from_db()
    return market


def a_category(
    slug: str = "rugs", *, parent: Category | None = None, requires: Sequence[str] = (), **fields: Any
) -> Category:
    """Return the category of this slug, made when it is missing; the default market asks for ``requires``."""
    defaults = {"name": texts(slug.title()), "parent": parent} | fields
    category, _ = Category.objects.get_or_create(slug=slug, defaults=defaults)
    for fact in requires:
        Requirement.objects.get_or_create(market=a_market(), category=category, fact=fact)
    return category


def a_product(
    *,
    producer: Organisation | None = None,
    category: Category | None = None,
    name: str | dict[str, str] = "Tapis de laine",
    **fields: Any,
) -> Product:
    """Build a published good without variants; ``live=False`` makes a draft, ``kind="service"`` a service."""
    now = timezone.now()
    defaults: dict[str, Any] = {
        "slug": f"product-{Product.objects.count() + 1}",
        "live": True,
        "first_published_at": now,
        "last_published_at": now,
        "mode": Product.Mode.AT_PLACE if fields.get("kind") == "service" else "",
    }
    return Product.objects.create(
        producer=producer or a_producer(),
        category=category or a_category(),
        name=texts(name),
        **(defaults | fields),
    )


def a_variant(
    product: Product | None = None,
    *,
    price: str | Decimal | None = "180.00",
    currency: str = "MAD",
    prices: Mapping[str, str] | None = None,
    stock: int = 3,
    cap: int = 0,
    place: Place | None = None,
    **fields: Any,
) -> Variant:
    """Build a variant on sale: priced, with pieces at its maker's. Lists know it after ``on_show``.

    ``price`` is in ``currency``, ``prices`` adds more by currency. ``cap`` with ``making_days`` means made
    to order. Without ``product`` it gets a product of its own.
    """
    a_market()
    product = product or a_product()
    number = product.variants.count() + 1
    defaults: dict[str, Any] = {"sku": f"SKU-{product.pk}-{number}", "position": number, "weight_g": 500}
    variant = Variant.objects.create(product=product, **(defaults | fields))
    amounts = ({currency: price} if price is not None else {}) | dict(prices or {})
    Price.objects.bulk_create(
        [Price(variant=variant, amount=Money(amount, code)) for code, amount in amounts.items()]
    )
    a_stock(variant, pieces=stock, cap=cap, place=place)
    return variant


def on_show(*variants: Variant) -> None:
    """List these variants' products in the markets that exist, and let searches find them."""
    products = {variant.product_id for variant in variants}
    refresh_listing(products)
    index_rows(products)


def a_place(organisation: Organisation, kind: str = "maker", **fields: Any) -> Place:
    """Return the organisation's place of this kind, made when it is missing."""
    defaults = {"name": texts(f"{kind} {organisation.number}"), "region": organisation.region} | fields
    return Place.objects.get_or_create(organisation=organisation, kind=kind, defaults=defaults)[0]


def a_stock(variant: Variant, *, pieces: int = 3, cap: int = 0, place: Place | None = None) -> Stock:
    """Put pieces of a variant at a place (its maker's), with the receipt that explains them."""
    stock = Stock.objects.create(
        place=place or a_place(variant.product.producer), variant=variant, on_hand=pieces, cap=cap
    )
    if pieces:
        StockMove.objects.create(stock=stock, kind=StockMove.Kind.RECEIPT, quantity=pieces, reason="builder")
    return stock


def a_cart(*lines: Variant | tuple[Variant, int], country: str = "MA", **fields: Any) -> Cart:
    """Build a cart of variants, one piece of each or as many as told, at the price of its market."""
    a_market()
    market = Market.objects.for_country(country)
    cart = Cart.objects.create(country=country, **fields)
    for line in lines:
        variant, quantity = line if isinstance(line, tuple) else (line, 1)
        seen = variant.prices.get(amount_currency=market.currency).amount
        CartLine.objects.create(cart=cart, variant=variant, quantity=quantity, seen=seen)
    return cart


def a_fee_rule(kind: str = "platform", percent: str | None = "8", **fields: Any) -> FeeRule:
    """Build a rule of a fee; without conditions it is the catch-all of its kind."""
    position = fields.pop("position", 1000)
    value = {"percent": Decimal(percent)} if percent is not None else {}
    return FeeRule.objects.create(kind=kind, name=texts(kind), position=position, **value, **fields)
