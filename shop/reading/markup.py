"""What search engines read of pages: schema.org as JSON-LD, from the same values as the page."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from producers.reading.head import absolute
from producers.reading.markup import SCHEMA, Node, as_script, crumbs_node
from shop.domain.cards import Crumb, MoneyShown
from shop.domain.money import from_minor
from shop.reading.lists import ListShown
from shop.reading.products import ProductShown, VariantShown

AVAILABILITY = {
    "here": "InStock",
    "unique": "InStock",
    "bookable": "InStock",
    "to_order": "MadeToOrder",
    "sold": "SoldOut",
    "gone": "OutOfStock",
}


def product_markup(shown: ProductShown, address: str) -> SafeString:
    """Return the offer, its maker and its way back up as one graph."""
    return as_script(product_graph(shown, address))


def product_graph(shown: ProductShown, address: str) -> list[Node]:
    """Return the nodes of an offer: itself, who makes it, the way back up."""
    return [_offer_of(shown, address), _maker(shown), crumbs_shown(shown.crumbs, address)]


def list_markup(shown: ListShown, address: str) -> SafeString:
    """Return a list and its way back up."""
    items = [
        {"@type": "ListItem", "position": place, "url": absolute(card.url), "name": card.name.text}
        for place, card in enumerate(shown.cards, start=1)
    ]
    node = {"@type": "ItemList", "url": address, "name": shown.title.text, "itemListElement": items}
    return as_script([node, crumbs_shown(shown.crumbs, address)])


def crumbs_shown(crumbs: Sequence[Crumb], address: str) -> Node:
    """Return the way back up; its last step is the page itself."""
    return crumbs_node(
        [(crumb.label.text, absolute(crumb.url) if crumb.url else address) for crumb in crumbs]
    )


def _offer_of(shown: ProductShown, address: str) -> Node:
    node: Node = {
        "@id": address,
        "url": address,
        "name": shown.name.text,
        "description": shown.description.text or shown.summary.text,
        "inLanguage": shown.name.lang,
        "image": [absolute(picture.src) for picture in shown.pictures],
    }
    if shown.is_service:
        node |= {"@type": "Service", "provider": {"@id": _maker_id(shown)}}
        return node | _offers(shown.variants, shown, address)
    node |= {"@type": "Product", "brand": {"@id": _maker_id(shown)}, "category": _category(shown)}
    if len(shown.variants) < 2:
        return node | {"sku": shown.sku} | _offers(shown.variants, shown, address)
    return node | {
        "@type": "ProductGroup",
        "productGroupID": shown.product.export_id,
        "hasVariant": [_variant(variant, shown, address) for variant in shown.variants],
    }


def _variant(variant: VariantShown, shown: ProductShown, address: str) -> Node:
    own = f"{address}?variant={variant.id}"
    return {
        "@type": "Product",
        "name": f"{shown.name.text} · {variant.label}",
        "sku": variant.sku,
        "image": [absolute(picture.src) for picture in shown.pictures[:1]],
        **_offers([variant], shown, own),
    }


def _offers(variants: Sequence[VariantShown], shown: ProductShown, address: str) -> Node:
    """Return what one can have at which price; what has none, or is quoted on request, has no offer."""
    offers = [
        _offer(variant.offered_at, variant, shown, address)
        for variant in variants
        if variant.offered_at is not None and variant.state in AVAILABILITY
    ]
    if not offers:
        return {}
    return {"offers": offers[0] if len(offers) == 1 else offers}


def _offer(price: MoneyShown, variant: VariantShown, shown: ProductShown, address: str) -> Node:
    return {
        "@type": "Offer",
        "url": address,
        "price": f"{from_minor(price.minor, price.currency).amount:f}",
        "priceCurrency": price.currency,
        "availability": f"{SCHEMA}/{AVAILABILITY[variant.state]}",
        "itemCondition": f"{SCHEMA}/NewCondition",
        "seller": {"@id": _maker_id(shown)},
    }


def _maker(shown: ProductShown) -> Node:
    return {
        "@type": "Organization",
        "@id": _maker_id(shown),
        "name": shown.maker.name.text,
        "url": absolute(shown.maker.url),
        "address": {"@type": "PostalAddress", "addressCountry": "MA", "addressLocality": shown.place},
    }


def _maker_id(shown: ProductShown) -> str:
    return absolute(f"/id/producer/{shown.product.producer.export_id}")


def _category(shown: ProductShown) -> str:
    return " > ".join(crumb.label.text for crumb in shown.crumbs[1:-1])
