"""What a maker can take part in, and where she has a seat."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from home.events.models import Event, Registration
from producers.models import Organisation

MOST_EVENTS, MOST_SEATS, MOST_OTHERS = 30, 3, 40
SOON = timedelta(days=2)


def seats_of(maker: Organisation, on: date, *, event: Event | None = None) -> Sequence[Registration]:
    """Return her seats and offers at what is not over, the nearest first; of one event those who wait too."""
    rows = Registration.objects.filter(organisation=maker, places__event__last_day__gte=on)
    rows = rows.filter(places__event__live=True, places__event__status=Event.Status.PLANNED)
    rows = rows.select_related("places__event__series", "places__event__picture", "places__session")
    if event is not None:
        return rows.open().filter(places__event=event).order_by("pk")
    held = rows.filter(state__in=[Registration.State.SEATED, Registration.State.OFFERED])
    return held.order_by("places__event__first_day", "pk")[:MOST_SEATS]


def registered_by(user: int, event: Event) -> Sequence[Registration]:
    """Return whom somebody has registered for an event besides the makers she acts for, the last first."""
    rows = Registration.objects.open().filter(booked_by=user, organisation=None, places__event=event)
    rows = rows.exclude(user=user).exclude(name="")
    rows = rows.select_related("places__event__series", "places__event__picture", "places__session")
    return rows.order_by("-pk")[:MOST_OTHERS]


def to_be_told(user: int, on: date) -> Sequence[Registration]:
    """Return whom she has registered who gets no message, and has to know something by word of mouth.

    That is a seat kept for her until a deadline, or one that begins within two days.
    """
    rows = Registration.objects.filter(booked_by=user, organisation=None, places__event__live=True)
    rows = rows.filter(Q(wants_call=True) | Q(phone="", email="")).exclude(name="")
    rows = rows.filter(places__event__status=Event.Status.PLANNED, places__event__last_day__gte=on)
    soon = Q(places__session=None, places__event__first_day__range=(on, on + SOON))
    soon |= Q(places__session__starts_at__date__range=(on, on + SOON))
    offered = Q(state=Registration.State.OFFERED)
    rows = rows.filter(offered | Q(soon, state=Registration.State.SEATED))
    rows = rows.select_related("places__event__series", "places__event__picture", "places__session")
    return rows.order_by("places__event__first_day", "pk")[:MOST_SEATS]


def open_events(on: date) -> Sequence[Event]:
    """Return the public events to come that one can register for, the nearest first."""
    rows = Event.objects.public().coming(on).filter(status=Event.Status.PLANNED, places__is_open=True)
    return rows.select_related("series", "picture").distinct()[:MOST_EVENTS]
