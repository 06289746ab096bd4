"""The next edition of a meeting begins as a copy of the last: words and programme, on other days."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from home.events.models import Event, Session
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.export_ids import new_export_id


@transaction.atomic(durable=True)
def copy_edition(event: Event, *, first_day: date, slug: str, actor: Actor) -> Event:
    """Return a draft with the words, themes and programme of an event, moved to begin on ``first_day``.

    Who exhibited is not copied: the next ones apply anew. Raises ``IntegrityError`` for a slug that is taken.
    """
    later = first_day - event.first_day
    sessions, themes = list(event.sessions.all()), list(event.themes.all())
    draft: Event = Event.objects.get(pk=event.pk)
    draft.pk, draft.export_id, draft.slug = None, new_export_id(), slug
    draft.first_day, draft.last_day = first_day, event.last_day + later
    draft.live, draft.has_unpublished_changes = False, True
    draft.status, draft.cancel_reason, draft.sequence, draft.changed_at = Event.Status.PLANNED, "", 0, None
    for name in ("live_revision", "latest_revision", "first_published_at", "last_published_at"):
        setattr(draft, name, None)
    draft.themes, draft.exhibitors = themes, []
    draft.sessions = [_moved(one, later) for one in sessions]
    draft.save()
    draft.save_revision()
    record(verb="event.copy", row=draft, actor=actor, after={"copied_from": event.pk})
    return draft


def _moved(session: Session, later: timedelta) -> Session:
    """Wall time stays as it is, whatever the clock of the country does in between."""
    session.pk, session.export_id = None, new_export_id()
    session.starts_at, session.ends_at = (_later(one, later) for one in (session.starts_at, session.ends_at))
    return session


def _later(moment: datetime, later: timedelta) -> datetime:
    here = timezone.localtime(moment)
    return timezone.make_aware(here.replace(tzinfo=None) + later)
