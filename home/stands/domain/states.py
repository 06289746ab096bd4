"""What an application can be, and what it may become."""

from enum import StrEnum


class ApplicationState(StrEnum):
    """Where an application for a stand is."""

    APPLIED = "applied"
    WAITING = "waiting"
    OFFERED = "offered"
    TO_PAY = "to_pay"
    PLACED = "placed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class IllegalStepError(ValueError):
    """The application is elsewhere already."""


_S = ApplicationState
RANKED = frozenset({_S.APPLIED, _S.WAITING})
"""Who waits for a stand: before the first answers, and after them on the list of those who got none."""
OVER = frozenset({_S.WITHDRAWN, _S.LAPSED})
"""Who may ask again: she took it back, or did not take it in time."""
KEPT = frozenset({_S.OFFERED, _S.TO_PAY})
"""A stand is kept for her until a day: she takes it, by a word or by its fee, or it goes to the next."""
HOLDING = KEPT | {_S.PLACED}
"""Who has a stand, or for whom one is kept."""
_ANSWERS = frozenset({_S.TO_PAY, _S.PLACED, _S.REFUSED, _S.WITHDRAWN, _S.CANCELLED})

STEPS: dict[ApplicationState, frozenset[ApplicationState]] = {
    _S.APPLIED: _ANSWERS | {_S.WAITING},
    _S.WAITING: _ANSWERS | {_S.OFFERED},
    _S.OFFERED: frozenset({_S.PLACED, _S.LAPSED, _S.WITHDRAWN, _S.CANCELLED}),
    _S.TO_PAY: frozenset({_S.PLACED, _S.LAPSED, _S.WITHDRAWN, _S.CANCELLED}),
    _S.PLACED: frozenset({_S.WITHDRAWN, _S.CANCELLED}),
    _S.REFUSED: frozenset(),
    _S.WITHDRAWN: frozenset({_S.APPLIED}),
    _S.LAPSED: frozenset({_S.APPLIED}),
    _S.CANCELLED: frozenset(),
}


def may_step(old: ApplicationState, new: ApplicationState) -> bool:
    """Say whether ``old`` may become ``new``; who has withdrawn or was late may apply again."""
    return new in STEPS[old]
