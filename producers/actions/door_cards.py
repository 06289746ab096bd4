"""A printed card is made, shown and revoked."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.access import door_users
from producers.actions.record import record
from producers.actions.take_try import take_try
from producers.actions.warn import CARD_MADE, warn
from producers.domain.actors import Actor
from producers.domain.codes import GUESSES_OF_A_CALLER, digest_of, new_secret
from producers.models import DoorCard


@transaction.atomic(durable=True)
def make_card(user: Any, *, actor: Actor, now: datetime | None = None) -> str:
    """Make her a card in place of the one before, and return its secret: shown now and never again.

    She is told, if she has a phone. The card opens nothing without her pictures once she has chosen them.
    """
    now = now or timezone.now()
    _revoke(user, now)
    secret = new_secret()
    row = DoorCard.objects.create(user=user, digest=digest_of(secret), made_by_id=actor.user_id, made_at=now)
    record(verb="card.made", row=row, actor=actor)
    warn(user, CARD_MADE, key=str(row.pk))
    return secret


@transaction.atomic(durable=True)
def revoke_card(user: Any, *, actor: Actor, reason: str, now: datetime | None = None) -> bool:
    """End her card; False when she has none."""
    row = DoorCard.objects.live().filter(user=user).select_for_update().first()
    if row is None:
        return False
    _revoke(user, now or timezone.now())
    record(verb="card.revoked", row=row, actor=actor, reason=reason)
    return True


@transaction.atomic(durable=True)
def show_card(secret: str, *, caller: str, now: datetime | None = None) -> Any | None:
    """Return whose card it is, and mark it used; None for a card that opens nothing, or too many tries."""
    now = now or timezone.now()
    if not take_try(GUESSES_OF_A_CALLER, caller, now=now):
        return None
    row = DoorCard.objects.live().filter(digest=digest_of(secret), user__in=door_users()).first()
    if row is None:
        return None
    DoorCard.objects.filter(pk=row.pk).update(used_at=now)
    return row.user


def _revoke(user: Any, now: datetime) -> None:
    DoorCard.objects.live().filter(user=user).update(revoked_at=now)
