"""A person with only a project: what her sheet says, where it stands, and when it is whole enough to sell."""

from collections.abc import Mapping
from enum import StrEnum

ASKED = ("what", "for_whom", "there", "missing", "next_steps")
"""What the sheet asks, in its order: what she will make, for whom, what is there, missing, and next."""
NEEDED_TO_SELL = ("name", "region", "province", "crafts")


class State(StrEnum):
    """Where a project stands."""

    OPEN = "open"
    PRODUCER = "producer"
    """She sells, or has asked to: what follows stands in her producer's page."""
    CLOSED = "closed"


class Why(StrEnum):
    """Why something about a project is refused."""

    NO_CONSENT = "no_consent"
    NOT_OPEN = "not_open"
    INCOMPLETE = "incomplete"
    TAKEN = "taken"
    """Somebody else follows her already."""
    NOT_HERS = "not_hers"
    """Only who follows her hands her back."""
    NO_REASON = "no_reason"


class ProjectError(Exception):
    """Refused; ``why`` says the reason, ``missing`` which parts of the sheet."""

    def __init__(self, why: Why, missing: tuple[str, ...] = ()) -> None:
        super().__init__(why.value)
        self.why, self.missing = why, missing


def lacks(sheet: Mapping[str, object]) -> tuple[str, ...]:
    """Return what a producer needs that the sheet does not say."""
    return tuple(name for name in NEEDED_TO_SELL if not sheet.get(name))


def filled(sheet: Mapping[str, str]) -> int:
    """Return how many of the five parts are written."""
    return sum(bool(sheet.get(name, "").strip()) for name in ASKED)
