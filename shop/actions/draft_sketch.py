"""The facts and the pictures of a sketch, as rows of a product."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from producers.actions.transactions import require_transaction
from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Product,
    ProductPicture,
    ProductSketch,
    Variant,
)


def write_facts(variant: Variant, facts: Mapping[str, Any]) -> None:
    """Write what she has tapped as the facts of a new variant; codes that are gone meanwhile are left out."""
    require_transaction("facts")
    for attribute in Attribute.objects.filter(code__in=facts):
        value = _value(attribute, facts[attribute.code])
        if value:
            AttributeValue.objects.create(variant=variant, attribute=attribute, **value)


def write_pictures(draft: Product, sketch: ProductSketch) -> None:
    """Give a draft the pictures of a sketch, in their order. What is live keeps its own."""
    photos = sketch.photos.select_related("picture")
    draft.pictures = [
        ProductPicture(picture=photo.picture, position=place)
        for place, photo in enumerate(photo for photo in photos if photo.picture is not None)
    ]


def _value(attribute: Attribute, given: Any) -> dict[str, Any]:
    if attribute.kind == Attribute.Kind.CHOICE:
        choice = AttributeChoice.objects.filter(attribute=attribute, code=given).first()
        return {"choice": choice} if choice else {}
    if attribute.kind == Attribute.Kind.NUMBER:
        return {"number": Decimal(given)}
    return {"boolean": bool(given)} if attribute.kind == Attribute.Kind.BOOLEAN else {}
