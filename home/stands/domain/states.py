"""What an application can be, and what it may become."""

from enum import StrEnum


class ApplicationState(StrEnum):
    """Where an application for a stand is."""

    APPLIED = "applied"
    PLACED = "placed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class IllegalStepError(ValueError):
    """The application is elsewhere already."""


STEPS: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.APPLIED: frozenset(
        {ApplicationState.PLACED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.PLACED: frozenset({ApplicationState.WITHDRAWN}),
    ApplicationState.REFUSED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset({ApplicationState.APPLIED}),
}


def may_step(old: ApplicationState, new: ApplicationState) -> bool:
    """Say whether ``old`` may become ``new``; who has withdrawn may apply again."""
    return new in STEPS[old]


def free_numbers(stands: int, taken: set[int]) -> list[int]:
    """Return the numbers of the stands that nobody has, the lowest first; stands are numbered from 1 on."""
    return [number for number in range(1, stands + 1) if number not in taken]
