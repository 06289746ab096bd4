"""The log of acts: who did what, for whom, with what before and after."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model

from producers.actions.sending import note_done
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Act, DoneForHer, Organisation
from producers.quick_writes import insert

NAME_LENGTH, REASON_LENGTH = 150, 500
_waiting: ContextVar[list[Act] | None] = ContextVar("tiwizi_acts_waiting", default=None)


@contextmanager
def recorded_together() -> Iterator[None]:
    """Write the acts that are recorded within by one statement, when all of them are done.

    Needs the caller's transaction. What an agent does for a producer is written at once all the same.
    """
    require_transaction("records")
    token = _waiting.set([])
    try:
        yield
        insert(_waiting.get() or [])
    finally:
        _waiting.reset(token)


def record(
    *,
    verb: str,
    row: Model,
    actor: Actor,
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    money: Mapping[str, int] | None = None,
    for_organisation: Organisation | None = None,
) -> Act:
    """Write down one act on ``row``, in the transaction that does it.

    ``money`` maps an account to minor units. ``for_organisation`` defaults to the one that the actor acts
    for; what an agent does for a producer is put on the list of what she is told. Raises
    ``NoTransactionError`` outside a transaction: an act and its record stand or fall together.
    Within ``recorded_together`` the act has no key yet.
    """
    require_transaction("a record")
    note_done()
    act = Act(
        actor_id=actor.user_id,
        actor_name=actor.name[:NAME_LENGTH],
        for_organisation_id=for_organisation.pk if for_organisation else actor.organisation_id,
        verb=verb,
        kind=row._meta.model_name or "",
        object_id=row.pk,
        reason=reason[:REASON_LENGTH],
        before=dict(before or {}),
        after=dict(after or {}),
        money=dict(money or {}),
    )
    is_for_her, waiting = actor.organisation_id is not None and actor.user_id is not None, _waiting.get()
    if waiting is not None and not is_for_her:
        waiting.append(act)
        return act
    insert([act])
    if actor.organisation_id is not None and actor.user_id is not None:
        DoneForHer.objects.create(organisation_id=actor.organisation_id, act=act)
    return act
