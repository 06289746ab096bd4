"""One search over products, makers, stories and all that other apps have named."""

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.conf import languages
from producers.reading.head import read_head
from producers.responses import shared_page
from producers.search_kinds import search_kinds
from producers.views.directory import page_number
from shop.reading.everything import (
    Everything,
    KindFound,
    hits,
    proposals,
    read_question,
    search_everything,
)
from shop.reading.market import current_market

PER_PAGE = 20
LONGEST_TYPED = 100


@shared_page
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Show some of each kind that was found, or one kind page by page."""
    question = read_question(request.GET.get("q", ""), get_language() or "fr", current_market(request).pk)
    found = search_everything(question)
    context = {
        "found": found,
        "address": reverse("shop:everything"),
        "instead_url": _address(found.instead),
        "chips": _chips(found, request.GET.get("kind", "")),
        "head": read_head("shop:everything", languages=languages(), title=_("Search")),
    }
    code = request.GET.get("kind", "")
    shown = _one(found, code, request.GET.get("page", "1")) if code else _some(found)
    return render(request, "shop/everything.html", context | shown)


@shared_page
@require_safe
def propose(request: HttpRequest) -> JsonResponse:
    """Say what a search may be about, for the box that is being typed in."""
    typed = request.GET.get("q", "")[:LONGEST_TYPED]
    names = proposals(typed, get_language() or "fr", current_market(request).pk)
    return JsonResponse({"suggestions": names}, headers={"X-Robots-Tag": "noindex"})


def _address(text: str, **more: object) -> str:
    return f"{reverse('shop:everything')}?{urlencode({'q': text, **more})}"


def _chips(found: Everything, code: str) -> list[tuple[str, int, str, bool]]:
    text = found.question.text
    every = [(_("Everything"), found.total, _address(text), not code)]
    kinds = [
        (str(one.kind.label), one.count, _address(text, kind=one.kind.code), one.kind.code == code)
        for one in found.kinds
    ]
    return every + kinds


def _some(found: Everything) -> dict[str, Any]:
    groups = [(one, hits(one, found.question), _address(found.question.text, kind=one.kind.code))
              for one in found.kinds]  # fmt: skip
    return {"groups": groups}


def _one(found: Everything, code: str, number: str) -> dict[str, Any]:
    if code not in {kind.code for kind in search_kinds()}:
        raise Http404(_("There is no such page."))
    one = found.of(code)
    if one is None:
        return {"groups": []}
    page = _page(one, number)
    shown = hits(one, found.question, page.start_index() - 1, page.end_index())
    text, place = found.question.text, page.number
    return {
        "groups": [(one, shown, "")],
        "more_url": one.kind.more(found.question) if one.kind.more else "",
        "page": page,
        "pages": [
            (label, _address(text, kind=code, page=label))
            for label in page.paginator.get_elided_page_range(place, on_each_side=2, on_ends=1)
        ],
        "next_url": _address(text, kind=code, page=place + 1) if page.has_next() else "",
        "previous_url": _address(text, kind=code, page=place - 1) if page.has_previous() else "",
    }


def _page(one: KindFound, number: str) -> Page[Any]:
    try:
        return Paginator(one.keys, PER_PAGE).page(page_number(number))
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
