"""Cancelling an event. Its page stays and says so; its entry in calendars is struck out."""

from django.db import transaction

from home.events.actions.publish_event import note_change
from home.events.models import Event
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def cancel_event(event: Event, *, actor: Actor, reason: str = "") -> Event:
    """Say that an event does not take place. ``reason`` is public. Does nothing twice."""
    planned = Event.objects.filter(pk=event.pk, status=Event.Status.PLANNED)
    if planned.update(status=Event.Status.CANCELLED, cancel_reason=reason[:250]):
        note_change(event.pk)
        record(
            verb="event.cancel",
            row=event,
            actor=actor,
            reason=reason,
            before={"status": "planned"},
            after={"status": "cancelled"},
        )
        announce("event.cancelled", key=f"event.cancelled:{event.pk}", event=event.pk)
    event.refresh_from_db(fields=["status", "cancel_reason", "sequence", "changed_at"])
    return event
