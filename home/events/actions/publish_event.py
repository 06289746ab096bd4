"""Publishing an event: calendars that have read it learn that there is a newer version."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from home.events.models import Event
from producers.actions.announce import announce

TOLD = ("first_day", "last_day", "opens_at", "closes_at", "region", "venue", "commune")


@transaction.atomic
def publish_event(event: Event, revision: Any, publish: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Publish a revision of an event, whoever asks; ``publish`` does it.

    The number of edits goes up in the same transaction: without it, calendars keep what they have
    (RFC 5545, 3.8.7.4).
    """
    before = _as_it_stands(event.pk, revision.content_object)
    published = publish(revision, *args, **kwargs)
    note_change(event.pk)
    _tell(before, Event.objects.get(pk=event.pk))
    return published


def _tell(before: Event, after: Event) -> None:
    """Whoever is registered is told of other days, hours or places, and of no comma."""
    if before.live and after.live and any(getattr(before, one) != getattr(after, one) for one in TOLD):
        announce("event.changed", key=f"event.changed:{after.pk}:{after.sequence}", event=after.pk)


def _as_it_stands(pk: int, before: Event) -> Event:
    """Take what is live from the locked row: an event read earlier may not know that it was cancelled."""
    stands: Event = Event.objects.select_for_update(of=("self",)).get(pk=pk)
    for name in Event.LIVE:
        setattr(before, name, getattr(stands, name))
    return stands


def note_change(pk: int) -> None:
    """Count one more edit that readers of calendars have to see. Needs the caller's transaction."""
    Event.objects.filter(pk=pk).update(sequence=F("sequence") + 1, changed_at=timezone.now())
