"""Certificates: what was counted at the door, under a code that whoever is shown it can check."""

from django.db import transaction
from django.db.models import Count

from home.events.models import Certificate, Event, Registration
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def certify(event: Event, *, actor: Actor) -> int:
    """Issue a certificate to everybody who came and has none yet; return how many. Does nothing twice."""
    came = Registration.objects.filter(places__event=event, certificate=None)
    counted = came.annotate(halves=Count("attendances")).filter(halves__gt=0).order_by("pk")
    rows = [Certificate(registration=one, half_days=one.halves) for one in counted]
    Certificate.objects.bulk_create(rows)
    if rows:
        record(verb="event.certify", row=event, actor=actor, after={"certificates": len(rows)})
    return len(rows)
