"""The addresses of accounts. Each page of django-allauth declares its policy here, in one place."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from allauth.account import urls as account
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
SECOND_FACTOR = {
    "": "mfa_index",
    "authenticate/": "mfa_authenticate",
    "reauthenticate/": "mfa_reauthenticate",
    "totp/activate/": "mfa_activate_totp",
    "totp/deactivate/": "mfa_deactivate_totp",
    "recovery-codes/": "mfa_view_recovery_codes",
    "recovery-codes/generate/": "mfa_generate_recovery_codes",
    "recovery-codes/download/": "mfa_download_recovery_codes",
    "webauthn/": "mfa_list_webauthn",
    "webauthn/add/": "mfa_add_webauthn",
    "webauthn/reauthenticate/": "mfa_reauthenticate_webauthn",
    "webauthn/keys/<int:pk>/remove/": "mfa_remove_webauthn",
    "webauthn/keys/<int:pk>/edit/": "mfa_edit_webauthn",
}
"""Whoever looks at them is of the house. Their views, with a library of ciphers, are loaded by them alone."""
Answer = Callable[..., HttpResponseBase]


def _declared(name: str, view: Answer) -> Answer:
    """Return a view with the headers of a private page, whom it answers, and no dead end."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs and (stop := _about_a_key(request, name, kwargs["pk"])):
            return stop
        try:
            return view(request, *args, **kwargs)
        except (Http404, Authenticator.DoesNotExist):  # there is no such factor yet
            return redirect("mfa_index")

    return private_page(answer) if name in SIGNED_OUT else owner_page(answer)


def _about_a_key(request: HttpRequest, name: str, key: int) -> HttpResponseBase | None:
    """Answer 404 for a security key of another; her last one stays if she needs one."""
    found = get_object_or_404(Authenticator, pk=key, user_id=request.user.pk)
    is_last = name == REMOVES and not get_adapter().can_delete_authenticator(found)
    return redirect("mfa_index") if is_last else None


@cache
def second_factor() -> dict[str, tuple[str, Answer]]:
    """Return the addresses of django-allauth's second factor with their names and views; loads them."""
    from allauth.mfa import urls

    return {route: (name, view) for route, name, view in _flat(urls.urlpatterns)}


def _late(route: str) -> Answer:
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return second_factor()[route][1](request, *args, **kwargs)

    return answer


def _flat(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str, Answer]]:
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _flat(pattern.url_patterns, route)
        elif pattern.name:
            yield route, pattern.name, pattern.callback


urlpatterns = [
    path("", accounts.Account.as_view(), name="account"),
    path("logout/", accounts.LogOut.as_view(), name="account_logout"),
    path("delete/", leaving.leave, name="account_delete"),
    *(
        path(route, _declared(name, view), name=name)
        for route, name, view in _flat(account.urlpatterns)
        if name not in OWN
    ),
    *(
        path(f"2fa/{route}", _declared(name, _late(route)), name=name)
        for route, name in SECOND_FACTOR.items()
    ),
]
