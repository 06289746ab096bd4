"""Where a sheet of goods and a till stand, and where each may go from there."""

from collections.abc import Mapping
from enum import StrEnum


class SheetState(StrEnum):
    """Goods that go to a fair: written down, gone, counted on return."""

    DRAFT = "draft"
    OUT = "out"
    BACK = "back"
    DROPPED = "dropped"


class TillState(StrEnum):
    """A device: its code was given out, it sells, or it may no more."""

    INVITED = "invited"
    ACTIVE = "active"
    REVOKED = "revoked"


class IllegalStepError(ValueError):
    """It cannot go from where it is to where it was sent."""


_SHEET: Mapping[SheetState, frozenset[SheetState]] = {
    SheetState.DRAFT: frozenset({SheetState.OUT, SheetState.DROPPED}),
    SheetState.OUT: frozenset({SheetState.BACK}),
}
_TILL: Mapping[TillState, frozenset[TillState]] = {
    TillState.INVITED: frozenset({TillState.ACTIVE, TillState.REVOKED}),
    TillState.ACTIVE: frozenset({TillState.REVOKED}),
}


def may_step(old: StrEnum, new: StrEnum) -> bool:
    """Say whether a sheet or a till may go from one state to the other."""
    table: Mapping[StrEnum, frozenset[StrEnum]] = _SHEET if isinstance(old, SheetState) else _TILL  # type: ignore[assignment]  # enums are their own kind of key
    return new in table.get(old, frozenset())
