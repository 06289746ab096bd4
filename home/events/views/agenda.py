"""The agenda and the pages of events."""

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.events.models import Event, Series, Theme
from home.events.reading.agenda import read_agenda, read_asked
from home.events.reading.event import find_event, read_event
from producers.conf import languages, map_view
from producers.editions.memory import remembered
from producers.reading.head import read_head
from producers.responses import shared_page
from producers.views.directory import page_number
from shop.reading.market import current_market

SHOWN = ("agenda", "offers", "words", "pages")


@shared_page
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """List what comes, or what is over; a page that does not exist is a 404."""
    themes = remembered("themes", ("agenda",), (), lambda: list(Theme.objects.all()))
    series = remembered("series", ("agenda",), (), lambda: list(Series.objects.all()))
    asked, lang = read_asked(request.GET, themes, series), get_language() or "fr"
    number = request.GET.get("page", "1")

    def read() -> dict[str, Any]:
        return read_agenda(asked, themes, series, page_number(number), lang)

    try:
        shown = remembered("agenda", SHOWN, (asked, lang, number), read, size=30)
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    head = read_head(
        "events:agenda",
        languages=languages(),
        query=f"?page={number}" if number != "1" else "",
        title=_("Agenda"),
    )
    return render(request, "home/events/agenda.html", {**shown, "view": map_view(), "head": head})


@shared_page
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one event; a cancelled one stays, and says so."""
    market, lang = current_market(request), get_language() or "fr"

    def read() -> dict[str, Any]:
        return read_event(find_event(slug), market, lang)

    try:
        context = remembered("event", SHOWN, (slug, market.pk, lang), read, size=120)
    except Event.DoesNotExist as reason:
        raise Http404(slug) from reason
    return render(request, "home/events/event.html", {**context, "view": map_view()})
