"""The back office, and the portal to those who act for others, open only with a second factor."""

import re
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from producers.access import holds_more, is_agent, is_operator
from storefront.policy import ADMIN_PREFIX

DOOR = "wagtailadmin.access_admin"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
GOES_ON_TO = "goes_on_to"
"""Where she was going: the page with her recovery codes leads there."""
PORTAL = re.compile(r"/[a-z-]+/portal/(?!sign-)")


class SecondFactorMiddleware:
    """Send whoever needs a second factor where she goes, and has none, to set one up first.

    In the back office that is whoever may enter it; in the portal also an agent, who acts for many. A
    producer needs none: her own door asks for her phone or her card, and for her pictures.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as always outside the back office."""
        if _is_asked_for(request) and not has_second_factor(request.user):
            if request.method == "GET":
                request.session[GOES_ON_TO] = request.get_full_path()
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _is_asked_for(request: HttpRequest) -> bool:
    if request.path_info.startswith(ADMIN_PREFIX):
        return holds_office_key(request.user)
    return bool(PORTAL.match(request.path_info)) and _may_need_one(request.user)


def _may_need_one(user: Any) -> bool:
    """Say no to a maker in one question; to others, ask in full."""
    return bool(user.is_authenticated and holds_more(user)) and needs_second_factor(user)


def needs_second_factor(user: Any) -> bool:
    """Whether ``user`` holds a key to the back office, runs the shop, or acts for others."""
    return holds_office_key(user) or is_operator(user) or is_agent(user)


def holds_office_key(user: Any) -> bool:
    """Whether ``user`` may enter the back office."""
    return bool(user.is_active and (user.is_staff or user.has_perm(DOOR)))


def has_second_factor(user: Any) -> bool:
    """Whether ``user`` has set up an authenticator: then nobody signs in as her without its code."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
