"""What an application can be, and what it may become."""

from enum import StrEnum


class ApplicationState(StrEnum):
    """Where an application for a stand is."""

    APPLIED = "applied"
    WAITING = "waiting"
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
"""Who may ask again: she took it back, or did not pay in time."""
_ANSWERS = frozenset({_S.TO_PAY, _S.PLACED, _S.REFUSED, _S.WITHDRAWN, _S.CANCELLED})

STEPS: dict[ApplicationState, frozenset[ApplicationState]] = {
    _S.APPLIED: _ANSWERS | {_S.WAITING},
    _S.WAITING: _ANSWERS,
    _S.TO_PAY: frozenset({_S.PLACED, _S.LAPSED, _S.WITHDRAWN, _S.CANCELLED}),
    _S.PLACED: frozenset({_S.WITHDRAWN, _S.CANCELLED}),
    _S.REFUSED: frozenset(),
    _S.WITHDRAWN: frozenset({_S.APPLIED}),
    _S.LAPSED: frozenset({_S.APPLIED}),
    _S.CANCELLED: frozenset(),
}


def may_step(old: ApplicationState, new: ApplicationState) -> bool:
    """Say whether ``old`` may become ``new``; who has withdrawn or did not pay may apply again."""
    return new in STEPS[old]


def free_numbers(stands: int, taken: set[int]) -> list[int]:
    """Return the numbers of the stands that nobody has, the lowest first; stands are numbered from 1 on."""
    return [number for number in range(1, stands + 1) if number not in taken]
