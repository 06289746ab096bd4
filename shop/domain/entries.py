"""What became of a text that somebody typed: the value to keep, or the reason why it is refused."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why an entry is refused. The code is stable; ``shop.refusals`` has the sentence for each."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    NOT_ALLOWED = "not_allowed"
    """It holds a character that no name or address has: a control character, a change of direction."""
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    MISMATCH = "mismatch"
    """It exists, but not in the place that another field names."""


@dataclass(frozen=True)
class Entry:
    """A value that may be kept, or a refusal. Neither of the two means that the field was left empty."""

    value: str = ""
    error: Refusal | None = None

    def __bool__(self) -> bool:
        return self.error is None and bool(self.value)
