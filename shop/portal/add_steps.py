"""The screens between photos and preview: what it is, how it is, its price, how many, and her words."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.grants import Permission
from producers.domain.met import MetError, mark_of
from producers.domain.text import clean_text
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once, words_met
from shop.actions.sketches import answer
from shop.domain.price_helper import AmountError, Work, read_price, suggested_price
from shop.domain.sketch_errors import SketchError
from shop.domain.sketches import Step, after
from shop.models import Category, ProductSketch
from shop.portal.answers import Read, read_count, read_facts, read_price_form, read_work
from shop.portal.screens import find_sketch, language, step_screen
from shop.reading.cards import money_shown
from shop.reading.price_help import gets_for, home_market, wage_floor
from shop.reading.sketch_choices import facts_screen, kind_screen, price_screen
from shop.reading.sketches import attributes_of, materials_of

LONGEST_WORDS = 4000
METHODS = ["GET", "HEAD", "POST"]
MAKING_DAYS = (3, 7, 14, 30)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_http_methods(METHODS)
def kind(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what it is from pictures; a craft opens what belongs to it."""
    sketch = find_sketch(request, key)
    if sketch.sent_at or sketch.revises_id:
        return redirect("shop_portal:add_preview", key)
    if request.method == "POST":
        chosen = Category.objects.filter(slug=request.POST.get("category", "")[:80]).first()
        if chosen is not None:
            facts = sketch.facts if chosen.pk == sketch.category_id else {}
            return _keep(request, sketch, Step.KIND, {"category": chosen, "facts": facts})
    inside = request.GET.get("in", "")[:80]
    context = kind_screen(acting_in(request).organisation, inside, language())
    context["has_error"] = request.method == "POST"
    return step_screen(request, sketch, Step.KIND, context, status=422 if context["has_error"] else 200)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_http_methods(METHODS)
def facts(request: HttpRequest, key: str) -> HttpResponse:
    """Say how it is, by taps; nothing has to be said."""
    sketch = _with_kind(request, key)
    if isinstance(sketch, HttpResponse):
        return sketch
    assert sketch.category is not None  # just looked
    attributes, materials = attributes_of(sketch.category), materials_of(sketch.category)
    read = Read()
    if request.method == "POST":
        read = read_facts(request.POST, attributes, materials)
        if not read.errors:
            return _keep(request, sketch, Step.FACTS, read.answers)
    typed = request.POST if request.method == "POST" else None
    context = facts_screen(sketch, attributes, materials, typed, read.errors, language())
    return step_screen(request, sketch, Step.FACTS, context, status=422 if read.errors else 200)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_http_methods(METHODS)
def price(request: HttpRequest, key: str) -> HttpResponse:
    """Set the price; what she gets at it stands beside."""
    sketch = _with_kind(request, key)
    if isinstance(sketch, HttpResponse):
        return sketch
    market, read = home_market(), Read()
    if request.method == "POST":
        read = read_price_form(request.POST, market.currency)
        if not read.errors and request.POST.get("do") != "look":
            return _keep(request, sketch, Step.PRICE, read.answers)
    context = price_screen(sketch, market, language(), amount=read.answers.get("amount"))
    context |= {"errors": read.errors, "typed": request.POST.get("amount", "")}
    return step_screen(request, sketch, Step.PRICE, context, status=422 if read.errors else 200)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_safe
def gets(request: HttpRequest, key: str) -> JsonResponse:
    """Say what she gets at a price, as she types it."""
    sketch = find_sketch(request, key)
    if sketch.category is None:
        raise Http404
    market = home_market()
    try:
        wanted = read_price(request.GET.get("amount", "")[:40], market.currency)
    except AmountError:
        return JsonResponse({"gets": ""})
    left = gets_for(sketch.organisation, sketch.category, market)(wanted)
    return JsonResponse({"gets": money_shown(left, language()).text})


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_http_methods(METHODS)
def help_with_price(request: HttpRequest, key: str) -> HttpResponse:
    """Suggest a price from hours and material. She may take it, or not."""
    sketch = _with_kind(request, key)
    if isinstance(sketch, HttpResponse):
        return sketch
    market, read = home_market(), Read()
    context: dict[str, Any] = {"hours": sketch.hours, "material": sketch.material}
    if request.method == "POST":
        read = read_work(request.POST, market.currency)
        if not read.errors and request.POST.get("pick"):
            picked = read_price_form(request.POST, market.currency)
            if not picked.errors:
                return _keep(request, sketch, Step.PRICE, read.answers | picked.answers)
        typed = {"hours": request.POST.get("hours", ""), "material": request.POST.get("material", "")}
        context |= typed | {"errors": read.errors, "is_asked": not read.errors}
        if not read.errors:
            context |= _suggestion(sketch, read)
    status = 422 if read.errors else 200
    return step_screen(request, sketch, Step.PRICE, context, status=status, template="help")


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_http_methods(METHODS)
def count(request: HttpRequest, key: str) -> HttpResponse:
    """Say how many there are."""
    sketch = _with_kind(request, key)
    if isinstance(sketch, HttpResponse):
        return sketch
    read = read_count(request.POST) if request.method == "POST" else Read()
    if read.answers:
        return _keep(request, sketch, Step.COUNT, read.answers)
    context = {"errors": read.errors, "typed": request.POST, "days": MAKING_DAYS}
    return step_screen(request, sketch, Step.COUNT, context, status=422 if read.errors else 200)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@sent_once
@require_http_methods(METHODS)
def words(request: HttpRequest, key: str) -> HttpResponse:
    """Take her words, if she likes; whoever checks it puts them into a text and other languages."""
    sketch = find_sketch(request, key)
    if sketch.sent_at:
        return redirect("shop_portal:add_done", key)
    if request.method == "POST":
        said = clean_text(request.POST.get("words", ""), LONGEST_WORDS)
        try:
            answers = {"words": said, "language": language()}
            return _keep(request, sketch, Step.WORDS, answers, seen=request.POST.get("seen"))
        except MetError as error:
            return words_met(request, _("Tell about it"), said, error.there)
    context = {"longest": LONGEST_WORDS, "seen": mark_of(sketch.words)}
    return step_screen(request, sketch, Step.WORDS, context)


def _with_kind(request: HttpRequest, key: str) -> ProductSketch | HttpResponse:
    """Return a new product that has its kind; else where to go first."""
    sketch = find_sketch(request, key)
    if sketch.sent_at:
        return redirect("shop_portal:add_done", key)
    if sketch.revises_id:
        return redirect("shop_portal:add_preview", key)
    return sketch if sketch.category else redirect("shop_portal:add_kind", key)


def _keep(
    request: HttpRequest,
    sketch: ProductSketch,
    step: Step,
    answers: Mapping[str, Any],
    *,
    seen: str | None = None,
) -> HttpResponse:
    """Keep what was said and go on to the next screen."""
    acting = acting_in(request)
    try:
        answer(sketch.key, acting.organisation, answers, actor=acting.actor, seen=seen)
    except SketchError:
        return redirect("shop_portal:add_done", sketch.key)
    following = after(step, is_revision=sketch.revises_id is not None)
    return redirect(f"shop_portal:add_{following.value}", sketch.key)


def _suggestion(sketch: ProductSketch, read: Read) -> dict[str, Any]:
    """Return the suggested price and what she gets at it; both empty where nothing can be said."""
    market, category = home_market(), sketch.category
    assert category is not None  # the caller has looked
    floor = wage_floor(market, timezone.localdate())
    if floor is None:
        return {}
    left = gets_for(sketch.organisation, category, market)
    work = Work(read.answers["hours"], type(floor.amount)(read.answers["material"], market.currency))
    price = suggested_price(work, floor.amount, left)
    shown = {"floor": money_shown(floor.amount, language())}
    if price is None:
        return shown
    return shown | {
        "suggested": money_shown(price, language()),
        "suggested_amount": f"{price.amount.normalize():f}",
        "gets": money_shown(left(price), language()),
    }
