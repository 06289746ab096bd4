"""What a maker needs before she sells: each requirement judged on read, and enforced at two points alone.

A requirement is a row of a kind. What nobody can judge is not met: a kind that is not installed, and a row
whose target (a label, say) is gone, fail closed. An exception for one maker is a waiver with a reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Nature(StrEnum):
    """How one knows whether it is met."""

    COMPUTED = "computed"
    """Read from rows that are there anyway."""
    ATTESTED = "attested"
    """She ticks it."""
    VERIFIED = "verified"
    """Somebody has looked: at a document, or on a visit."""


class Point(StrEnum):
    """Where it is enforced. What is needed to submit is needed to be approved as well."""

    SUBMIT = "submit"
    APPROVE = "approve"


class Answer(StrEnum):
    """What is written down about one maker and one requirement."""

    TICKED = "ticked"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WAIVED = "waived"


class Verdict(StrEnum):
    """How it stands today."""

    MET = "met"
    WAIVED = "waived"
    MISSING = "missing"
    WAITING = "waiting"
    """She has done her part; somebody has to look."""
    REJECTED = "rejected"
    BROKEN = "broken"
    """Nobody can judge it: its kind or its target is gone. The operator mends the row."""


SATISFIED = frozenset({Verdict.MET, Verdict.WAIVED})


@dataclass(frozen=True)
class Answered:
    """An answer and its day."""

    state: Answer
    on: date


@dataclass(frozen=True)
class Rule:
    """One requirement. ``is_judgeable`` is false where its kind or its target is gone.

    ``since`` is the first day whose tick counts: terms that changed are accepted anew.
    """

    nature: Nature
    is_judgeable: bool = True
    since: date | None = None


def judge(rule: Rule, answer: Answered | None, *, is_true: bool = False) -> Verdict:
    """Judge one requirement. ``is_true`` is what a computed one reads; the others go by the answer alone."""
    if not rule.is_judgeable:
        return Verdict.BROKEN
    if answer is not None and answer.state is Answer.WAIVED:
        return Verdict.WAIVED
    if rule.nature is Nature.COMPUTED:
        return Verdict.MET if is_true else Verdict.MISSING
    if answer is None:
        return Verdict.MISSING
    return _ticked(rule, answer) if rule.nature is Nature.ATTESTED else _looked_at(answer)


def is_satisfied(verdict: Verdict) -> bool:
    """Say whether nothing more is needed for it."""
    return verdict in SATISFIED


def binds(needed_at: Point, point: Point) -> bool:
    """Say whether a requirement of ``needed_at`` is enforced at ``point``."""
    return needed_at is Point.SUBMIT or point is Point.APPROVE


def unmet(judged: Iterable[tuple[Point, Verdict]], point: Point) -> list[int]:
    """Return the places in ``judged`` of what still stands in the way at ``point``."""
    return [
        place
        for place, (needed_at, verdict) in enumerate(judged)
        if binds(needed_at, point) and not is_satisfied(verdict)
    ]


def _ticked(rule: Rule, answer: Answered) -> Verdict:
    is_current = rule.since is None or answer.on >= rule.since
    return Verdict.MET if answer.state is Answer.TICKED and is_current else Verdict.MISSING


def _looked_at(answer: Answered) -> Verdict:
    known = {Answer.ACCEPTED: Verdict.MET, Answer.REJECTED: Verdict.REJECTED, Answer.WAITING: Verdict.WAITING}
    return known.get(answer.state, Verdict.MISSING)
