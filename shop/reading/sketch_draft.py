"""What a sketch says, as the fields of a product: for the preview, which writes nothing, and for sending."""

from decimal import Decimal

from i18nfield.strings import LazyI18nString

from shop.models import Material, Product, ProductSketch

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
