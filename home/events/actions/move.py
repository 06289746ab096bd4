"""The one way in which a registration changes its state."""

from django.utils import timezone

from home.events.domain.registering import State, may_move
from home.events.models import Registration
from producers.actions.record import record
from producers.domain.actors import Actor


class MoveError(RuntimeError):
    """A registration cannot go from where it is to where it was sent."""


def move(registration: Registration, new: State, *, actor: Actor, reason: str = "") -> None:
    """Change the state, if the table allows it and nobody was quicker. Raises ``MoveError``."""
    old = registration.state
    if not may_move(old, new):
        raise MoveError(f"{old} to {new}")
    here = Registration.objects.filter(pk=registration.pk, state=old)
    if not here.update(state=new, changed_at=timezone.now()):
        raise MoveError(f"{registration.pk} is {old} no more")
    registration.state = new
    record(
        verb="seat.move",
        row=registration,
        actor=actor,
        reason=reason,
        before={"state": str(old)},
        after={"state": str(new)},
    )
