"""What was answered in pictures, before and after a course: counted for a group, never to compare people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FEWEST = 5
"""Shares of fewer sheets say something of a person, and are not shown."""


class Moment(StrEnum):
    """When the questions were asked."""

    BEFORE = "before"
    AFTER = "after"


class Why(StrEnum):
    """Why a sheet is not taken."""

    NOTHING = "nothing"
    UNKNOWN_CODE = "unknown_code"
    TWICE = "twice"


class SheetError(Exception):
    """A sheet is not taken; ``why`` says the reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Marked:
    """One question as it was answered."""

    question: str
    choice: str
    is_right: bool


def mark(answers: Mapping[str, str], right: Mapping[str, Mapping[str, bool]]) -> list[Marked]:
    """Return what was answered, question by question; ``right`` says of each question which choices are.

    A question left out, or answered with a choice that it does not have, is left out. Raises ``SheetError``
    when nothing is left.
    """
    found = [
        Marked(question, answers[question], choices[answers[question]])
        for question, choices in right.items()
        if answers.get(question) in choices
    ]
    if not found:
        raise SheetError(Why.NOTHING)
    return found


def share(right: int, of: int) -> int | None:
    """Return how many of a hundred were right, ``None`` where so few answered that it tells of a person."""
    return None if of < FEWEST else (200 * right + of) // (2 * of)
