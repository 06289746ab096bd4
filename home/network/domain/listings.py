"""What makers need of each other and what they offer, from a fixed list, so that pictures can say it."""

from datetime import date, timedelta
from enum import StrEnum

LASTS = timedelta(days=90)
"""Then it is not shown any more, unless she says with one tap that it still holds."""
SOON = timedelta(days=14)
"""So long before the end she is asked whether it still holds."""
MOST_WORDS = 200


class Side(StrEnum):
    """Whether she has it or looks for it."""

    OFFERS = "offers"
    NEEDS = "needs"


class Thing(StrEnum):
    """What can be needed or offered."""

    WOOL = "wool"
    DYE = "dye"
    PACKAGING = "packaging"
    TRANSPORT = "transport"
    MACHINE = "machine"
    PLACE = "place"
    TRAINING = "training"
    SELLING = "selling"


class Part(StrEnum):
    """What of her the other members may see, each by her own yes."""

    NAME = "name"
    PHOTO = "photo"
    COMMUNE = "commune"
    WORDS = "words"


class Why(StrEnum):
    """Why something is refused."""

    TOO_LONG = "too_long"
    CONTACT = "contact"
    NOT_ACTIVE = "not_active"
    OVER = "over"
    HERSELF = "herself"
    BLOCKED = "blocked"
    ASKED = "asked"
    TOO_MANY = "too_many"
    EMPTY = "empty"
    ANSWERED = "answered"


class RefusedError(Exception):
    """It is not done; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def end_from(day: date) -> date:
    """Return the last day of what is said, or confirmed, on a day."""
    return day + LASTS


def ends_soon(until: date, today: date) -> bool:
    """Say whether it is time to ask her if it still holds."""
    return today <= until <= today + SOON
