"""Who looks after what waits: one takes it, hands it on, or lays it down."""

from typing import Any

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import ExceptionCase


class TakenError(ValueError):
    """Somebody else has taken, laid down or closed it meanwhile."""


@transaction.atomic
def take_exception(case: ExceptionCase, *, owner: Any | None, actor: Actor) -> ExceptionCase:
    """Give an open case to ``owner``, a user, or to nobody. ``case`` is the row as the actor saw it.

    Of two who take the same case at once one gets it. Raises ``TakenError`` when it is no longer as seen.
    """
    owner_id = owner.pk if owner is not None else None
    before = case.owner_id
    if before == owner_id:
        return case
    unmoved = ExceptionCase.objects.filter(pk=case.pk, owner=before, closed_at=None)
    if not unmoved.update(owner=owner_id):
        raise TakenError("somebody else was first")
    case.owner_id = owner_id
    record(
        verb="exception.taken" if owner_id else "exception.laid_down",
        row=case,
        actor=actor,
        before={"owner": before},
        after={"owner": owner_id},
    )
    return case
