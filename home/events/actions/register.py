"""Taking a seat, or a place on the waiting list, for oneself or for somebody else."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from home.events.domain.registering import Person, RefusedError, State, Why, why_not
from home.events.models import Event, Places, Registration
from home.events.reading.seats import ends_at
from producers.actions.announce import announce
from producers.actions.record import record
from producers.digests import keyed
from producers.domain.actors import Actor

PURPOSE = "seat"


@transaction.atomic(durable=True)
def register(
    event: Event,
    places_pk: int,
    person: Person,
    *,
    actor: Actor,
    user: Any = None,
    now: datetime | None = None,
) -> Registration:
    """Give a seat, or a place on the waiting list when all are taken.

    ``actor`` is she herself, or whoever registers her. The seat is taken by one statement that the database
    decides, so that two who press at once never get the same. Raises ``RefusedError``: registered already,
    over, cancelled, closed, or a part of another event.
    """
    places = Places.objects.locked().select_related("event", "session").filter(pk=places_pk).first()
    if places is None or places.event_id != event.pk:
        raise RefusedError(Why.FOREIGN)
    why = why_not(
        is_cancelled=places.event.is_cancelled or not places.event.live,
        ends_at=ends_at(places),
        is_open=places.is_open,
        now=now or timezone.now(),
    )
    if why:
        raise RefusedError(why)
    registration = _write(places, person, actor=actor, user=user)
    record(verb="seat.register", row=registration, actor=actor, after={"state": registration.state})
    announce(
        f"seat.{registration.state}", key=f"seat.registered:{registration.pk}", registration=registration.pk
    )
    return registration


def _write(places: Places, person: Person, *, actor: Actor, user: Any) -> Registration:
    is_seated = Places.objects.take(places.pk)
    try:
        with transaction.atomic():
            return Registration.objects.create(
                places=places,
                state=State.SEATED if is_seated else State.WAITING,
                kind=person.kind,
                name=person.name,
                phone=person.phone,
                email=person.email,
                language=person.language,
                wants_call=person.wants_call,
                person=keyed(person.reached_by, purpose=PURPOSE) if person.reached_by else "",
                user=user,
                booked_by_id=actor.user_id,
            )
    except IntegrityError as reason:
        raise RefusedError(Why.TWICE) from reason  # the transaction rolls the seat back
