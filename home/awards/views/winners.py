"""The ceremony of an edition, and the gallery of women entrepreneurs."""

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.awards.domain.editions import State
from home.awards.models import Edition
from home.awards.reading.edition import find_edition
from home.awards.reading.gallery import read_asked, read_gallery
from home.awards.reading.winners import read_ceremony
from producers.conf import languages
from producers.editions.memory import remembered
from producers.models import Craft
from producers.reading.head import read_head
from producers.responses import shared_page
from producers.views.directory import page_number
from shop.reading.market import current_market

SHOWN = ("awards", "offers", "words", "pages")


@shared_page
@require_safe
def ceremony(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who won; before the winners are published there is no such page."""
    market, lang = current_market(request), get_language() or "fr"

    def read() -> dict[str, Any]:
        return read_ceremony(find_edition(slug), market, lang)

    try:
        key = (slug, market.pk, lang, timezone.localdate())
        context = remembered("award ceremony", SHOWN, key, read, size=60)
    except Edition.DoesNotExist as reason:
        raise Http404(slug) from reason
    if context["edition"].state != State.PUBLISHED:
        raise Http404(slug)
    return render(request, "home/awards/ceremony.html", context)


@shared_page
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show women entrepreneurs; a page that does not exist is a 404."""
    lang, number = get_language() or "fr", request.GET.get("page", "1")
    crafts = remembered("award crafts", ("offers",), (), lambda: list(Craft.objects.all()))
    asked = read_asked(request.GET, crafts)

    def read() -> dict[str, Any]:
        return read_gallery(asked, crafts, page_number(number), lang)

    try:
        key = (asked, lang, number, timezone.localdate())
        context = remembered("award gallery", SHOWN, key, read, size=60)
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    query = f"?page={number}" if number != "1" else ""
    head = read_head("awards:gallery", languages=languages(), query=query, title=_("Women entrepreneurs"))
    return render(request, "home/awards/gallery.html", {**context, "head": head})
