"""The public pages of the exhibition."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.exhibition.labels import print_labels
from home.exhibition.models import Room, Work
from home.exhibition.reading.room import find_room, read_room, works_in
from home.exhibition.reading.rooms import read_rooms
from home.exhibition.reading.work import find_work, read_work
from producers.conf import languages
from producers.editions.memory import remembered
from producers.reading.head import read_head
from producers.responses import shared_page
from producers.saving import saving
from producers.views.directory import page_number
from shop.paper_answers import file_answer
from shop.papers.press import has_press
from shop.reading.market import current_market

SHOWN = ("exhibition", "agenda", "awards", "offers", "words", "pages")


@shared_page
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """List the rooms; a page that does not exist is a 404."""
    lang, number = get_language() or "fr", request.GET.get("page", "1")
    kind = request.GET.get("kind", "")
    kind = kind if kind in Room.Kind.values else ""
    shown = _found("rooms", (kind, lang, number), lambda: read_rooms(kind, page_number(number), lang))
    query = f"?page={number}" if number != "1" else ""
    head = read_head("exhibition:rooms", languages=languages(), query=query, title=_("Exhibition"))
    return render(request, "home/exhibition/rooms.html", {**shown, "head": head})


@shared_page
@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one room with its works."""
    return render(request, "home/exhibition/room.html", room_context(request, slug))


@shared_page
@require_safe
def light(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one room in a hundred kilobytes: small pictures, the fonts of the phone."""
    with saving(request):
        return render(request, "home/exhibition/room.html", room_context(request, slug, is_light=True))


@shared_page
@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one work."""
    market, lang, here = current_market(request), get_language() or "fr", request.GET.get("room", "")[:80]
    key = (slug, here, market.pk, lang)
    context = _found("work", key, lambda: read_work(find_work(slug), here, market, lang))
    return render(request, "home/exhibition/work.html", context)


@shared_page
@require_safe
def labels(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the labels of a room as a PDF, printed anew only when the exhibition has changed."""
    lang = get_language() or "fr"

    def read() -> bytes:
        one = find_room(slug)
        return print_labels(one, works_in(one), lang=lang, at=one.last_published_at or one.created_at)

    if not has_press():
        raise Http404
    return file_answer(_found("labels", (slug, lang), read), "application/pdf", f"{slug}.pdf")


def room_context(request: HttpRequest, slug: str, *, is_light: bool = False) -> dict[str, Any]:
    """Return what the page of a room shows. Raises ``Http404``."""
    lang, number = get_language() or "fr", request.GET.get("page", "1")

    def read() -> dict[str, Any]:
        return read_room(find_room(slug), page_number(number), lang, is_light=is_light)

    return dict(_found("room", (slug, lang, number, is_light), read))


def _found(what: str, key: tuple[object, ...], read: Callable[[], Any]) -> Any:
    """Return what was read lately; what does not exist is a 404."""
    try:
        return remembered(f"exhibition {what}", SHOWN, key, read, size=60)
    except (Room.DoesNotExist, Work.DoesNotExist, EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
