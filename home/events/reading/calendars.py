"""Events as entries of a calendar."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.events.domain.calendar import Entry, calendar_text
from home.events.models import Event, Session
from home.events.models.querysets import EventQuerySet
from home.events.reading.cards import event_card
from producers.domain.regions import region_name
from producers.domain.shown import shown, spoken
from producers.reading.head import absolute

KEPT = timedelta(days=90)
"""How long what is over stays in the calendar: a phone that was off must still learn of a cancellation."""


def agenda_calendar(region: str, kind: str, lang: str, url: str) -> bytes:
    """Return the calendar of all that comes and was lately; a fair is followed by its groups."""
    rows = Event.objects.public().filter(last_day__gte=timezone.localdate() - KEPT)
    rows = rows.filter(region=region) if region else rows
    rows = rows.filter(kind=kind) if kind else rows
    with override(lang):
        name = " · ".join(part for part in (_("Agenda"), region_name(region, lang)) if part)
        entries = (one for event in _read(rows) for one in _entries(event, lang, {Session.Kind.GROUP}))
        return calendar_text(entries, name=name, lang=spoken(lang), url=url)


def event_calendar(event: Event, lang: str, url: str) -> bytes:
    """Return one event with all its programme."""
    with override(lang):
        name = shown(event.title, lang, event.original_language).text
        return calendar_text(_entries(event, lang, set(Session.Kind)), name=name, lang=spoken(lang), url=url)


def public_event(export_id: str) -> Event:
    """Return a public event by its permanent id. Raises ``Event.DoesNotExist``."""
    return _read(Event.objects.public()).get(export_id=export_id)


def _read(rows: EventQuerySet) -> EventQuerySet:
    related = rows.select_related("picture", "series").prefetch_related("sessions")
    return related.order_by("first_day", "pk")


def _entries(event: Event, lang: str, kinds: set[str]) -> Iterator[Entry]:
    whole = _entry(event, lang)
    yield whole
    for session in event.sessions.all():
        if session.kind in kinds:
            yield _part(session, event, whole, lang)


def _entry(event: Event, lang: str) -> Entry:
    card = event_card(event, lang)
    first, last = _span(event)
    return Entry(
        uid=f"{event.export_id}@tiwizi",
        sequence=event.sequence,
        changed_at=event.changed_at or event.created_at,
        title=card.title.text,
        lang=card.title.lang,
        begins=first,
        ends=last,
        url=absolute(card.url),
        is_cancelled=event.is_cancelled,
        description=_said(event, card.summary.text if card.summary else "", lang),
        location=card.place,
        point=_point(event),
        categories=(card.kind_name,),
    )


def _part(session: Session, event: Event, whole: Entry, lang: str) -> Entry:
    title, room = (shown(text, lang, event.original_language) for text in (session.title, session.room))
    begins, ends = (timezone.localtime(one) for one in (session.starts_at, session.ends_at))
    is_stay = session.kind == Session.Kind.GROUP
    return Entry(
        uid=f"{session.export_id}@tiwizi",
        sequence=event.sequence,
        changed_at=whole.changed_at,
        title=f"{title.text} · {whole.title}" if is_stay else title.text,
        lang=title.lang,
        begins=begins.date() if is_stay else begins,
        ends=ends.date() if is_stay else ends,
        url=whole.url,
        is_cancelled=event.is_cancelled,
        location=" · ".join(part for part in (room.text, whole.location) if part),
        point=whole.point,
        categories=(str(session.get_kind_display()),),
        parent=whole.uid,
    )


def _span(event: Event) -> tuple[date, date]:
    """Return hours for what takes one day and says them, days for all else."""
    if event.first_day != event.last_day or event.opens_at is None or event.closes_at is None:
        return event.first_day, event.last_day
    opens, closes = (
        timezone.make_aware(datetime.combine(event.first_day, hour))
        for hour in (event.opens_at, event.closes_at)
    )
    return opens, closes


def _said(event: Event, summary: str, lang: str) -> str:
    reason = event.cancel_reason if event.is_cancelled else ""
    return "\n".join(part for part in (reason, summary) if part)


def _point(event: Event) -> tuple[str, str] | None:
    return None if event.latitude is None else (str(event.latitude), str(event.longitude))
