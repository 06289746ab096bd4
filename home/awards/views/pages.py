"""The public pages of the awards."""

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.awards.models import Edition
from home.awards.reading.edition import find_edition, read_edition, read_editions
from producers.conf import languages
from producers.editions.memory import remembered
from producers.reading.head import read_head
from producers.responses import shared_page
from producers.views.directory import page_number

SHOWN = ("awards", "words", "pages")


@shared_page
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """List the editions; a page that does not exist is a 404."""
    lang, number = get_language() or "fr", request.GET.get("page", "1")

    def read() -> dict[str, Any]:
        return read_editions(page_number(number), lang)

    try:
        context = remembered("awards", SHOWN, (lang, number, timezone.localdate()), read, size=20)
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    query = f"?page={number}" if number != "1" else ""
    head = read_head("awards:editions", languages=languages(), query=query, title=_("Awards"))
    return render(request, "home/awards/editions.html", {**context, "head": head})


@shared_page
@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one edition: what one can win, who may be nominated and how, how far it is."""
    lang = get_language() or "fr"

    def read() -> dict[str, Any]:
        return read_edition(find_edition(slug), lang)

    try:  # the day decides whether one may nominate
        context = remembered("award edition", SHOWN, (slug, lang, timezone.localdate()), read, size=60)
    except Edition.DoesNotExist as reason:
        raise Http404(slug) from reason
    return render(request, "home/awards/edition.html", context)
