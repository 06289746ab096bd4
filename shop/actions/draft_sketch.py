"""What a sketch says, as the fields of a product: also for the preview, which writes nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from i18nfield.strings import LazyI18nString

from producers.actions.transactions import require_transaction
from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Material,
    Product,
    ProductPicture,
    ProductSketch,
    Variant,
)

MATERIALS = "materials"
"""The key of ``facts`` that holds slugs of materials; the others are codes of attributes."""


def draft_of(sketch: ProductSketch) -> Product:
    """Return the product that a sketch would become, not saved. Its name is that of its category.

    Whoever checks it gives it a better one; what she has said stands in her own language, and only there.
    """
    assert sketch.category is not None  # the step is done
    product = Product(
        producer=sketch.organisation,
        category=sketch.category,
        name=sketch.category.name,
        description=LazyI18nString({sketch.language: sketch.words} if sketch.words else ""),
        original_language=sketch.language,
        is_one_of_a_kind=sketch.counting == ProductSketch.Counting.UNIQUE,
        work_hours=sketch.hours or None,
        material_percent=_material_percent(sketch),
    )
    product.materials = list(Material.objects.filter(slug__in=sketch.facts.get(MATERIALS, ())))
    return product


def _material_percent(sketch: ProductSketch) -> Decimal | None:
    if not sketch.material or not sketch.amount:
        return None
    percent = Decimal(sketch.material) * 100 / Decimal(sketch.amount)
    return min(Decimal(100), round(percent, 2))


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
