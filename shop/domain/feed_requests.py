"""What a reader of a feed asks for: since when, which part of the file, in which form."""

import re
from dataclasses import dataclass
from datetime import datetime

CURSOR = re.compile(r"c(\d{1,18})")
NAME = re.compile(r"([a-z0-9][a-z0-9_-]*)\.([a-z0-9]{1,12})")
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class SinceError(ValueError):
    """What stands after ``since`` is neither a moment with a time zone nor a cursor that we gave."""


class RangeError(ValueError):
    """The part that is asked for lies beyond the end."""


@dataclass(frozen=True)
class Part:
    """Bytes of a file, the last one included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


def read_since(text: str) -> int | datetime:
    """Read a cursor (``c`` and a number) or a moment (ISO 8601 with its zone). Raises ``SinceError``."""
    if found := CURSOR.fullmatch(text):
        return int(found[1])
    try:
        # A plus that was not escaped comes as a blank.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as error:
        raise SinceError(text) from error
    if moment.tzinfo is None:
        raise SinceError(text)
    return moment


def read_name(text: str) -> tuple[str, str] | None:
    """Divide a file's name into the code of its channel and its suffix; None where it is no such name."""
    found = NAME.fullmatch(text)
    return (found[1], found[2]) if found else None


def read_range(text: str, size: int) -> Part | None:
    """Read a ``Range`` of one part; None means the whole file, as for several parts or other units.

    Raises ``RangeError`` where nothing of it exists.
    """
    found = RANGE.fullmatch(text.replace(" ", ""))
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = min(int(found[2]), size)
        if not length:
            raise RangeError(text)
        return Part(size - length, size - 1)
    first, last = int(found[1]), min(int(found[2] or size), size - 1)
    if found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise RangeError(text)
    return Part(first, last)


def takes_gzip(accepted: str) -> bool:
    """Say whether an ``Accept-Encoding`` lets gzip through: by name or by star, and not at zero."""
    weights: dict[str, float] = {}
    for one in accepted.lower().split(","):
        name, _, more = one.strip().partition(";")
        quality = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", more)
        weights[name.strip()] = float(quality[1]) if quality else 1.0
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0
