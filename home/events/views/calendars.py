"""The agenda for calendar programs: ``/feeds/agenda.ics``, and one file per event."""

from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from home.events.models import Event
from home.events.reading.calendars import agenda_calendar, event_calendar, public_event
from producers.conf import languages
from producers.domain.regions import REGIONS_BY_ISO
from producers.policy import public
from producers.reading.head import absolute

FRESH = 3600


@public
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Answer with all that comes. ``?region=``, ``?kind=`` narrow it, ``?lang=`` chooses its words."""
    region, kind, lang = (request.GET.get(name, "") for name in ("region", "kind", "lang"))
    if (region and region not in REGIONS_BY_ISO) or (kind and kind not in Event.Kind.values):
        return _unknown("region is an ISO 3166-2 code of Morocco, kind is fair, meeting or training.")
    lang = lang or settings.LANGUAGE_CODE
    if lang not in languages():
        return _unknown("lang is a language of this site.")
    text = agenda_calendar(region, kind, lang, absolute(request.get_full_path()))
    return _answer(request, text, "agenda")


@public
@require_safe
def event(request: HttpRequest, export_id: str) -> HttpResponse:
    """Answer with one event and its programme."""
    lang = request.GET.get("lang") or settings.LANGUAGE_CODE
    if lang not in languages():
        return _unknown("lang is a language of this site.")
    try:
        found = public_event(export_id)
    except Event.DoesNotExist as reason:
        raise Http404(export_id) from reason
    return _answer(request, event_calendar(found, lang, absolute(request.get_full_path())), found.slug, found)


def _answer(request: HttpRequest, text: bytes, name: str, found: Event | None = None) -> HttpResponse:
    """Answer 304 to whoever has this very text."""
    etag = f'"{sha256(text).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": f"public, max-age={FRESH}",
        "Content-Disposition": f'inline; filename="{name}.ics"',
        "Access-Control-Allow-Origin": "*",
    }
    if found and found.changed_at:
        headers["Last-Modified"] = http_date(found.changed_at.timestamp())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
    answer: HttpResponse = get_conditional_response(request, etag=etag, response=response)
    return answer


def _unknown(detail: str) -> HttpResponse:
    return HttpResponse(detail, status=400, content_type="text/plain")
