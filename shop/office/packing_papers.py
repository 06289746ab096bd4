"""Slips, labels and packing lists to print: of what the office's lists show, or of one producer order."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shop.models import Parcel, ProducerOrder
from shop.office.access import operators_only
from shop.office.packing import PARTS_PER_PAGE, slips_on_page
from shop.paper_answers import file_answer
from shop.papers.packing import print_labels, print_list, print_slips
from shop.papers.press import has_press
from shop.reading.packing import Slip, slips, slips_of_parcels

PDF = "application/pdf"


@operators_only
@require_safe
def slips_to_pack(request: HttpRequest) -> HttpResponse:
    """Print the slips, or ``?as=labels`` the labels, of one page of what is to be sent, maker by maker."""
    rows = ProducerOrder.objects.to_send().order_by("producer", "ship_by", "pk")
    shown, _page = slips_on_page(request, rows)
    places = {slip.part: place for place, slip in enumerate(shown)}
    own = slips(ProducerOrder.objects.filter(pk__in=places))
    if not own:
        return redirect("shop_office:pack_by_maker")
    return _print(request, sorted(own, key=lambda slip: places[slip.part])[:PARTS_PER_PAGE])


@operators_only
@require_safe
def slips_of_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the slips or ``?as=labels`` the labels of one producer order: its parcels and what is left."""
    parcels = Parcel.objects.filter(part=pk).order_by("pk")
    return _print(request, [*slips_of_parcels(parcels), *slips(ProducerOrder.objects.filter(pk=pk))])


@operators_only
@require_safe
def list_to_pack(request: HttpRequest) -> HttpResponse:
    """Print the packing list of one page of what is to be sent, by maker, or ``?by=buyer``."""
    by_buyer = request.GET.get("by") == "buyer"
    order = ("order", "pk") if by_buyer else ("producer", "ship_by", "pk")
    rows, _page = slips_on_page(request, ProducerOrder.objects.to_send().order_by(*order))
    name = "order_number" if by_buyer else "producer_slug"
    groups = [list(found) for _key, found in groupby(rows, key=lambda slip: getattr(slip, name))]
    title = _("What to pack, by buyer") if by_buyer else _("What to pack, by maker")
    _need_press()
    lang = get_language() or "fr"
    content = print_list(title, groups, by_buyer=by_buyer, lang=lang, at=timezone.localtime())
    return file_answer(content, PDF, "packing-list.pdf")


def _print(request: HttpRequest, found: list[Slip]) -> HttpResponse:
    if not found:
        raise Http404
    _need_press()
    is_labels = request.GET.get("as") == "labels"
    lang, now = get_language() or "fr", timezone.localtime()
    content = (print_labels if is_labels else print_slips)(found, lang=lang, at=now)
    return file_answer(content, PDF, "labels.pdf" if is_labels else "slips.pdf")


def _need_press() -> None:
    if not has_press():
        raise Http404
