"""The one way in which an application changes its state or its stand."""

from typing import Any

from home.stands.domain.states import ApplicationState, IllegalStepError, may_step
from home.stands.models import StandApplication, StandOffer
from producers.actions.record import record
from producers.domain.actors import Actor


def lock(offer: StandOffer) -> StandOffer:
    """Lock the offer: its stands are given out by one at a time."""
    found: StandOffer = (
        StandOffer.objects.select_for_update(of=("self",)).select_related("event").get(pk=offer.pk)
    )
    return found


def move(
    row: StandApplication, new: ApplicationState, *, actor: Actor, reason: str = "", **also: Any
) -> None:
    """Change the state, if the table allows it. Raises ``IllegalStepError``. The offer is locked already."""
    old = ApplicationState(row.state)
    if not may_step(old, new):
        raise IllegalStepError(f"{old} to {new}")
    written = {"state": new.value, "reason": reason, **also}
    _write(row, f"stand.{new.value}", actor, reason, written)


def number(row: StandApplication, stand: int | None, *, actor: Actor) -> None:
    """Note a stand for an application that waits; ``None`` takes it away again."""
    if row.state != ApplicationState.APPLIED:
        raise IllegalStepError(row.state)
    if row.stand != stand:
        _write(row, "stand.proposed", actor, "", {"stand": stand})


def _write(row: StandApplication, verb: str, actor: Actor, reason: str, written: dict[str, Any]) -> None:
    before = {"state": row.state, "stand": row.stand}
    StandApplication.objects.filter(pk=row.pk).update(**written)
    for name, value in written.items():
        setattr(row, name, value)
    after = {"state": row.state, "stand": row.stand}
    record(verb=verb, row=row, actor=actor, reason=reason, before=before, after=after)
