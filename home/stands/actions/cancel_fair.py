"""A fair is called off: nobody has a stand there any more, and every fee goes back."""

from django.db import transaction

from home.stands.actions.fees import give_back
from home.stands.actions.move import lock, move
from home.stands.domain.states import ApplicationState, may_step
from home.stands.models import StandOffer
from producers.domain.actors import Actor

REASON = "the fair is called off"


@transaction.atomic(durable=True)
def call_off(offer: StandOffer, *, actor: Actor) -> int:
    """End every application for a stand here; return how many. Fees are due back. Safe to repeat.

    Who took her stand back too late to be paid back has her fee back as well: there was no fair.
    """
    held = lock(offer)
    rows = list(held.applications.select_related("order").order_by("pk"))
    ended = [row for row in rows if may_step(ApplicationState(row.state), ApplicationState.CANCELLED)]
    for row in ended:
        move(row, ApplicationState.CANCELLED, actor=actor, reason=REASON, stand=None, pay_by=None)
    for row in rows:
        give_back(row, actor=actor, reason=REASON)
    return len(ended)
