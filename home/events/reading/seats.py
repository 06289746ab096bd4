"""Seats as pages show them, and the hours that they are for."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, F, Prefetch
from django.urls import reverse
from django.utils import timezone

from home.events.domain.registering import why_not
from home.events.models import Event, Places, Registration
from home.events.reading.cards import EventCard, event_card, here
from producers.domain.dates import day_written
from producers.domain.shown import Shown, shown


def begins_at(places: Places) -> datetime:
    """Return when what the seats are for begins."""
    if places.session is not None:
        return places.session.starts_at
    event = places.event
    return timezone.make_aware(datetime.combine(event.first_day, event.opens_at or time(0, 0)))


def ends_at(places: Places) -> datetime:
    """Return when it is over; an event without hours takes all of its last day."""
    if places.session is not None:
        return places.session.ends_at
    event = places.event
    return timezone.make_aware(datetime.combine(event.last_day, event.closes_at or time(23, 59)))


@dataclass(frozen=True)
class SeatsShown:
    """What one can register for."""

    pk: int
    title: Shown
    when: str
    is_full: bool


def open_seats(event: Event, lang: str) -> tuple[SeatsShown, ...]:
    """Return what one can register for now."""
    rows = Places.objects.filter(event=event).select_related("event", "session")
    return tuple(_seats(one, lang) for one in rows if _why(one) is None)


def has_seats(event: Event) -> bool:
    """Say whether the page of an event leads to a form: the form itself says why somebody comes too late."""
    return not event.is_cancelled and any(one.is_open for one in event.places.all())


def _why(places: Places) -> object:
    return why_not(
        is_cancelled=places.event.is_cancelled,
        ends_at=ends_at(places),
        is_open=places.is_open,
        now=timezone.now(),
    )


def _seats(places: Places, lang: str) -> SeatsShown:
    event, part = places.event, places.session
    title = shown(part.title if part else event.title, lang, event.original_language)
    return SeatsShown(places.pk, title, _when(places, lang), places.taken >= places.capacity)


def _when(places: Places, lang: str) -> str:
    if places.session is None:
        return event_card(places.event, lang).days
    begins, ends = here(places.session.starts_at), here(places.session.ends_at)
    return f"{day_written(begins.date(), lang)} · {begins:%H:%M} – {ends:%H:%M}"


@dataclass(frozen=True)
class SeatShown:
    """One registration for whoever has its secret."""

    registration: Registration
    card: EventCard
    part: Shown | None
    when: str
    calendar_url: str

    @property
    def title(self) -> Shown:
        """What the seat is for: the part, or the event."""
        return self.part or self.card.title

    @property
    def has_seat(self) -> bool:
        """Whether she has it, and nobody else."""
        return self.registration.state == Registration.State.SEATED

    @property
    def has_begun(self) -> bool:
        """Whether it has begun, so that she can say what came of it."""
        return begins_at(self.registration.places) <= timezone.now()

    @property
    def offered_until(self) -> str:
        """The hour until which an offered seat is kept, such as ``09:30``; empty without an offer."""
        until = self.registration.offered_until
        return f"{here(until):%H:%M}" if until else ""

    @property
    def code(self) -> str:
        """The code in two halves, as it is read out."""
        return code_written(self.registration.code)


def code_written(code: str) -> str:
    """Write a code in two halves."""
    return f"{code[:5]}-{code[5:]}"


def find_seat(token: str) -> Registration:
    """Return a registration by its secret. Raises ``Registration.DoesNotExist``."""
    rows = Registration.objects.by_token(token).select_related(
        "places__event__series", "places__event__picture", "places__session"
    )
    return rows.get()


def seat_shown(registration: Registration, lang: str) -> SeatShown:
    """Return what her page says."""
    places = registration.places
    event, part = places.event, places.session
    return SeatShown(
        registration,
        event_card(event, lang),
        shown(part.title, lang, event.original_language) if part else None,
        _when(places, lang),
        f"{reverse('tiwizi_agenda_event', args=[event.export_id])}?lang={lang}",
    )


def seats_title(places: Places, lang: str) -> str:
    """Write what the seats are for, for lists of the office."""
    if places.session is None:
        return shown(places.event.title, lang, places.event.original_language).text
    title = shown(places.session.title, lang, places.event.original_language).text
    return f"{title} · {_when(places, lang)}"


def people_of(event: Event) -> list[tuple[Places, list[Registration]]]:
    """Return who is registered for what, in three queries."""
    rows = Places.objects.filter(event=event).order_by("pk")
    rows = rows.select_related("event__series", "event__picture", "session")
    counted = Registration.objects.annotate(halves=Count("attendances"), certified=F("certificate__code"))
    people = Prefetch("registrations", queryset=counted.order_by("pk"))
    return [(one, list(one.registrations.all())) for one in rows.prefetch_related(people)]
