"""Rows of the agenda for tests. Every function takes what matters to the test and invents the rest."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from home.events.domain.registering import Person
from home.events.models import Event, Exhibitor, Session
from producers.models import Organisation
from producers.testing.builders import texts


def an_event(*, title: str | dict[str, str] = "Foire de printemps", **fields: Any) -> Event:
    """Build a public fair of three days that begins in ten."""
    first = fields.pop("first_day", None) or timezone.localdate() + timedelta(days=10)
    values: dict[str, Any] = {
        "kind": "fair",
        "slug": f"event-{Event.objects.count() + 1}",
        "region": "MA-06",
        "last_day": first + timedelta(days=2),
    }
    return Event.objects.create(title=texts(title), first_day=first, **(values | fields))


def a_session(
    event: Event, *, title: str | dict[str, str] = "Atelier", day: int = 0, **fields: Any
) -> Session:
    """Build a workshop of two hours on a day of the event, from ten to twelve unless told."""
    starts = fields.pop("starts_at", None) or at(event.first_day + timedelta(days=day), 10)
    values = {"kind": "workshop", "ends_at": starts + timedelta(hours=2)}
    return Session.objects.create(event=event, title=texts(title), starts_at=starts, **(values | fields))


def an_exhibitor(event: Event, producer: Organisation, **fields: Any) -> Exhibitor:
    """Build a stand."""
    return Exhibitor.objects.create(event=event, producer=producer, **fields)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment in wall time."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def a_person(number: int = 1, **fields: Any) -> Person:
    """Return who registers; each number is another person."""
    values = {"name": f"Personne {number}", "kind": "firm", "email": f"p{number}@example.test"}
    return Person(**(values | fields))
