"""One product's page, said for programs."""

from typing import Any

from django.urls import reverse

from producers.reading.head import absolute
from shop.api.shapes import breakdown, money, picture, producer_card, text
from shop.reading.products import ProductShown
from shop.reading.variants import VariantShown


def product_shape(shown: ProductShown) -> dict[str, Any]:
    """Say everything that the page shows, in the same words and the same numbers."""
    product = shown.product
    return {
        "id": product.export_id,
        "slug": product.slug,
        "url": absolute(reverse("shop:product", args=[product.slug])),
        "name": text(shown.name),
        "summary": text(shown.summary),
        "description": text(shown.description),
        "care": text(shown.care),
        "pictures": [picture(one) for one in shown.pictures],
        "is_service": shown.is_service,
        "price": money(shown.price),
        "unit_price": shown.unit_price,
        "state": shown.state,
        "making_days": shown.days,
        "left": shown.left,
        "is_available": shown.is_buyable,
        "variants": [variant_shape(one) for one in shown.variants],
        "breakdown": breakdown(shown.breakdown),
        "producer": producer_card(shown.maker),
        "seller": list(shown.seller),
        "place": shown.place,
        "facts": [{"label": fact.label, "text": text(fact.text)} for fact in shown.facts],
        "claims": [
            {"label": text(one.label), "issuer": one.issuer, "until": one.until} for one in shown.proofs
        ],
        "categories": [
            {"code": crumb.url.rstrip("/").rpartition("/")[2], "name": crumb.label.text}
            for crumb in shown.crumbs[1:-1]
        ],
    }


def variant_shape(one: VariantShown) -> dict[str, Any]:
    """Say one choice of the page's form."""
    return {
        "id": one.export_id,
        "sku": one.sku,
        "label": one.label,
        "price": money(one.offered_at),
        "is_available": one.is_available,
        "state": one.state,
        "note": one.note,
        "when": one.when_text,
        "place": one.place,
    }
