"""A programme by day: its parts in their order, those that begin together beside each other."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Protocol, TypeVar


class HasHours(Protocol):
    """Something that begins at an hour of local wall time."""

    @property
    def begins(self) -> datetime: ...


T = TypeVar("T", bound=HasHours)


def by_day(parts: Iterable[T]) -> tuple[tuple[date, tuple[T, ...]], ...]:
    """Return the days with their parts, each day in the order of its hours."""
    ordered = sorted(parts, key=_begins)
    return tuple((day, tuple(rows)) for day, rows in groupby(ordered, key=lambda part: _begins(part).date()))


def _begins(part: HasHours) -> datetime:
    return part.begins
