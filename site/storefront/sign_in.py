"""How people sign up and sign in: what is ours in django-allauth's account and second factor."""

import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from storefront.second_factor import FACTORS, needs_second_factor


class Accounts(DefaultAccountAdapter):
    """Accounts by e-mail; the user's name is opaque and shown to nobody."""

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Give a new user a name that says nothing about her."""
        user.username = user.username or uuid4().hex

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask for the password again only when she has not just typed it."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = bool(records) and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT
        return not is_fresh and bool(super().is_reauthentication_required(app=app))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter whose links start with ``SITE_URL``, whatever host was asked."""
        site = SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=settings.SITE_URL)
        links = {key: _of_the_site(value) for key, value in context.items() if key.endswith("_url")}
        super().send_mail(template_prefix, email, {**context, **links, "current_site": site})


class SecondFactors(DefaultMFAAdapter):
    """Second factors; who needs one keeps it."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to leave somebody who needs a second factor without one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return not needs_second_factor(user) or others.exists()


def _of_the_site(url: str) -> str:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{settings.SITE_URL}{parts.path}{query}"


def proven_emails(user: Any) -> list[str]:
    """Return the addresses that are shown to be hers: orders placed with them are hers too."""
    return list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))
