"""A maker asks for a stand, or no longer wants it; herself, or an agent for her."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from home.stands.actions.move import lock, move
from home.stands.domain.states import ApplicationState, IllegalStepError
from home.stands.models import StandApplication, StandOffer
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Craft, Organisation


class ClosedError(ValueError):
    """Nobody can ask for a stand here any more, or she is not one who sells."""


@transaction.atomic(durable=True)
def apply(
    offer: StandOffer,
    producer: Organisation,
    *,
    actor: Actor,
    crafts: Iterable[Craft] | None = None,
    words: str = "",
) -> StandApplication:
    """Ask for a stand; ``crafts`` are those of her page unless told. Asked twice, the first counts.

    Who has withdrawn may ask again. Raises ``ClosedError`` after the last day, for an event that does not
    take place, and for who does not sell; ``IllegalStepError`` for who was refused.
    """
    held = lock(offer)
    late = held.closes_on < timezone.localdate() or held.event.is_cancelled
    if late or producer.kind not in Organisation.SELLING or producer.status != Organisation.Status.ACTIVE:
        raise ClosedError(str(held.pk))
    row, is_new = StandApplication.objects.get_or_create(
        offer=held, producer=producer, defaults={"words": words.strip()}
    )
    if is_new:
        record(verb="stand.applied", row=row, actor=actor, after={"offer": held.pk})
    elif row.state == ApplicationState.REFUSED:
        raise IllegalStepError(row.state)
    elif row.state == ApplicationState.WITHDRAWN:
        move(row, ApplicationState.APPLIED, actor=actor, words=words.strip())
    else:
        return row
    row.crafts.set(producer.crafts.all() if crafts is None else crafts)
    return row


@transaction.atomic(durable=True)
def withdraw(row: StandApplication, *, actor: Actor) -> None:
    """She does not come: her stand is free for another. Raises ``IllegalStepError``."""
    lock(row.offer)
    row.refresh_from_db()
    move(row, ApplicationState.WITHDRAWN, actor=actor, stand=None)
