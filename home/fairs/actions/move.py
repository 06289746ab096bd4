"""The one way in which a sheet or a till changes its state."""

from typing import Any

from django.db.models import Model

from home.fairs.domain.states import IllegalStepError, SheetState, TillState, may_step
from producers.actions.record import record
from producers.domain.actors import Actor


def move(row: Model, new: SheetState | TillState, *, actor: Actor, reason: str = "", **also: Any) -> None:
    """Change the state, if the table allows it and nobody was quicker. Raises ``IllegalStepError``."""
    old = type(new)(row.state)  # type: ignore[attr-defined]  # both have one
    unmoved = type(row)._default_manager.filter(pk=row.pk, state=old.value)
    if not may_step(old, new) or not unmoved.update(state=new.value, **also):
        raise IllegalStepError(f"{old} to {new}")
    for name, value in {"state": new.value, **also}.items():
        setattr(row, name, value)
    record(
        verb=f"{row._meta.model_name}.{new.value}",
        row=row,
        actor=actor,
        reason=reason,
        before={"state": old.value},
        after={"state": new.value},
    )
