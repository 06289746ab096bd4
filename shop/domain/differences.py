"""What a proof found to differ: an English line, and what it is made of, so that it can be translated."""

from collections.abc import Mapping


class Line(str):
    """The line in English; ``text`` and ``facts`` are what another language is made from.

    ``text`` is the source of a translation with named places, ``facts`` fill them. ``cause`` is another
    such source: why this row most likely differs, where more is known than why its check usually fails.
    """

    text: str
    facts: Mapping[str, str]
    cause: str

    def __new__(cls, text: str, /, *, cause: str = "", **facts: object) -> "Line":
        known = {name: str(fact) for name, fact in facts.items()}
        line = super().__new__(cls, text % known)
        line.text, line.facts, line.cause = text, known, cause
        return line


def as_row(check: str, line: str) -> list[object]:
    """Return what is kept of a difference: its check, the source of its line, the facts, its cause.

    A check of somebody else may yield a plain line, which is its own source.
    """
    if isinstance(line, Line):
        return [check, line.text, dict(line.facts), line.cause]
    return [check, line, {}, ""]
