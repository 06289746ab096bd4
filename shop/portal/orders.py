"""A maker's orders: the heaps, one order whole, its slip, and the pictures that were taken of it."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from producers.domain.grants import Permission
from producers.letters import link
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.qr_codes import code_svg
from shop.domain.maker_steps import Step, Todo
from shop.domain.part_photos import PhotoKind
from shop.models import ProducerOrder
from shop.paper_answers import file_answer
from shop.papers.packing import print_slips
from shop.papers.press import has_press
from shop.picture_answers import thumb_of
from shop.portal.mine import my_part
from shop.portal.order_words import button, heap, state
from shop.reading.my_orders import (
    PER_PAGE,
    counts_of,
    heap_of,
    my_order,
    my_order_whole,
    my_parts,
    with_pieces,
)
from shop.reading.packing import slip_of
from shop.reading.slips import for_maker


@portal_page(needs=Permission.SEE_ORDERS)
@require_safe
def list_orders(request: HttpRequest) -> HttpResponse:
    """Show how many orders wait for what, and those of one heap, the most urgent first."""
    parts = my_parts(request.user, acting_in(request).organisation)
    counts = counts_of(parts)
    chosen = _chosen(request.GET.get("do", ""), counts)
    page = Paginator(heap_of(with_pieces(parts), chosen), PER_PAGE).get_page(request.GET.get("page"))
    lang, now = get_language() or "fr", timezone.now()
    context = {
        "heaps": [(heap(todo), counts[todo], todo is chosen) for todo in Todo],
        "chosen": heap(chosen),
        "rows": [(row := my_order(part, lang, now), state(row.status)) for part in page],
        "page": page,
    }
    return render(request, "shop/portal/orders.html", context)


@portal_page(needs=Permission.SEE_ORDERS)
@require_safe
def show_order(request: HttpRequest, number: str) -> HttpResponse:
    """Show one order: what to make, where it goes, and the next step."""
    return order_page(request, my_part(request, number))


def order_page(request: HttpRequest, part: ProducerOrder, error: str = "") -> HttpResponse:
    """Answer with the page of an order; with what was refused, when something was."""
    order = my_order_whole(part, get_language() or "fr")
    may_act = acting_in(request).allows(Permission.MANAGE_ORDERS)
    step = order.row.step
    context = {
        "order": order,
        "state": state(order.row.status),
        "button": button(step, is_paid_then=order.collect is not None) if may_act else None,
        "may_act": may_act,
        "may_decline": may_act and step is Step.ACCEPT,
        "is_waiting_for_call": step is Step.WAIT_FOR_CALL,
        "leads_on": step is Step.HAND_OVER,
        "progress": [photo for photo in order.photos if photo.kind == PhotoKind.PROGRESS],
        "parcel_photos": [photo for photo in order.photos if photo.kind == PhotoKind.PARCEL],
        "error": error,
    }
    return render(request, "shop/portal/order.html", context, status=422 if error else 200)


@portal_page(needs=Permission.SEE_ORDERS, may_keep=False)
@require_safe
def show_slip(request: HttpRequest, number: str) -> HttpResponse:
    """Show the slip to whoever takes the parcel, with its number large; ``?as=pdf`` is for printing."""
    part = my_part(request, number)
    lang = get_language() or "fr"
    if request.GET.get("as") == "pdf":
        return _printed(part)
    address = link("shop_portal:order", language=lang, number=part.number)
    context = {
        "order": my_order_whole(part, lang),
        # Drawn by us from an address of ours; without the packages that draw, the number is there.
        "code": mark_safe(code_svg(address)) if has_press() else "",  # noqa: S308  # see above
        "has_press": has_press(),
    }
    return render(request, "shop/portal/slip.html", context)


@portal_page(needs=Permission.SEE_ORDERS)
@require_safe
def show_photo(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Give out a picture that was taken of this order, ``?small=1`` for its page."""
    photo = my_part(request, number).photos.filter(pk=pk).exclude(status="taken_down").first()
    if photo is None:
        raise Http404
    if request.GET.get("small"):
        return thumb_of(photo)
    return FileResponse(photo.file.open("rb"), content_type="image/jpeg")


def _printed(part: ProducerOrder) -> HttpResponse:
    """Print what is still to be packed, or else each parcel that has left."""
    if not has_press():
        raise Http404
    whole = ProducerOrder.objects.select_related("order", "producer").get(pk=part.pk)
    parcels = list(whole.parcels.filter(replaces=None).select_related("place").order_by("pk"))
    open_slip = slip_of(whole)
    slips = [open_slip] if open_slip.pieces else [slip_of(whole, parcel) for parcel in parcels]
    if not slips:
        raise Http404
    lang = get_language() or "fr"
    content = print_slips([for_maker(slip, part) for slip in slips], lang=lang, at=timezone.localtime())
    return file_answer(content, "application/pdf", f"{part.number}.pdf")


def _chosen(wanted: str, counts: dict[Todo, int]) -> Todo:
    """Return the heap that was asked for, else the first on which something lies."""
    if wanted in {todo.value for todo in Todo}:
        return Todo(wanted)
    return next((todo for todo in Todo if counts[todo]), Todo.ACCEPT)
