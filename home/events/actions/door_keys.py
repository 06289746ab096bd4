"""Who may stand at a door: keys for named helpers, given and taken back by the office."""

from django.db import transaction
from django.utils import timezone

from home.events.domain.door import is_open
from home.events.domain.registering import RefusedError, Why
from home.events.models import DoorKey, Event
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def give_door_key(event: Event, name: str, *, actor: Actor) -> DoorKey:
    """Let somebody write down who comes to this event, and to no other.

    The log names the key, not the helper. Raises ``RefusedError`` when the event is cancelled or over.
    """
    if event.is_cancelled:
        raise RefusedError(Why.CANCELLED)
    if not is_open(is_revoked=False, last_day=event.last_day, today=timezone.localdate()):
        raise RefusedError(Why.PAST)
    key: DoorKey = DoorKey.objects.create(event=event, name=name, made_by_id=actor.user_id)
    record(verb="door_key.give", row=key, actor=actor, after={"event": event.pk})
    return key


@transaction.atomic(durable=True)
def take_door_key_back(key: DoorKey, *, actor: Actor) -> None:
    """Close the door for whoever has this key. What she let in stays. Does nothing twice."""
    if DoorKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(verb="door_key.take_back", row=key, actor=actor, before={"open": True}, after={"open": False})
