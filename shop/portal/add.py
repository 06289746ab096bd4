"""Adding a product: the beginning, and the end: what buyers will see, sending, and what comes then."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.export_ids import new_export_id
from producers.domain.grants import Permission
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from shop.actions.send_sketch import send_sketch
from shop.actions.sketches import throw_away
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.domain.sketches import Step, first_missing
from shop.models import ProductSketch
from shop.portal.screens import find_sketch, language, step_screen
from shop.portal.sketch_words import fault_words
from shop.reading.market import current_country, current_market
from shop.reading.own_products import card_of_sketch
from shop.reading.sketch_preview import sketch_page
from shop.reading.sketches import done_steps, open_sketches


def step_url(sketch: ProductSketch, step: Step) -> str:
    """Return the address of a screen."""
    return reverse(f"shop_portal:add_{step.value}", args=[sketch.key])


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Begin, or go on with what was left. Nothing is written: the first photo or answer makes the sketch."""
    begun = open_sketches(acting_in(request).organisation)
    key = new_export_id()
    if not begun or "new" in request.GET:
        return redirect("shop_portal:add_photos", key)
    left = [(card_of_sketch(sketch, language()), _next_url(sketch)) for sketch in begun]
    return render(request, "shop/portal/add/start.html", {"left": left})


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show the card as buyers will see it; one press sends it, once, however often she presses."""
    sketch = find_sketch(request, key)
    if sketch.sent_at is not None:
        return redirect("shop_portal:add_done", key)
    if stop := _missing(sketch):
        return redirect(stop)
    if request.method != "POST":
        return _preview(request, sketch)
    try:
        send_sketch(sketch, actor=acting_in(request).actor)
    except SketchError as error:
        return _refused(request, sketch, error)
    return redirect("shop_portal:add_done", key)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show the whole page as buyers will see it."""
    sketch = find_sketch(request, key)
    if stop := _missing(sketch):
        return redirect(stop)
    shown = sketch_page(sketch, current_market(request), current_country(request), language())
    return render(request, "shop/product.html", shown)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_safe
def done(request: HttpRequest, key: str) -> HttpResponse:
    """Say that it was sent, and what comes next."""
    sketch = find_sketch(request, key)
    if sketch.sent_at is None:
        raise Http404
    context = {"sketch": sketch, "card": card_of_sketch(sketch, language())}
    return render(request, "shop/portal/add/done.html", context)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a sketch away that was not sent."""
    sketch = find_sketch(request, key)
    if sketch.pk is None:
        raise Http404
    if request.method != "POST":
        return redirect("shop_portal:add_photos", key)
    try:
        throw_away(sketch, actor=acting_in(request).actor)
    except SketchError:
        return redirect("shop_portal:add_done", key)
    return redirect("portal:home")


def _missing(sketch: ProductSketch) -> str:
    """Return the address of the first screen without which there is nothing to look at."""
    done_now = done_steps(sketch) if sketch.pk else ()
    step = first_missing(done_now, is_revision=sketch.revises_id is not None)
    return step_url(sketch, step) if step else ""


def _next_url(sketch: ProductSketch) -> str:
    return _missing(sketch) or step_url(sketch, Step.PREVIEW)


def _preview(
    request: HttpRequest, sketch: ProductSketch, extra: Mapping[str, object] | None = None, status: int = 200
) -> HttpResponse:
    context = {"card": card_of_sketch(sketch, language()), **(extra or {})}
    return step_screen(request, sketch, Step.PREVIEW, context, status=status)


def _refused(request: HttpRequest, sketch: ProductSketch, error: SketchError) -> HttpResponse:
    if error.fault is SketchFault.MISSING:
        return redirect(step_url(sketch, Step(str(error.facts["step"]))))
    return _preview(request, sketch, {"error": fault_words(error)}, status=422)
