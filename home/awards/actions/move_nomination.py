"""The one way in which a nomination changes its state."""

from typing import Any

from home.awards.domain.nominating import RefusedError, State, Why, may_move
from home.awards.models import Nomination
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Act


def move(nomination: Nomination, new: State, *, actor: Actor, reason: str = "", **values: Any) -> None:
    """Change the state with what belongs to it, if the table allows it. Needs the caller's transaction.

    The caller has locked the row. Raises ``RefusedError``.
    """
    old = nomination.state
    if not may_move(old, new):
        raise RefusedError(Why.STATE)
    values["state"] = new.value
    for name, value in values.items():
        setattr(nomination, name, value)
    nomination.save(update_fields=list(values))
    record(
        verb="award.nomination",
        row=nomination,
        actor=actor,
        reason=reason,
        before={"state": str(old)},
        after={"state": str(new)},
        for_organisation=nomination.organisation,
    )
    key = f"nomination.{new}:{nomination.pk}:{nomination.state}:{_count(nomination)}"
    announce(f"nomination.{new}", key=key, nomination=nomination.pk)


def locked(nomination: Nomination) -> Nomination:
    """Return the row as it stands, locked."""
    found: Nomination = Nomination.objects.locked().select_related("organisation").get(pk=nomination.pk)
    return found


def _count(nomination: Nomination) -> int:
    """A decision may be taken back and taken again, and is told again."""
    return int(Act.objects.filter(verb="award.nomination", object_id=nomination.pk).count())
