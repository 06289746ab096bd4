"""Forms of the portal that may arrive twice: from two taps, two tabs, or a phone that heard no answer."""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import pgettext

from producers.actions.sending import sending
from producers.actions.sent_once import (
    Answer,
    OtherContentError,
    StillBeingDoneError,
    keep_answer,
    let_go,
    take_up,
)
from producers.domain.met import mark_of
from producers.models import SentOnce

View = Callable[..., HttpResponseBase]
HEADER, FIELD, END = "X-Sent-Key", "sent_key", "sent_end"
UNSEEN = {FIELD, END, "csrfmiddlewaretoken"}
"""Fields that say nothing about what is sent."""
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
WAIT = "5"


def sent_once(view: View) -> View:
    """Do a POST once for each key that its sender made; a repeated one gets the answer of the first.

    The key comes in ``X-Sent-Key`` or in the field ``sent_key``; without one nothing changes. Other content
    under a used key is a 409. What was refused (any answer from 400 on) may come again under its key. Stands
    inside the door: ``@portal_page()`` above, ``@sent_once`` below.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = request.headers.get(HEADER) or request.POST.get(FIELD, "")
        if not key:
            return view(request, *args, **kwargs)
        if not KEY.fullmatch(key):
            return HttpResponseBadRequest("key")
        if is_from_queue(request) and END not in request.POST:
            # A body that was cut off is read as if it were whole: the queue puts a mark at its end.
            return _again("cut", request)
        return _for_the_queue(request, _once(request, key, lambda: view(request, *args, **kwargs)))

    return answer


def is_from_queue(request: HttpRequest) -> bool:
    """Say whether the phone's queue is sending, which reads answers by their numbers."""
    return HEADER in request.headers


def conflict(
    request: HttpRequest,
    *,
    title: str,
    mine: Iterable[tuple[str, str]],
    theirs: Iterable[tuple[str, str]],
    seen: str,
) -> HttpResponse:
    """Answer 409 with both versions side by side: what was sent, and what somebody else wrote meanwhile.

    Each is label and value, as they are shown. Who chooses her own sends it again with ``seen``, which
    stands for what she has now seen.
    """
    sides = {"mine": [list(pair) for pair in mine], "theirs": [list(pair) for pair in theirs]}
    if is_from_queue(request):
        return JsonResponse({"conflict": title, "seen": seen, **sides}, status=409)
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {*UNSEEN, "seen"}
        for value in values
    ]
    context = {"title": title, "seen": seen, "kept": kept, "address": request.get_full_path(), **sides}
    return render(request, "producers/portal/conflict.html", context, status=409)


def words_met(request: HttpRequest, title: str, mine: str, there: str) -> HttpResponse:
    """Answer 409 with her words and those that somebody else wrote meanwhile."""
    label = pgettext("portal", "Words")
    return conflict(request, title=title, mine=[(label, mine)], theirs=[(label, there)], seen=mark_of(there))


def _once(request: HttpRequest, key: str, do: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        taken = take_up(request.user.pk, key, _digest(request))
    except OtherContentError:
        return _refusal(request, "other", 409)
    except StillBeingDoneError:
        return _again("busy", request)
    return _repeated(taken) if isinstance(taken, Answer) else _done(taken, do)


def _done(row: SentOnce, do: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        with sending(row):
            answer = do()
    except BaseException:
        let_go(row)
        raise
    if answer.status_code >= 400:
        let_go(row)
    else:
        keep_answer(row, Answer(answer.status_code, answer.headers.get("Location", "")))
    return answer


def _repeated(answer: Answer) -> HttpResponse:
    repeated = HttpResponse(status=answer.status)
    if answer.location:
        repeated.headers["Location"] = answer.location
    return repeated


def _again(why: str, request: HttpRequest) -> HttpResponse:
    answer = _refusal(request, why, 503)
    answer.headers["Retry-After"] = WAIT
    return answer


def _refusal(request: HttpRequest, why: str, status: int) -> HttpResponse:
    if is_from_queue(request):
        return JsonResponse({"why": why}, status=status)
    return render(request, "producers/portal/sent_before.html", {"why": why}, status=status)


def _for_the_queue(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Tell the queue where it was led as data: a script does not see where a redirect goes."""
    if not is_from_queue(request) or answer.status_code >= 400:
        return answer
    return JsonResponse({"done": True, "location": answer.headers.get("Location", "")})


def _digest(request: HttpRequest) -> str:
    """Return a fingerprint of all that was sent: where to, the fields, the content of the files."""
    acting = getattr(request, "acting", None)
    found = sha256(f"{acting.organisation.pk if acting else ''} {request.get_full_path()}".encode())
    for name in sorted(set(request.POST) - UNSEEN):
        found.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            found.update(repr((name, file.name, file.size)).encode())
            _read(file, found.update)
    return found.hexdigest()


def _read(file: UploadedFile, take: Callable[[bytes], None]) -> None:
    for chunk in file.chunks():
        take(chunk)
    file.seek(0)
