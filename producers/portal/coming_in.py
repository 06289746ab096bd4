"""The last step of the door: she is signed in, her device keeps her picture, and her visit begins."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from producers.actions.devices import remember_on_device
from producers.actions.visits import end_visit, open_visit
from producers.domain.actors import Actor
from producers.domain.codes import DEVICE_LIFE, digest_of
from producers.models import Device
from producers.portal.pending import KEY, NEXT, NUMBER
from producers.visiting import VISIT

COOKIE = "tiwizi_device"
TABLETS, PHONES = ("iPad", "Tablet"), ("Mobi", "Android", "iPhone")


def device_of(request: HttpRequest) -> Device | None:
    """Return the device that this browser is remembered as."""
    secret = request.COOKIES.get(COOKIE, "")
    live = Device.objects.live(timezone.now())
    return live.filter(digest=digest_of(secret)).first() if secret else None


def come_in(request: HttpRequest, user: Any, *, way: str, is_kept: bool) -> HttpResponse:
    """Sign her in under a new session, keep her on the device if she wants, and lead her on."""
    device, secret = _device(request, user, is_kept)
    visit = open_visit(user, way=way, device=device)
    onward = request.session.get(NEXT) or reverse("portal:home")
    for name in (KEY, NUMBER, NEXT):
        request.session.pop(name, None)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[VISIT] = visit.pk
    request.session.set_expiry(0)  # a person is not remembered: it ends with the browser, if not before
    response = redirect(onward)
    if secret:
        _set_cookie(request, response, secret)
    return response


def go_out(request: HttpRequest) -> HttpResponse:
    """End her visit and sign her out; her picture stays on the device."""
    if visit := request.session.get(VISIT):
        end_visit(visit)
    logout(request)
    return redirect("portal:sign_in")


def remember_way_on(request: HttpRequest) -> None:
    """Keep where she wanted to go, if it is on this site."""
    onward = request.GET.get("next", "")
    if onward and url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        request.session[NEXT] = onward[:500]


def _device(request: HttpRequest, user: Any, is_kept: bool) -> tuple[Device | None, str]:
    if not is_kept:
        return None, ""
    secret = request.COOKIES.get(COOKIE, "")
    actor = Actor(user.pk, user.get_username())
    return remember_on_device(user, secret=secret, kind=_kind(request), actor=actor)


def _kind(request: HttpRequest) -> str:
    browser = request.headers.get("User-Agent", "")
    if any(word in browser for word in TABLETS):
        return Device.Kind.TABLET
    return Device.Kind.PHONE if any(word in browser for word in PHONES) else Device.Kind.COMPUTER


def _set_cookie(request: HttpRequest, response: HttpResponse, secret: str) -> None:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=DEVICE_LIFE,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure() or settings.SESSION_COOKIE_SECURE,
    )
