"""Papers of an event: its plan for everybody, the badge of one seat, badges and the sheet for the office."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.events.badges import print_badges
from home.events.day_plan import print_day_plan
from home.events.models import Event, Registration
from home.events.papers import print_sheet
from home.events.reading.event import find_event
from home.events.reading.seats import find_seat
from producers.editions.memory import remembered
from producers.responses import secret_page, shared_page
from shop.office.access import operators_only
from shop.paper_answers import file_answer
from shop.papers.press import has_press
from shop.views.limits import is_too_often

ON_A_FILE = 400
"""Badges in one file: fifty sheets."""
BADGES_AN_HOUR = 60


@shared_page
@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the plan of an event as a PDF, printed anew only when the agenda has changed."""
    lang = get_language() or "fr"

    def read() -> bytes:
        event = find_event(slug)
        return print_day_plan(event, lang=lang, at=event.changed_at or event.created_at)

    if not has_press():
        raise Http404
    try:
        found = remembered("day plan", ("agenda",), (slug, lang), read, size=60)
    except Event.DoesNotExist as reason:
        raise Http404(slug) from reason
    return _pdf(found, slug)


@secret_page
@require_safe
def badge(request: HttpRequest, token: str) -> HttpResponse:
    """Print the badge of one seat, for whoever has its secret."""
    try:
        one = find_seat(token)
    except Registration.DoesNotExist as reason:
        raise Http404 from reason
    if one.state != Registration.State.SEATED or not has_press():
        raise Http404
    if is_too_often("badge", token, BADGES_AN_HOUR):
        return HttpResponse(status=429)
    event: Any = one.places.event
    text = print_badges(event, [one], lang=get_language() or "fr", at=timezone.now(), is_alone=True)
    return _pdf(text, f"badge-{event.slug}")


@operators_only
@require_safe
def badges(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the badges of all who have a seat; ``?page=2`` is the second file where they are many."""
    event = _for_print(pk)
    rows = Registration.objects.filter(places__event=event, state=Registration.State.SEATED)
    people = Paginator(rows.order_by("name", "pk"), ON_A_FILE).get_page(request.GET.get("page"))
    text = print_badges(event, list(people), lang=get_language() or "fr", at=timezone.now())
    return _pdf(text, f"badges-{event.slug}")


@operators_only
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the sheet to sign: a row for each who has a seat, a box for each half day."""
    event = _for_print(pk)
    return _pdf(print_sheet(event, lang=get_language() or "fr", at=timezone.now()), event.slug)


def _for_print(pk: int) -> Event:
    if not has_press():
        raise Http404
    return get_object_or_404(Event.objects.select_related("series", "picture"), pk=pk)


def _pdf(content: bytes, name: str) -> HttpResponse:
    return file_answer(content, "application/pdf", f"{name}.pdf")
