"""The door of an event, where codes are typed or sent by devices; the page that confirms a certificate."""

import json
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home.events.actions.certify import certify
from home.events.actions.check_in import check_in
from home.events.domain.attendance import MOST_AT_ONCE, Answer, ScanError, half_at, read_scan, trainee_days
from home.events.domain.registering import read_code
from home.events.door_words import said
from home.events.models import Attendance, Certificate, Event
from home.events.reading.cards import event_card
from producers.responses import secret_page
from shop.domain.measures import number_written
from shop.office.access import actor_of, operators_only
from shop.views.limits import is_too_often

LONGEST_BODY, CHECKS_AN_HOUR = 200_000, 60


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """Type a code: who is known, and has a seat, is present in this half day."""
    event, now = get_object_or_404(Event, pk=pk), timezone.localtime()
    half = half_at(now)
    answer = None
    if request.method == "POST":
        typed = {"key": uuid4(), "day": now.date(), "half": half, **request.POST.dict()}
        try:
            scan = read_scan(typed)
            answer = check_in(event, [scan], actor=actor_of(request))[scan.key]
        except ScanError:
            answer = Answer.UNKNOWN
    context = {
        "page_title": event_card(event, get_language() or "fr").title.text,
        "header_icon": "group",
        "event": event,
        "day": request.POST.get("day") or now.date().isoformat(),
        "half": request.POST.get("half") or half.value,
        "halves": Attendance.Half.choices,
        "answer": said(answer) if answer else "",
        "is_in": answer in (Answer.DONE, Answer.AGAIN),
        "present": Attendance.objects.filter(registration__places__event=event).count(),
    }
    status = 422 if answer and not context["is_in"] else 200
    return render(request, "home/events/office/door.html", context, status=status)


@operators_only
@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what a device has kept while it was offline; the answer to each scan stands under its key."""
    event = get_object_or_404(Event, pk=pk)
    try:
        scans = [read_scan(one) for one in _listed(request)]
    except (ScanError, AttributeError):
        return JsonResponse({"detail": "a list of scans: key, code, day, half"}, status=400)
    answers = check_in(event, scans, actor=actor_of(request))
    return JsonResponse({"answers": {key: answer.value for key, answer in answers.items()}})


def _listed(request: HttpRequest) -> list[Any]:
    """Return what was sent as a list. Raises ``ScanError``."""
    if len(request.body) > LONGEST_BODY:
        raise ScanError("too long")
    try:
        sent = json.loads(request.body)
    except ValueError as reason:
        raise ScanError("no JSON") from reason
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        raise ScanError("no list, or too long a one")
    return sent


@operators_only
@require_POST
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue what is due."""
    count = certify(get_object_or_404(Event, pk=pk), actor=actor_of(request))
    messages.success(request, _("%(count)d certificates issued.") % {"count": count})
    return redirect("agenda_office:people", pk)


@secret_page
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm a certificate to whoever has its code; guessing ends after sixty codes an hour."""
    if is_too_often("certificate", request.META.get("REMOTE_ADDR", ""), CHECKS_AN_HOUR):
        return HttpResponse(status=429)
    rows = Certificate.objects.select_related(
        "registration__places__event__series", "registration__places__event__picture"
    )
    found = rows.filter(code=read_code(token)).first() if "\x00" not in token else None
    if found is None:
        raise Http404
    lang = get_language() or "fr"
    card, days = event_card(found.registration.places.event, lang), trainee_days(found.half_days)
    context = {"certificate": found, "card": card, "days": number_written(days, lang)}
    return render(request, "home/events/certificate.html", context)
