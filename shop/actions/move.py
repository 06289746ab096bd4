"""The one function that changes a state: the table of legal moves decides, the database lets one win."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.db.models import Model

from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.quick_writes import update_where
from shop.domain.states import EnquiryStatus, IllegalMoveError, PhoneStatus, check_move

FIELDS: Mapping[type[StrEnum], str] = {PhoneStatus: "confirmation", EnquiryStatus: "state"}


def move(
    row: Model,
    new: StrEnum,
    *,
    actor: Actor,
    reason: str = "",
    money: Mapping[str, int] | None = None,
    **also: Any,
) -> None:
    """Give ``row`` the state ``new``, write ``also`` in the same statement, and record the act.

    ``money`` maps a ledger account to minor units. Needs the caller's transaction. Raises
    ``IllegalMoveError`` when the table forbids it, or when somebody else moved the row first.
    """
    require_transaction("a move")
    field = FIELDS.get(type(new), "status")
    old = type(new)(getattr(row, field))
    check_move(old, new)
    if not update_where(row, {field: old.value}, {field: new.value, **also}):
        raise IllegalMoveError(old, new)
    for name, value in {field: new.value, **also}.items():
        setattr(row, name, value)
    record(
        verb=f"{row._meta.model_name}.{new.value}",
        row=row,
        actor=actor,
        reason=reason,
        before={field: old.value},
        after={field: new.value},
        money=money,
    )
