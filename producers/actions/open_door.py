"""A producer gets an account: somebody who knows her opens her door."""

from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import transaction

from producers.actions.record import record
from producers.actions.warn import PHONE_CHANGED, warn
from producers.domain.actors import Actor
from producers.domain.text import clean_line
from producers.models import DoorPhone, Membership, Organisation

NAME_LENGTH = 60


@transaction.atomic(durable=True)
def open_door(organisation: Organisation, *, name: str, number: str, actor: Actor) -> Any:
    """Make an account for a person of a maker's, with the number (E.164) of her phone if she has one.

    Her user has an opaque name and no password. The first person of a maker owns its account, others are
    members of it.
    """
    users = get_user_model()._default_manager
    user: Any = users.create_user(uuid4().hex, first_name=clean_line(name, NAME_LENGTH))
    owner, member = Membership.Role.OWNER, Membership.Role.MEMBER
    has_owner = Membership.objects.filter(organisation=organisation, role=owner).exists()
    Membership.objects.create(user=user, organisation=organisation, role=member if has_owner else owner)
    if number:
        DoorPhone.objects.create(user=user, number=number)
    record(verb="door.opened", row=user, actor=actor, for_organisation=organisation)
    return user


@transaction.atomic(durable=True)
def change_phone(user: Any, number: str, *, actor: Actor, reason: str = "") -> None:
    """Have her codes go to another number from now on, or to none. The one before is told."""
    row = DoorPhone.objects.select_for_update().filter(user=user).first()
    if row is not None:
        warn(user, PHONE_CHANGED, key=str(row.pk))
        row.delete()
    if number:
        DoorPhone.objects.create(user=user, number=number)
    record(verb="door.phone_changed", row=user, actor=actor, reason=reason)
