"""What a maker can take part in, and where she has a seat."""

from collections.abc import Sequence
from datetime import date

from home.events.models import Event, Registration
from producers.models import Organisation

MOST_EVENTS, MOST_SEATS = 30, 3


def seats_of(maker: Organisation, on: date, *, event: Event | None = None) -> Sequence[Registration]:
    """Return her seats and offers at what is not over, the nearest first; of one event those who wait too."""
    rows = Registration.objects.filter(organisation=maker, places__event__last_day__gte=on)
    rows = rows.filter(places__event__live=True, places__event__status=Event.Status.PLANNED)
    rows = rows.select_related("places__event__series", "places__event__picture", "places__session")
    if event is not None:
        return rows.open().filter(places__event=event).order_by("pk")
    held = rows.filter(state__in=[Registration.State.SEATED, Registration.State.OFFERED])
    return held.order_by("places__event__first_day", "pk")[:MOST_SEATS]


def open_events(on: date) -> Sequence[Event]:
    """Return the public events to come that one can register for, the nearest first."""
    rows = Event.objects.public().coming(on).filter(status=Event.Status.PLANNED, places__is_open=True)
    return rows.select_related("series", "picture").distinct()[:MOST_EVENTS]
