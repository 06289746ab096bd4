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
from producers.models import Organisation

PURPOSE = "seat"


@transaction.atomic(durable=True)
def register(
    event: Event,
    places_pk: int,
    person: Person,
    *,
    actor: Actor,
    user: Any = None,
    organisation: Organisation | None = None,
    now: datetime | None = None,
) -> Registration:
    """Give a seat, or a place on the waiting list when all are taken.

    ``actor`` is she herself, or whoever registers her; ``organisation`` is the maker for whom the seat is, if
    it is for one. The seat is taken by one statement that the database
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
    if organisation and Registration.objects.open().filter(places=places, organisation=organisation).exists():
        raise RefusedError(
            Why.TWICE
        )  # a maker without a phone has no digest that tells; the seats are locked
    registration = _write(places, person, actor=actor, user=user, organisation=organisation)
    record(verb="seat.register", row=registration, actor=actor, after={"state": registration.state})
    announce(
        f"seat.{registration.state}", key=f"seat.registered:{registration.pk}", registration=registration.pk
    )
    return registration


def _write(
    places: Places, person: Person, *, actor: Actor, user: Any, organisation: Organisation | None
) -> Registration:
    is_seated = Places.objects.take(places.pk)
    try:
        with transaction.atomic():
            return Registration.objects.create(
                places=places,
                state=State.SEATED if is_seated else State.WAITING,
                kind=person.kind,
                name=person.name,
                sex=person.sex,
                phone=person.phone,
                email=person.email,
                language=person.language,
                wants_call=person.wants_call,
                person=keyed(person.reached_by, purpose=PURPOSE) if person.reached_by else "",
                user=user,
                organisation=organisation,
                booked_by_id=actor.user_id,
            )
    except IntegrityError as reason:
        raise RefusedError(Why.TWICE) from reason  # the transaction rolls the seat back
