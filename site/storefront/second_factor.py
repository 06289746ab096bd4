"""The back office opens only to those who have a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from storefront.policy import ADMIN_PREFIX

DOOR = "wagtailadmin.access_admin"


class SecondFactorMiddleware:
    """Send whoever may enter the back office, and has no second factor, to set one up first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as always outside the back office."""
        is_inside = request.path_info.startswith(ADMIN_PREFIX)
        if is_inside and needs_second_factor(request.user) and not has_second_factor(request.user):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def needs_second_factor(user: Any) -> bool:
    """Whether ``user`` holds a key to the back office."""
    return bool(user.is_active and (user.is_staff or user.has_perm(DOOR)))


def has_second_factor(user: Any) -> bool:
    """Whether ``user`` has set up an authenticator: then nobody signs in as her without its code."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
