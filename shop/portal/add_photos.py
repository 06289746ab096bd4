"""Photos of a new product: sent one by one by the script, or all at once by a plain form."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.grants import Permission
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from shop.actions.sketch_photos import add_photo, drop_photo
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.domain.sketches import MOST_PHOTOS, Step, after
from shop.models import ProductSketch, SketchPhoto
from shop.portal.screens import find_sketch, language, step_screen
from shop.portal.sketch_words import fault_words
from shop.reading.own_products import photos_shown


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest, key: str) -> HttpResponse:
    """Show the photos so far; take more, take one out, or go on."""
    sketch = find_sketch(request, key)
    if sketch.sent_at is not None:
        return _sent(request, key)
    if request.method != "POST":
        return _screen(request, sketch)
    if request.POST.get("do") == "drop":
        return _drop(request, sketch)
    if request.POST.get("do") == "next":
        return _go_on(request, sketch)
    return _add(request, sketch, request.FILES.getlist("photo"))


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_safe
def photo(request: HttpRequest, key: str, pk: int) -> FileResponse:
    """Show a small photo of hers that no other address serves."""
    sketch = find_sketch(request, key)
    row = sketch.photos.filter(pk=pk).first() if sketch.pk else None
    if row is None or not row.small:
        raise Http404
    return FileResponse(row.small.open("rb"), content_type="image/jpeg")


def _add(request: HttpRequest, sketch: ProductSketch, files: Sequence[UploadedFile]) -> HttpResponse:
    """Keep what can be kept; what cannot is named, and the others stay."""
    kept, wrong = [], []
    for file in files:
        try:
            kept.append(add_photo(sketch.key, sketch.organisation, file, actor=acting_in(request).actor))
        except SketchError as error:
            if error.fault is SketchFault.GONE:
                raise Http404 from error
            wrong.append(fault_words(error))
    if request.accepts("text/html"):
        has_all = kept and not wrong
        return redirect("shop_portal:add_photos", sketch.key) if has_all else _with(request, sketch, wrong)
    return _told(sketch, kept, wrong)


def _told(sketch: ProductSketch, kept: list[SketchPhoto], wrong: list[str]) -> JsonResponse:
    if wrong or not kept:
        return JsonResponse({"message": " ".join(wrong)}, status=422)
    url = reverse("shop_portal:add_photo", args=[sketch.key, kept[0].pk])
    return JsonResponse({"id": kept[0].pk, "url": url})


def _drop(request: HttpRequest, sketch: ProductSketch) -> HttpResponse:
    pk = request.POST.get("photo", "")
    if sketch.pk and pk.isdecimal() and len(pk) < 19:
        drop_photo(sketch.key, sketch.organisation, int(pk), actor=acting_in(request).actor)
    return redirect("shop_portal:add_photos", sketch.key)


def _go_on(request: HttpRequest, sketch: ProductSketch) -> HttpResponse:
    if not (sketch.pk and sketch.photos.exists()):
        return _with(request, sketch, [])
    step = after(Step.PHOTOS, is_revision=sketch.revises_id is not None)
    return redirect(f"shop_portal:add_{step.value}", sketch.key)


def _sent(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to what was sent; the script is told, so that it stops."""
    if request.method == "POST" and not request.accepts("text/html"):
        return JsonResponse({"message": fault_words(SketchError(SketchFault.SENT))}, status=422)
    return redirect("shop_portal:add_done", key)


def _with(request: HttpRequest, sketch: ProductSketch, wrong: list[str]) -> HttpResponse:
    return _screen(request, find_sketch(request, sketch.key), wrong=wrong, is_empty=not wrong, status=422)


def _screen(
    request: HttpRequest,
    sketch: ProductSketch,
    *,
    wrong: Sequence[str] = (),
    is_empty: bool = False,
    status: int = 200,
) -> HttpResponse:
    shown = photos_shown(sketch, language()) if sketch.pk else []
    context = {"photos": shown, "most": MOST_PHOTOS, "wrong": wrong, "is_empty": is_empty}
    return step_screen(request, sketch, Step.PHOTOS, context, status=status)
