"""What every reader of a container answers with, or refuses with."""

from dataclasses import dataclass
from enum import StrEnum


class SoundFault(StrEnum):
    """Why a recording is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    NOT_A_SOUND = "not_a_sound"
    FILM = "film"
    BROKEN = "broken"


class SoundError(ValueError):
    """A recording that is not taken."""

    def __init__(self, fault: SoundFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Measured:
    """A recording: its media type, the suffix of its name, its length in seconds."""

    media_type: str
    suffix: str
    seconds: float


MOST_PIECES = 30_000
"""Blocks, pages or samples' tables of one file: two minutes in the shortest packets are 24,000 of them."""


def whole(data: bytes, start: int, length: int, end: int) -> int:
    """Return where a piece ends. Raises ``SoundError`` when it reaches past what holds it."""
    if length < 0 or start + length > end:
        raise SoundError(SoundFault.BROKEN)
    return start + length
