"""Corrections of what figures are made of, after the fact: what a reason has to be. Plain values."""

from collections.abc import Iterable

LONGEST_REASON = 200
SHORTEST_NAME = 3


class CorrectionError(ValueError):
    """Nothing was corrected; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_reason(typed: str, names: Iterable[str] = ()) -> str:
    """Return why something is corrected, as everybody may read it.

    Raises ``CorrectionError``: ``no_reason`` for an empty one, ``long_reason``, and ``names`` where it says a
    part of the name of whom it is about.
    """
    reason = " ".join(typed.split())
    if not reason:
        raise CorrectionError("no_reason")
    if len(reason) > LONGEST_REASON:
        raise CorrectionError("long_reason")
    words = {word.strip(".,;:!?()'’\"«»،").casefold() for word in reason.split()}
    said = {part.casefold() for name in names for part in name.split() if len(part) >= SHORTEST_NAME}
    if words & said:
        raise CorrectionError("names")
    return reason
