"""The one way in which an application changes its state or its stand."""

from typing import Any

from home.stands.domain.slots import WHOLE_FAIR, Slot
from home.stands.domain.states import RANKED, ApplicationState, IllegalStepError, may_step
from home.stands.models import StandApplication, StandOffer
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Act


def lock(offer: StandOffer) -> StandOffer:
    """Lock the offer: its stands are given out by one at a time."""
    found: StandOffer = (
        StandOffer.objects.select_for_update(of=("self",)).select_related("event").get(pk=offer.pk)
    )
    return found


def move(
    row: StandApplication, new: ApplicationState, *, actor: Actor, reason: str = "", **also: Any
) -> None:
    """Change the state, if the table allows it, and have her told. Raises ``IllegalStepError``.

    The offer is locked already.
    """
    old = ApplicationState(row.state)
    if not may_step(old, new):
        raise IllegalStepError(f"{old} to {new}")
    why = reason if new == ApplicationState.REFUSED else ""
    act = _write(row, f"stand.{new.value}", actor, reason, {"state": new.value, "reason": why, **also})
    tell_her(row, act)


def tell_her(row: StandApplication, act: Act) -> None:
    """Announce what was done with an application; she and who helps her are told after the commit."""
    announce(f"stand.{row.state}", key=f"stand:{row.pk}:{act.pk}", application=row.pk)


def number(row: StandApplication, slot: Slot | None, *, actor: Actor) -> None:
    """Note a stand for an application that waits; ``None`` takes it away again."""
    if row.state not in RANKED:
        raise IllegalStepError(row.state)
    group, stand = slot or (WHOLE_FAIR, None)
    if (row.group, row.stand) != (group, stand):
        _write(row, "stand.proposed", actor, "", {"group": group, "stand": stand})


def _write(row: StandApplication, verb: str, actor: Actor, reason: str, written: dict[str, Any]) -> Act:
    before = {"state": row.state, "stand": row.stand, "group": row.group}
    if "stand" in written and written["stand"] is None:
        written = {**written, "group": WHOLE_FAIR}
    StandApplication.objects.filter(pk=row.pk).update(**written)
    for name, value in written.items():
        setattr(row, name, value)
    after = {"state": row.state, "stand": row.stand, "group": row.group}
    return record(verb=verb, row=row, actor=actor, reason=reason, before=before, after=after)
