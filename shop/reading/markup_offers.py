"""What search engines read of an offer: price, stock, sending and returns, as the page says them.

Names of types and properties are those of schema.org 30.0; what is asked for, Google's merchant listings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from producers.reading.markup import SCHEMA, Node
from shop.domain.cards import MoneyShown
from shop.domain.changes import LineTerms, exception_of
from shop.domain.money import from_minor
from shop.models import Market
from shop.reading.products import ProductShown, VariantShown
from shop.reading.sends import DeliveryShown, Times

AVAILABILITY = {
    "here": "InStock",
    "unique": "InStock",
    "bookable": "InStock",
    "to_order": "MadeToOrder",
    "sold": "SoldOut",
    "gone": "OutOfStock",
}


@dataclass(frozen=True)
class Terms:
    """On what terms the page sells: to which country, and how the chosen variant gets there."""

    market: Market
    country: str
    delivery: DeliveryShown


def offers_node(
    variants: Sequence[VariantShown], shown: ProductShown, address: str, seller: Node, terms: Terms
) -> Node:
    """Return what one can have at which price; what has none, or is quoted on request, has no offer.

    ``address`` is that of the page, ``seller`` names who sells.
    """
    offers = [
        _offer(variant.offered_at, variant, shown, address, terms) | {"seller": seller}
        for variant in variants
        if variant.offered_at is not None and variant.state in AVAILABILITY
    ]
    if not offers:
        return {}
    return {"offers": offers[0] if len(offers) == 1 else offers}


def money_text(price: MoneyShown) -> str:
    """Write an amount for programs: digits and a dot."""
    return f"{from_minor(price.minor, price.currency).amount:f}"


def _offer(price: MoneyShown, variant: VariantShown, shown: ProductShown, address: str, terms: Terms) -> Node:
    node: Node = {
        "@type": "Offer",
        "url": address,
        "price": money_text(price),
        "priceCurrency": price.currency,
        "availability": f"{SCHEMA}/{AVAILABILITY[variant.state]}",
    }
    if shown.is_service:
        return node
    node["itemCondition"] = f"{SCHEMA}/NewCondition"
    node["hasMerchantReturnPolicy"] = _returns(variant, shown, terms)
    if variant.id == shown.chosen and terms.delivery.price and terms.delivery.times:
        node["shippingDetails"] = _sending(terms.delivery.price, terms.delivery.times, terms.country)
    return node


def _returns(variant: VariantShown, shown: ProductShown, terms: Terms) -> Node:
    """The right of withdrawal of the market, where the law leaves it for these goods."""
    goods = LineTerms(is_made_to_order=variant.state == "to_order", is_perishable=shown.product.is_perishable)
    node: Node = {"@type": "MerchantReturnPolicy", "applicableCountry": terms.country}
    if exception_of(goods) is not None:
        return node | {"returnPolicyCategory": f"{SCHEMA}/MerchantReturnNotPermitted"}
    return node | {
        "returnPolicyCategory": f"{SCHEMA}/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": terms.market.withdrawal_days,
        "returnMethod": f"{SCHEMA}/ReturnByMail",
    }


def _sending(price: MoneyShown, times: Times, country: str) -> Node:
    return {
        "@type": "OfferShippingDetails",
        "shippingRate": {
            "@type": "MonetaryAmount",
            "value": money_text(price),
            "currency": price.currency,
        },
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": country},
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "handlingTime": _days(0, times.leaves),
            "transitTime": _days(times.soonest, times.latest),
        },
    }


def _days(least: int, most: int) -> Node:
    return {"@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY"}
