"""The addresses of accounts. Each page of django-allauth declares its policy here, in one place."""

from collections.abc import Callable
from typing import Any

from allauth.account import urls as account
from allauth.mfa import urls as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, path

from producers.responses import owner_page, private_page
from storefront import accounts, leaving

SIGNED_OUT = {
    "account_login",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "account_request_login_code",
    "mfa_authenticate",
}
REMOVES = "mfa_remove_webauthn"
OWN = {"account_logout"}  # answers a POST alone, see storefront.accounts


def _declared(pattern: URLPattern) -> Callable[..., HttpResponseBase]:
    """Return the pattern's view with the headers of a private page, whom it answers, and no dead end."""
    view = pattern.callback

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs and (stop := _about_a_key(request, pattern, kwargs["pk"])):
            return stop
        try:
            return view(request, *args, **kwargs)
        except (Http404, Authenticator.DoesNotExist):  # there is no such factor yet
            return redirect("mfa_index")

    return private_page(answer) if pattern.name in SIGNED_OUT else owner_page(answer)


def _about_a_key(request: HttpRequest, pattern: URLPattern, key: int) -> HttpResponseBase | None:
    """Answer 404 for a security key of another; her last one stays if she needs one."""
    found = get_object_or_404(Authenticator, pk=key, user_id=request.user.pk)
    is_last = pattern.name == REMOVES and not get_adapter().can_delete_authenticator(found)
    return redirect("mfa_index") if is_last else None


def _pages(patterns: list[URLPattern | URLResolver], before: str) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            found += _pages(pattern.url_patterns, route)
        elif pattern.name not in OWN:
            found.append(path(route, _declared(pattern), name=pattern.name))
    return found


urlpatterns = [
    path("", accounts.Account.as_view(), name="account"),
    path("logout/", accounts.LogOut.as_view(), name="account_logout"),
    path("delete/", leaving.leave, name="account_delete"),
    *_pages(account.urlpatterns, ""),
    *_pages(mfa.urlpatterns, "2fa/"),
]
