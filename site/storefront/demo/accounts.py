"""The demo's accounts. They are refused under production settings."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from storefront.roles import set_up_groups

ROLES = ("operator", "accountant", "editor", "agent", "producer", "buyer", "trade")
WITH_SECOND_FACTOR = ("operator", "accountant", "editor", "agent")


class NotForProductionError(RuntimeError):
    """Known passwords have no place where real money is held."""


def load_accounts() -> dict[str, Any]:
    """Create one account per role, with the demo password, and return them by role."""
    if not settings.DEMO_ACCOUNTS:
        raise NotForProductionError("demo accounts are refused under these settings")
    users = {role: _account(role) for role in ROLES}
    groups = set_up_groups()
    users["operator"].groups.add(groups["Operators"])
    users["accountant"].groups.add(groups["Accountants"])
    users["editor"].groups.add(groups["Editors"], *Group.objects.filter(name="Moderators"))
    return users


def _account(role: str) -> Any:
    users = get_user_model()._default_manager
    user, is_new = users.get_or_create(username=f"{role}@demo.test", defaults={"email": f"{role}@demo.test"})
    if is_new:
        user.set_password(settings.DEMO_PASSWORD)
        user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    has_factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    if role in WITH_SECOND_FACTOR and not has_factor:
        TOTP.activate(user, settings.DEMO_TOTP_SECRET)
    return user
