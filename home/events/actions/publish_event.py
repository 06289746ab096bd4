"""Publishing an event: calendars that have read it learn that there is a newer version."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from home.events.actions.corrections import correct_event, years_counted
from home.events.correction_words import EDITED
from home.events.models import Correction, Event, Session
from producers.actions.announce import announce
from producers.domain.actors import SYSTEM, Actor

TOLD = ("first_day", "last_day", "opens_at", "closes_at", "region", "venue", "commune")


@transaction.atomic
def publish_event(event: Event, revision: Any, publish: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Publish a revision of an event, whoever asks; ``publish`` does it.

    The number of edits goes up in the same transaction: without it, calendars keep what they have
    (RFC 5545, 3.8.7.4).
    """
    before = _as_it_stands(event.pk, revision.content_object)
    parts = _parts_with_seats(event.pk)
    counted = _told_apart(event.pk)
    published = publish(revision, *args, **kwargs)
    note_change(event.pk)
    after = Event.objects.get(pk=event.pk)
    _correct_figures(after, counted, revision.user)
    if not _tell(before, after) and before.live and after.live:
        _tell_of_parts(parts, after)
    return published


def _tell(before: Event, after: Event) -> bool:
    """Whoever is registered is told of other days, hours or places, and of no comma."""
    is_other = any(getattr(before, one) != getattr(after, one) for one in TOLD)
    if before.live and after.live and is_other:
        announce("event.changed", key=f"event.changed:{after.pk}:{after.sequence}", event=after.pk)
    return is_other


def _told_apart(pk: int) -> dict[Correction.What, str]:
    """Return what figures of training are told apart by, as far as it is published."""
    stands = Event.objects.get(pk=pk)
    themes = " ".join(sorted(stands.themes.values_list("code", flat=True)))
    return {Correction.What.REGION: stands.region, Correction.What.THEMES: themes}


def _correct_figures(after: Event, before: dict[Correction.What, str], user: Any) -> None:
    """An edit that moves figures of training once people came is a correction, and is shown as one."""
    now = _told_apart(after.pk)
    changed = [what for what in now if now[what] != before[what]]
    if not changed or not years_counted(after):
        return
    actor = Actor(user.pk, user.get_username()) if user else SYSTEM
    for what in changed:
        correct_event(after, what, EDITED, actor, {"value": before[what]}, {"value": now[what]})


def _parts_with_seats(pk: int) -> dict[int, tuple[object, ...]]:
    """Return when and where the parts are that have seats of their own."""
    rows = Session.objects.filter(event=pk, places__isnull=False)
    return {one.pk: (one.starts_at, one.ends_at, one.room) for one in rows}


def _tell_of_parts(before: dict[int, tuple[object, ...]], after: Event) -> None:
    """Whoever has a seat in a part is told of its other day, hours or room, unless all were told already."""
    for pk, stands in _parts_with_seats(after.pk).items():
        if pk in before and before[pk] != stands:
            announce("part.changed", key=f"part.changed:{pk}:{after.sequence}", session=pk)


def _as_it_stands(pk: int, before: Event) -> Event:
    """Take what is live from the locked row: an event read earlier may not know that it was cancelled."""
    stands: Event = Event.objects.select_for_update(of=("self",)).get(pk=pk)
    for name in Event.LIVE:
        setattr(before, name, getattr(stands, name))
    return stands


def note_change(pk: int) -> None:
    """Count one more edit that readers of calendars have to see. Needs the caller's transaction."""
    Event.objects.filter(pk=pk).update(sequence=F("sequence") + 1, changed_at=timezone.now())
