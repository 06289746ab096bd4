"""The page of a helper at the door: what is typed or scanned, with and without a line."""

import json
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home.events.actions.check_in import check_in
from home.events.domain.attendance import Answer, Scan, ScanError, half_at, read_scan
from home.events.door_words import WORDS, said, said_again
from home.events.models import Attendance, DoorKey
from home.events.reading.cards import event_card
from home.events.reading.door import days_of, find_door, find_key, first_scan, opens
from home.events.reading.door_list import door_page, read_asked
from producers.digests import keyed
from producers.domain.actors import Actor
from producers.domain.dates import day_written
from producers.portal.sent_once import END, is_from_queue
from producers.responses import secret_page
from shop.domain.feed_requests import takes_gzip
from shop.views.open_forms import open_form

CAMERA = "camera=(self)"
FILLED = 100
PURPOSE, OPENING = "door", "door.opening"


@open_form
@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Type a code: who has a seat is in. With script the page scans, and works without a line."""
    key, now, lang = _door(token), timezone.localtime(), get_language() or "fr"
    half = request.POST.get("half") or half_at(now)
    day = request.POST.get("day") or now.date().isoformat()
    values = {"key": uuid4(), "code": request.POST.get("code", ""), "day": day, "half": half}
    answer, words = _checked(key, values) if request.method == "POST" else (None, "")
    context = {
        "key": key,
        "card": event_card(key.event, lang),
        "answer": answer,
        "words": words,
        "said": [(one.value, say()) for one, say in WORDS.items()],
        "day": day,
        "days": [(one.isoformat(), day_written(one, lang)) for one in days_of(key.event)],
        "half": half,
        "halves": Attendance.Half.choices,
        "who": _who(key),
    }
    is_refused = answer not in (None, Answer.DONE, Answer.AGAIN)
    shown = render(request, "home/events/door.html", context, status=422 if is_refused else 200)
    shown.headers["Permissions-Policy"] = CAMERA
    return shown


@secret_page
@require_safe
def people(request: HttpRequest, token: str) -> HttpResponse:
    """Give a device a page of its list: codes, names and seats of this event alone; packed if it unpacks.

    ``after`` is the ``next`` of the page before, ``since`` the ``mark`` of the last whole list.
    """
    key = _door(token)
    try:
        asked = read_asked(request.GET.get("since", ""), request.GET.get("after", ""))
    except ValueError:
        return JsonResponse({"detail": "since: the mark of a list"}, status=400)
    listed = door_page(key.event, get_language() or "fr", asked)
    text = json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()
    answer = HttpResponse(text, content_type="application/json")
    patch_vary_headers(answer, ["Accept-Encoding"])
    if takes_gzip(request.headers.get("Accept-Encoding", "")):
        # Its length says nothing: names that somebody chose stand beside codes.
        answer.content = compress_string(text, max_random_bytes=FILLED)
        answer.headers["Content-Encoding"] = "gzip"
    return answer


@secret_page
@require_safe
def line(request: HttpRequest, token: str) -> JsonResponse:
    """Say that there is a line, and what opens what the device keeps; nothing more to a key taken back."""
    try:
        key = find_key(token)
    except DoorKey.DoesNotExist as reason:
        raise Http404 from reason
    if not opens(key):
        return JsonResponse({"who": ""})
    return JsonResponse({"who": _who(key), "token": "", "secrets": [keyed(key.token, purpose=OPENING)]})


@open_form
@secret_page
@require_POST
def scan(request: HttpRequest, token: str) -> JsonResponse:
    """Take one scan that a device kept. 200: she is in; 422: she is not, or was already, in words."""
    key = _door(token)
    if is_from_queue(request) and END not in request.POST:
        return JsonResponse({"why": "cut"}, status=503)
    answer, words = _checked(key, {**request.POST.dict(), "key": request.POST.get("key", "")})
    if answer == Answer.DONE:
        return JsonResponse({"done": True})
    return JsonResponse({"answer": answer.value, "message": words}, status=422)


@secret_page
@require_safe
def manifest(request: HttpRequest, token: str) -> JsonResponse:
    """What a phone needs to put this door among its apps."""
    key = _door(token)
    start = reverse("events:at_door", args=[token])
    title = event_card(key.event, get_language() or "fr").title.text
    icon = {"src": static("storefront/img/icon.svg"), "type": "image/svg+xml", "sizes": "any"}
    data = {
        "name": title,
        "short_name": title[:12],
        "id": start,
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "icons": [icon],
    }
    return JsonResponse(data, content_type="application/manifest+json")


def _door(token: str) -> DoorKey:
    try:
        return find_door(token)
    except DoorKey.DoesNotExist as reason:
        raise Http404 from reason


def _who(key: DoorKey) -> str:
    """Whom a device keeps scans for: it says nothing about the key, and is another for each."""
    return f"door-{keyed(key.token, purpose=PURPOSE)[:24]}"


def _checked(key: DoorKey, values: dict[str, Any]) -> tuple[Answer, str]:
    """Write a scan down and return what became of it, in words too."""
    try:
        one = read_scan(values)
    except ScanError:
        return Answer.UNKNOWN, said(Answer.UNKNOWN)
    answer = check_in(key.event, [one], actor=Actor(None, f"door:{key.pk}"), door=key)[one.key]
    return answer, _words(one, answer)


def _words(one: Scan, answer: Answer) -> str:
    first = first_scan(one) if answer in (Answer.AGAIN, Answer.DONE) else None
    if answer == Answer.AGAIN and first:
        return said_again(first)
    name = first.registration.name if first else ""
    return f"{name}: {said(answer)}" if name else said(answer)
