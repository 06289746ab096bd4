"""Why a sketch of a product, or what she does with a product of hers, is refused."""

from enum import StrEnum


class SketchFault(StrEnum):
    """Stable codes; screens have the words."""

    GONE = "gone"
    """It is somebody else's, or was thrown away."""
    SENT = "sent"
    """It was sent already: nothing of it changes any more."""
    MISSING = "missing"
    """``step``: the first screen that has to be answered"""
    SUSPENDED = "suspended"
    TOO_MANY = "too_many"
    """``most`` photos"""
    BAD_PICTURE = "bad_picture"
    """``message``: what is wrong with the file, in the sender's language"""
    CHANGED = "changed"
    """Somebody counted or sold meanwhile: ``on_hand``"""
    PROMISED = "promised"
    """Pieces that are promised to a buyer cannot be taken away."""
    TOO_LATE = "too_late"
    """The days to undo are over."""


class SketchError(Exception):
    """It is refused and nothing has changed. ``fault`` is stable, ``facts`` are values for the sentence."""

    def __init__(self, fault: SketchFault, **facts: object) -> None:
        super().__init__(f"{fault.value} {facts}" if facts else fault.value)
        self.fault = fault
        self.facts = facts
