"""Sector series: the list, one series with its bars and tables, its numbers as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.library.models import SectorSeries
from home.library.reading.series import SeriesCard, find_series, read_cards, series_csv, series_page
from producers.conf import languages
from producers.editions.memory import remembered
from producers.policy import public
from producers.reading.head import read_head
from producers.responses import shared_page


@shared_page
@require_safe
def all_series(request: HttpRequest) -> HttpResponse:
    """List the series, of one sector where the address says so."""
    lang, sector = get_language() or "fr", request.GET.get("sector", "")
    cards: list[SeriesCard] = remembered("series", ("library",), (lang,), lambda: read_cards(lang))
    sectors = {card.sector: card.sector_name for card in cards if card.sector_name}
    if sector not in sectors:
        sector = ""
    head = read_head(
        "library:all_series",
        languages=languages(),
        title=_("Numbers of the sector"),
        description=_("What others have counted of small firms and crafts, each with source and licence."),
    )
    shown = [card for card in cards if not sector or card.sector == sector]
    context = {"cards": shown, "sectors": sectors, "sector": sector, "head": head}
    return render(request, "home/library/all_series.html", context)


@shared_page
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one series; a year without numbers of regions is a 404, one that was taken back a 410."""
    one = _public(request, slug)
    if isinstance(one, HttpResponse):
        return one
    lang, typed = get_language() or "fr", request.GET.get("year", "")
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        raise Http404(_("There is no such page."))
    year = int(typed) if typed else None
    try:
        page = remembered(
            "series page", ("library",), (one.pk, year, lang), lambda: series_page(one, year, lang), size=30
        )
    except KeyError as reason:
        raise Http404(_("There is no such page.")) from reason
    return render(request, "home/library/series.html", {**page, "is_indexable": year is None})


@public
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the numbers as CSV."""
    one = _public(request, slug)
    if isinstance(one, HttpResponse):
        return one
    answer = HttpResponse(series_csv(one), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{one.slug}.csv") or ""
    )
    return answer


def _public(request: HttpRequest, slug: str) -> SectorSeries | HttpResponse:
    one = find_series(slug)
    if one is None or (not one.live and one.first_published_at is None):
        raise Http404(_("There are no such numbers."))
    return one if one.live else render(request, "home/library/gone.html", status=410)
