"""What the screens of the shop's part of the portal share: who acts, her rows, and how a screen answers."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from producers.access import for_actor
from producers.domain.export_ids import is_export_id
from producers.portal.acting import acting_in
from shop.domain.sketches import Step, before, steps_of
from shop.models import Product, ProductSketch
from shop.reading.sketches import done_steps


def language() -> str:
    """Return the language of the screen."""
    return get_language() or "fr"


def find_sketch(request: HttpRequest, key: str) -> ProductSketch:
    """Return her sketch, or one that is not saved yet for a key that nobody has. Raises ``Http404``."""
    maker = acting_in(request).organisation
    rows = for_actor(ProductSketch.objects, request.user).filter(organisation=maker, key=key)  # type: ignore[arg-type]  # a manager
    sketch = rows.select_related("organisation", "category__parent", "revises", "product").first()
    if sketch is not None:
        return sketch
    if not is_export_id(key) or ProductSketch.objects.filter(key=key).exists():
        raise Http404
    return ProductSketch(key=key, organisation=maker, language=language())


def find_product(request: HttpRequest, pk: int) -> Product:
    """Return a product of hers. Raises ``Http404``."""
    rows = for_actor(Product.objects, request.user).filter(producer=acting_in(request).organisation, pk=pk)  # type: ignore[arg-type]  # a manager
    product = rows.select_related("producer", "category").first()
    if product is None:
        raise Http404
    return product


def step_screen(
    request: HttpRequest,
    sketch: ProductSketch,
    step: Step,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    template: str = "",
) -> HttpResponse:
    """Return one screen in the line of steps; ``template`` names another than the step's own."""
    is_revision = sketch.revises_id is not None
    steps = steps_of(is_revision=is_revision)
    frame = {
        "sketch": sketch,
        "step": step,
        "current": steps.index(step if step in steps else Step.PREVIEW) + 1,
        "total": len(steps),
        "previous": before(step, is_revision=is_revision),
        "done": done_steps(sketch) if sketch.pk else frozenset(),
    }
    name = f"shop/portal/add/{template or step.value}.html"
    return render(request, name, frame | dict(context), status=status)
