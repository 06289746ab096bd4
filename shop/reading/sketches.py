"""What a sketch says so far, and what its screens offer to tap."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from producers.models import Organisation
from shop.domain.sketches import Step
from shop.models import (
    Attribute,
    Category,
    Material,
    Product,
    ProductSketch,
)

MOST_MATERIALS = 8


def done_steps(sketch: ProductSketch) -> frozenset[Step]:
    """Return the screens that are answered, of those without which nothing can be sent."""
    done = {
        Step.PHOTOS: sketch.photos.exists(),
        Step.KIND: sketch.category_id is not None,
        Step.PRICE: sketch.amount is not None,
        Step.COUNT: _is_counted(sketch),
    }
    return frozenset(step for step, is_done in done.items() if is_done)


def texts_of(value: object, language: str) -> dict[str, str]:
    """Return the texts of a multi-language field by language; a bare text is in ``language``."""
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return {code: text for code, text in data.items() if text}
    return {language: str(data)} if data else {}


def open_sketches(organisation: Organisation) -> "Sequence[ProductSketch]":
    """Return the new products that she has begun and not sent, the newest first."""
    rows = ProductSketch.objects.filter(organisation=organisation, sent_at=None, revises=None)
    return list(rows.select_related("category").prefetch_related("photos__picture")[:6])


@dataclass(frozen=True)
class Kinds:
    """The grid of what it may be: her last choices first, then the rest of one level."""

    last: tuple[Category, ...]
    level: tuple[Category, ...]
    parent: Category | None


def kinds_for(organisation: Organisation, parent: str = "") -> Kinds:
    """Return the categories of one level: the top one, or those under ``parent`` (a slug)."""
    above = Category.objects.filter(slug=parent).first() if parent else None
    level = Category.objects.filter(parent=above).annotate(below=Count("children"))
    last = () if above else _last_choices(organisation)
    return Kinds(last, tuple(level.order_by("position", "slug")), above)


def attributes_of(category: Category) -> list[Attribute]:
    """Return what can be said of a category by taps, asked for by it or by those above it."""
    path, step = [], category
    while step is not None and step.pk not in path:
        path.append(step.pk)
        step = step.parent
    kinds = [Attribute.Kind.CHOICE, Attribute.Kind.NUMBER, Attribute.Kind.BOOLEAN]
    rows = Attribute.objects.filter(categories__in=path, kind__in=kinds).distinct()
    return list(rows.prefetch_related("choices").order_by("position", "code"))


def materials_of(category: Category) -> list[Material]:
    """Return the materials that things of a category are made of, the most usual first."""
    used = Q(products__category=category) | Q(products__category=category.parent_id or 0)
    rows = Material.objects.annotate(used=Count("products", filter=used, distinct=True))
    return list(rows.order_by("-used", "position", "slug")[:MOST_MATERIALS])


def _is_counted(sketch: ProductSketch) -> bool:
    if sketch.counting == ProductSketch.Counting.TO_ORDER:
        return bool(sketch.making_days)
    return bool(sketch.counting) and sketch.pieces > 0


def _last_choices(organisation: Organisation) -> tuple[Category, ...]:
    chosen = Product.objects.filter(producer=organisation).order_by("-pk").values_list("category", flat=True)
    ids = list(dict.fromkeys(chosen[:20]))[:2]
    found = Category.objects.in_bulk(ids)
    return tuple(found[pk] for pk in ids)
