"""Who may make what a trade buyer looks for: a pure rule that ranks makers and says why.

Nothing here decides: a person picks whom to ask, and a maker says herself whether she can.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAYS_OF_A_MONTH = 30


class Match(StrEnum):
    """What speaks for a maker."""

    MAKES_IT = "makes_it"
    """She sells in this category."""
    CRAFT = "craft"
    """It is her craft, though she sells nothing of it here yet."""
    CAPACITY = "capacity"
    """By what she says of herself she makes so many until the day."""
    LABELS = "labels"
    GROUP = "group"
    """Several people: a cooperative or a group."""


class Doubt(StrEnum):
    """What has to be asked before."""

    CAPACITY_UNKNOWN = "capacity_unknown"
    TOO_FEW = "too_few"
    LABELS_MISSING = "labels_missing"
    AWAY = "away"
    MARKET_CLOSED = "market_closed"


@dataclass(frozen=True)
class Wanted:
    """What is looked for: how many until when, and which labels (codes) have to be proven."""

    quantity: int
    today: date
    by: date
    labels: frozenset[str] = frozenset()

    @property
    def days(self) -> int:
        """How many days are left."""
        return max(0, (self.by - self.today).days)


@dataclass(frozen=True)
class Candidate:
    """A maker as she stands today.

    ``ready`` pieces lie there, ``at_once`` more may be ordered at a time and take ``making_days``; None where
    she has not said. ``labels`` are proven on this day.
    """

    producer: int
    sells_it: bool = False
    has_craft: bool = False
    ready: int = 0
    at_once: int = 0
    making_days: int | None = None
    labels: frozenset[str] = frozenset()
    is_group: bool = False
    away_until: date | None = None
    is_market_open: bool = True


@dataclass(frozen=True)
class Ranked:
    """A maker with what speaks for and against her; ``pieces`` is what she may have by the day."""

    producer: int
    score: int
    pieces: int | None
    per_month: int | None
    matches: tuple[Match, ...]
    doubts: tuple[Doubt, ...]


_POINTS = {Match.MAKES_IT: 40, Match.CRAFT: 20, Match.CAPACITY: 30, Match.LABELS: 20, Match.GROUP: 5}
_LOST = {
    Doubt.CAPACITY_UNKNOWN: 0,
    Doubt.TOO_FEW: 5,
    Doubt.LABELS_MISSING: 25,
    Doubt.AWAY: 15,
    Doubt.MARKET_CLOSED: 30,
}


def per_month(candidate: Candidate) -> int | None:
    """Return how many she makes in a month by what she says of herself, None where she has not said."""
    if candidate.making_days is None or not candidate.at_once:
        return None
    return candidate.at_once * DAYS_OF_A_MONTH // max(1, candidate.making_days)


def pieces_by(candidate: Candidate, wanted: Wanted) -> int | None:
    """Return how many she may have by the day: what lies there, and what the days left are enough for."""
    made = per_month(candidate)
    if made is None:
        return candidate.ready or None
    return candidate.ready + made * _days_at_work(candidate, wanted) // DAYS_OF_A_MONTH


def rank(candidates: Iterable[Candidate], wanted: Wanted) -> tuple[Ranked, ...]:
    """Return who may make it, the likeliest first; who has nothing to do with it is left out."""
    found = [_judged(one, wanted) for one in candidates if one.sells_it or one.has_craft]
    return tuple(sorted(found, key=lambda one: (-one.score, -(one.pieces or 0), one.producer)))


def _judged(one: Candidate, wanted: Wanted) -> Ranked:
    pieces = pieces_by(one, wanted)
    matches = tuple(match for match, holds in _for(one, wanted, pieces) if holds)
    doubts = tuple(doubt for doubt, holds in _against(one, wanted, pieces) if holds)
    score = sum(_POINTS[match] for match in matches) - sum(_LOST[doubt] for doubt in doubts)
    return Ranked(one.producer, score, pieces, per_month(one), matches, doubts)


def _for(one: Candidate, wanted: Wanted, pieces: int | None) -> list[tuple[Match, bool]]:
    return [
        (Match.MAKES_IT, one.sells_it),
        (Match.CRAFT, one.has_craft and not one.sells_it),
        (Match.CAPACITY, pieces is not None and pieces >= wanted.quantity),
        (Match.LABELS, bool(wanted.labels) and wanted.labels <= one.labels),
        (Match.GROUP, one.is_group),
    ]


def _against(one: Candidate, wanted: Wanted, pieces: int | None) -> list[tuple[Doubt, bool]]:
    return [
        (Doubt.CAPACITY_UNKNOWN, pieces is None),
        (Doubt.TOO_FEW, pieces is not None and pieces < wanted.quantity),
        (Doubt.LABELS_MISSING, not wanted.labels <= one.labels),
        (Doubt.AWAY, one.away_until is not None and one.away_until >= wanted.today),
        (Doubt.MARKET_CLOSED, not one.is_market_open),
    ]


def _days_at_work(one: Candidate, wanted: Wanted) -> int:
    """Leave out the days on which she is away."""
    if one.away_until is None or one.away_until < wanted.today:
        return wanted.days
    return max(0, (wanted.by - one.away_until).days)
