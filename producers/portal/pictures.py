"""Nine pictures: she taps her four, or chooses them for the first time. Nobody has to read or write.

Without script each tap is sent by itself and kept in her session, so that no page and no address ever holds
what was tapped; with script the four are sent at once.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods

from producers.actions.pins import EasyPinError, PinAnswer, check_pin, set_pin
from producers.digests import fits, keyed
from producers.domain.actors import Actor
from producers.domain.pins import LENGTH, PICTURES, is_easy, is_let, pin_of
from producers.models import DoorCard, DoorPhone, PicturePin
from producers.portal.coming_in import come_in
from producers.portal.pending import CALL, CARD, CODE, WALL, Pending, keep, pending_of
from producers.reading.doors import faces
from producers.responses import private_page

PAGE = "producers/portal/sign_in/pictures.html"
REPEATED = "pin.first"


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: HttpRequest) -> HttpResponse:
    """Tap one's four pictures; who has none yet chooses them."""
    pending = pending_of(request)
    user = pending.chosen if pending else None
    if pending is None or user is None:
        return redirect("portal:sign_in")
    if not PicturePin.objects.filter(user=user).exists():
        return redirect("portal:sign_in_choose")
    if request.method != "POST":
        return _pad(request, keep(request, pending, taps=()))
    taps, pending = _tapped(request, pending)
    if len(taps) < LENGTH:
        return _pad(request, pending)
    answer = check_pin(user, taps)
    if answer.is_right:
        return come_in(request, user, way=pending.way, is_kept=_is_kept(request, pending))
    return _pad(request, keep(request, pending, taps=()), **_told(answer))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose four pictures, unseen, and tap them a second time.

    Open to who has none, or has shown both her phone and her card. Somebody with a phone always shows it: who
    made her card, and took her pictures away, does not come in as her. Somebody without a phone has been
    spoken with by the Centre.
    """
    pending = pending_of(request)
    user = pending.chosen if pending else None
    if pending is None or user is None:
        return redirect("portal:sign_in")
    missing = _missing(user, pending)
    if missing:
        return render(request, "producers/portal/sign_in/more.html", {"missing": missing})
    if request.method != "POST":
        return _pad(request, keep(request, pending, taps=(), first=""), is_new=True)
    taps, pending = _tapped(request, pending)
    if len(taps) < LENGTH:
        return _pad(request, pending, is_new=True)
    return _repeated(request, user, pending, taps)


def _repeated(request: HttpRequest, user: Any, pending: Pending, taps: list[str]) -> HttpResponse:
    pin = pin_of(taps)
    if not pending.first:
        if not pin or is_easy(pin):
            easy = gettext("Too easy. Take at least three different pictures.")
            return _pad(request, keep(request, pending, taps=()), is_new=True, wrong=easy, status=422)
        first = keyed(f"{user.pk}:{pin}", purpose=REPEATED)
        return _pad(request, keep(request, pending, taps=(), first=first), is_new=True)
    if not fits(f"{user.pk}:{pin}", pending.first, purpose=REPEATED):
        differs = gettext("Those were other pictures. Begin again.")
        again = keep(request, pending, taps=(), first="")
        return _pad(request, again, is_new=True, wrong=differs, status=422)
    try:
        set_pin(user, taps, actor=Actor(user.pk, user.get_username()))
    except EasyPinError:
        return redirect("portal:sign_in_choose")
    return come_in(request, user, way=pending.way, is_kept=_is_kept(request, pending))


def _missing(user: Any, pending: Pending) -> list[str]:
    """Return what she has to show before she may choose."""
    has_phone = DoorPhone.objects.filter(user=user).exists()
    needed = [CODE] if has_phone else [CARD]
    if PicturePin.objects.filter(user=user).exists():
        needed = [CODE, CARD]
    missing = [proof for proof in needed if proof not in pending.proofs]
    return missing if has_phone or missing or _is_let(user) else [CALL]


def _is_let(user: Any) -> bool:
    card = DoorCard.objects.live().filter(user=user).first()
    return card is not None and is_let(card.allowed_at, timezone.now())


def _tapped(request: HttpRequest, pending: Pending) -> tuple[list[str], Pending]:
    """Return what was tapped so far: all at once, or one more than before."""
    if at_once := request.POST.get("taps", "")[:100]:
        return (at_once.split("-") + [""] * LENGTH)[:LENGTH], pending
    if "clear" in request.POST:
        return [], keep(request, pending, taps=())
    tap = request.POST.get("tap", "")
    taps = [*pending.taps, tap] if tap in PICTURES else list(pending.taps)
    return taps, keep(request, pending, taps=tuple(taps) if len(taps) < LENGTH else ())


def _is_kept(request: HttpRequest, pending: Pending) -> bool:
    return pending.way == WALL or "keep" in request.POST


def _told(answer: PinAnswer) -> dict[str, Any]:
    if answer.is_locked:
        return {"is_locked": True, "status": 429, "wrong": gettext("Your pictures are locked.")}
    if answer.wait_until:
        return {"wrong": _wait(answer.wait_until), "status": 429}
    return {"wrong": gettext("Those are not your pictures. Try again."), "status": 422}


def _wait(until: datetime) -> str:
    minutes = -(-int((until - timezone.now()).total_seconds()) // 60) or 1
    text = ngettext(
        "Wait %(count)d minute, then try again.", "Wait %(count)d minutes, then try again.", minutes
    )
    return text % {"count": minutes}


def _pad(
    request: HttpRequest, pending: Pending, *, is_new: bool = False, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "pictures": PICTURES,
        "places": [place < len(pending.taps) for place in range(LENGTH)],
        "people": faces([pending.person], get_language() or "fr") if pending.person else [],
        "is_new": is_new,
        "is_second": bool(pending.first),
        "may_keep": pending.way != WALL,
        "is_kept": "keep" in request.POST or request.method != "POST",
    }
    return render(request, PAGE, context | more, status=status)
