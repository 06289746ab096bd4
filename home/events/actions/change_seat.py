"""What somebody does with her seat afterwards: takes the one that she is offered, or gives it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from home.events.actions.move import move
from home.events.actions.waiting import offer_free_seats
from home.events.domain.registering import OPEN, SEATS, RefusedError, State, Why
from home.events.models import Places, Registration
from producers.actions.announce import announce
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def accept_offer(registration: Registration, *, actor: Actor, now: datetime | None = None) -> Registration:
    """Take the seat that was kept. Does nothing twice. Raises ``RefusedError`` past the deadline."""
    registration, _places = _locked(registration)
    if registration.state == State.SEATED:
        return registration
    until = registration.offered_until
    if registration.state != State.OFFERED or until is None or until <= (now or timezone.now()):
        raise RefusedError(Why.LATE)
    move(registration, State.SEATED, actor=actor)
    announce("seat.seated", key=f"seat.accepted:{registration.pk}", registration=registration.pk)
    return registration


@transaction.atomic(durable=True)
def cancel_seat(registration: Registration, *, actor: Actor, now: datetime | None = None) -> Registration:
    """Give a seat back, or leave the waiting list; the next who waits is offered it. Does nothing twice."""
    registration, places = _locked(registration)
    if registration.state not in OPEN:
        return registration
    had_seat = registration.state in SEATS
    move(registration, State.CANCELLED, actor=actor)
    announce("seat.cancelled", key=f"seat.cancelled:{registration.pk}", registration=registration.pk)
    if had_seat:
        Places.objects.give_back(places.pk)
        offer_free_seats(places, now=now)
    return registration


def _locked(registration: Registration) -> tuple[Registration, Places]:
    """Whoever changes seats of the same part waits for the other; the seats always come first."""
    places = Places.objects.locked().select_related("event", "session").get(pk=registration.places_id)
    return Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk), places
