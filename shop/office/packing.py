"""Lists on paper: what to pack, by maker and by buyer, and what to collect on a round."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shop.models import ProducerOrder
from shop.office.access import operators_only
from shop.reading.packing import Slip, slips

PARTS_PER_PAGE = 50


@operators_only
@require_safe
def by_maker(request: HttpRequest) -> HttpResponse:
    """List what each maker has to pack."""
    rows, page = slips_on_page(request, ProducerOrder.objects.to_send().order_by("producer", "ship_by", "pk"))
    groups = [(found[0].producer_name, found) for found in _grouped(rows, "producer_slug")]
    return _show(request, _("What to pack, by maker"), groups, page)


@operators_only
@require_safe
def by_buyer(request: HttpRequest) -> HttpResponse:
    """List what each buyer is to get, over all makers."""
    rows, page = slips_on_page(request, ProducerOrder.objects.to_send().order_by("order", "pk"))
    groups = [(found[0].order_number, found) for found in _grouped(rows, "order_number")]
    return _show(request, _("What to pack, by buyer"), groups, page, is_by_buyer=True)


@operators_only
@require_safe
def to_collect(request: HttpRequest) -> HttpResponse:
    """List what is packed and waits to be collected, region by region: one round."""
    ready = ProducerOrder.objects.filter(status="packed").order_by("producer__region", "producer", "pk")
    rows, page = slips_on_page(request, ready)
    groups = [(found[0].producer_region or "?", found) for found in _grouped(rows, "producer_region")]
    return _show(request, _("What to collect"), groups, page)


def _show(
    request: HttpRequest,
    title: str,
    groups: Sequence[tuple[object, list[Slip]]],
    page: Page[Any],
    *,
    is_by_buyer: bool = False,
) -> HttpResponse:
    context = {
        "page_title": title,
        "header_icon": "list-ul",
        "groups": groups,
        "page": page,
        "is_by_buyer": is_by_buyer,
        "today": timezone.localdate(),
    }
    return render(request, "shop/office/packing.html", context)


def slips_on_page(request: HttpRequest, parts: QuerySet[ProducerOrder]) -> tuple[list[Slip], Page[Any]]:
    """Return the slips of one page of parts, in the language of the office, in the order given."""
    page: Page[Any] = Paginator(parts.values_list("pk", flat=True), PARTS_PER_PAGE).get_page(
        request.GET.get("p")
    )
    places = {pk: place for place, pk in enumerate(page)}
    found = slips(ProducerOrder.objects.filter(pk__in=places), get_language() or "fr")
    return sorted(found, key=lambda slip: places[slip.part]), page


def _grouped(rows: Sequence[Slip], name: str) -> list[list[Slip]]:
    return [list(group) for _value, group in groupby(rows, key=lambda slip: getattr(slip, name))]
