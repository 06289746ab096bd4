"""The shared screen of the reading room. Nothing stays on the device: no cookie, no copy, no way out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.library.domain.kinds import KINDS
from home.library.reading.kiosk import find_open, read_here, read_shelf, starts
from home.library.views import library
from producers.domain.text import clean_line
from producers.policy import public

IDLE = 120
"""Seconds without a touch after which the screen goes back to its start."""
ASK = 20
"""Seconds before that at which it asks whether somebody is still there."""
WITHOUT_SCRIPT = 900
"""The same for a browser without scripts, which cannot tell whether somebody reads."""
LONGEST = 100


def kept_nowhere(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer everybody alike, and have nothing of it kept by the device or told to other sites."""

    @public
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@kept_nowhere
def start(request: HttpRequest) -> HttpResponse:
    """Show what can be read here, by kind or by words."""
    words = clean_line(request.GET.get("q", "")[:400], LONGEST)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    try:
        shelf = read_shelf(words, kind, _number(request), get_language() or "fr")
    except LookupError as reason:
        raise Http404(_("There is no such page.")) from reason
    context = {"shelf": shelf, "words": words, "kind": kind, "is_start": not (words or kind)}
    return _screen(request, "home/library/kiosk/start.html", context)


@kept_nowhere
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one page of a document, or play it."""
    one = find_open(slug)
    if one is None:
        raise Http404(slug)
    try:
        page = read_here(one, _number(request), get_language() or "fr")
    except LookupError as reason:
        raise Http404(_("There is no such page.")) from reason
    return _screen(request, "home/library/kiosk/read.html", {"page": page})


@kept_nowhere
def file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Hand out a recording to be played in place, whole or a part of it."""
    if find_open(slug) is None:
        raise Http404(slug)
    return library.file(request, slug=slug)


def _screen(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    every = starts()
    more = {"idle": IDLE, "ask": ASK, "without_script": WITHOUT_SCRIPT, "starts": every, "home": every[0][1]}
    return render(request, template, {**context, **more})


def _number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 5 or int(typed) < 1:
        raise Http404(_("There is no such page."))
    return int(typed)
