"""Somebody is let into the back office."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import SYSTEM
from storefront.roles import MAY, set_up_groups

GROUPS = sorted(MAY)


@transaction.atomic(durable=True)
def make_operator(email: str, names: Sequence[str]) -> tuple[Any, bool]:
    """Give an account groups, made without a password when there is none; return it, and whether it is new.

    Whoever runs this vouches for the address; the second factor is asked for when she signs in.
    """
    groups = set_up_groups()
    users = get_user_model().objects
    user = users.filter(email__iexact=email).first()
    is_new = user is None
    if user is None:
        user = users.create_user(uuid4().hex, email=email)
    EmailAddress.objects.update_or_create(
        user=user, email=email.lower(), defaults={"verified": True, "primary": True}
    )
    user.groups.add(*(groups[name] for name in names))
    record(verb="user.let_in", row=user, actor=SYSTEM, after={"groups": sorted(names)})
    return user, is_new
