"""Declaring what came of an event, and taking it back."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from home.events.domain.outcomes import Outcome
from home.events.domain.registering import RefusedError, Why
from home.events.models import Declared, Registration
from home.events.reading.seats import begins_at
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def declare(registration: Registration, outcome: Outcome, *, actor: Actor) -> Declared:
    """Keep what she declares, in the place of what she declared before; she has agreed to its being counted.

    Raises ``RefusedError`` for whoever has no seat, and before it has begun.
    """
    if registration.state != Registration.State.SEATED or begins_at(registration.places) > timezone.now():
        raise RefusedError(Why.CLOSED)
    values = asdict(outcome) | {"agreed_at": timezone.now(), "withdrawn_at": None}
    declared, _is_new = Declared.objects.update_or_create(registration=registration, defaults=values)
    record(verb="outcome.declare", row=declared, actor=actor)
    return declared


@transaction.atomic(durable=True)
def take_back(registration: Registration, *, actor: Actor) -> None:
    """Let what she declared count no more. Does nothing twice."""
    rows = Declared.objects.filter(registration=registration, withdrawn_at=None)
    for one in rows:
        record(verb="outcome.take_back", row=one, actor=actor)
    rows.update(sales=0, contacts=0, jobs=0, supported=0, withdrawn_at=timezone.now())
