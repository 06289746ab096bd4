"""Two people change the same words without knowing it: seen by a mark of what each started from."""

from hashlib import sha256


class MetError(Exception):
    """Somebody else has written other words meanwhile: ``there``. Nothing was changed."""

    def __init__(self, there: str) -> None:
        super().__init__("met")
        self.there = there


def mark_of(words: str) -> str:
    """Return a short mark of words, the same however their lines end and whatever is empty between them."""
    return sha256("\n".join(_lines(words)).encode()).hexdigest()[:16]


def check_met(there: str, mine: str, *, seen: str | None) -> None:
    """Raise ``MetError`` when what is there is neither what was seen nor what is to be written.

    ``seen`` is the mark of the words that the writer had before her; None where nobody asked for one.
    """
    if seen is not None and mark_of(there) not in {seen, mark_of(mine)}:
        raise MetError(there)


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
