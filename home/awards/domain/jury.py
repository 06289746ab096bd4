"""Who may score whom. Plain values."""

from collections.abc import Collection
from enum import StrEnum


class Kind(StrEnum):
    """Why a juror stands aside for one nominee."""

    OWN = "own"
    """She nominated her, or is herself the nominee."""
    SAME = "same"
    """They belong to the same organisation, or to the association that vouches for the nominee."""
    DECLARED = "declared"
    """She says so herself."""


class Why(StrEnum):
    """Why a juror cannot do what she wants to."""

    CLOSED = "closed"
    HANDED_IN = "handed_in"
    CONFLICT = "conflict"
    MARKS = "marks"
    INCOMPLETE = "incomplete"
    TWICE = "twice"
    TIE = "tie"
    NO_REASON = "no_reason"
    NAMED = "named"


class RefusedError(Exception):
    """It is not done; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def conflict(
    *, nominated_her: bool, hers: Collection[int], nominees: Collection[int], is_nominee: bool = False
) -> Kind | None:
    """Say why somebody may not score a nominee, None when she may.

    ``hers`` are the keys of the organisations that the juror belongs to; ``nominees`` those of the nominee:
    herself, her group, the association that vouches for her.
    """
    if nominated_her or is_nominee:
        return Kind.OWN
    return Kind.SAME if set(hers) & set(nominees) else None
