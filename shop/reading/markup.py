"""What search engines read of an offer: schema.org as JSON-LD, from the same values as the page."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from producers.conf import site_url
from shop.domain.cards import MoneyShown
from shop.domain.money import from_minor
from shop.reading.products import ProductShown

AVAILABILITY = {
    "here": "InStock",
    "unique": "InStock",
    "to_order": "MadeToOrder",
    "sold": "SoldOut",
    "gone": "OutOfStock",
    "on_request": "InStock",
}
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def product_markup(shown: ProductShown, address: str) -> SafeString:
    """Return the offer, its maker and its way back up as one graph."""
    return as_script([_product(shown, address), _crumbs(shown)])


def as_script(graph: list[dict[str, Any]]) -> SafeString:
    """Write JSON-LD so that nothing in it can end the script element."""
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    for sign, code in UNSAFE.items():
        text = text.replace(sign, code)
    return mark_safe(text)  # noqa: S308  every sign that HTML knows is escaped above


def _product(shown: ProductShown, address: str) -> dict[str, Any]:
    product: dict[str, Any] = {
        "@type": "Service" if shown.is_service else "Product",
        "@id": address,
        "name": shown.name.text,
        "description": shown.description.text or shown.summary.text,
        "url": address,
        "image": [_absolute(picture.src) for picture in shown.pictures],
        "brand": {"@type": "Organization", "name": shown.maker.name.text, "url": _absolute(shown.maker.url)},
    }
    if shown.is_service:
        product["provider"] = product.pop("brand")
    if shown.price is not None:
        product["offers"] = _offer(shown.price, shown, address)
    return product


def _offer(price: MoneyShown, shown: ProductShown, address: str) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "url": address,
        "price": f"{from_minor(price.minor, price.currency).amount:f}",
        "priceCurrency": price.currency,
        "availability": f"https://schema.org/{AVAILABILITY[shown.state]}",
        "seller": {"@type": "Organization", "name": shown.maker.name.text},
    }


def _crumbs(shown: ProductShown) -> dict[str, Any]:
    steps = [
        {
            "@type": "ListItem",
            "position": place,
            "name": crumb.label.text,
            **({"item": _absolute(crumb.url)} if crumb.url else {}),
        }
        for place, crumb in enumerate(shown.crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _absolute(path: str) -> str:
    return path if "://" in path else site_url() + path
