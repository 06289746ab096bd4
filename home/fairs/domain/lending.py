"""Which of several things is free for some days. Plain values; things are numbered from one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

LONGEST = 31
"""Days for which something is lent at most."""


class ClashError(ValueError):
    """Too few are free; ``days`` names the days on which they are not."""

    def __init__(self, days: Sequence[date]) -> None:
        super().__init__(", ".join(day.isoformat() for day in days))
        self.days = tuple(days)


class DaysError(ValueError):
    """The days are in the wrong order, too many, or fewer than one thing is wanted."""


def days_of(first: date, last: date) -> list[date]:
    """Return the days from one to another. Raises ``DaysError``."""
    count = (last - first).days + 1
    if not 0 < count <= LONGEST:
        raise DaysError
    return [first + timedelta(days=n) for n in range(count)]


def one_for_all(days: Sequence[date], units: int, taken: Mapping[date, Iterable[int]]) -> int:
    """Return the first thing that is free on all days. Raises ``ClashError`` with the fullest days."""
    used = {unit for day in days for unit in taken.get(day, ())}
    free = [unit for unit in range(1, units + 1) if unit not in used]
    if free:
        return free[0]
    full = [day for day in days if len(set(taken.get(day, ()))) >= units]
    raise ClashError(full or list(days))


def any_each_day(
    days: Sequence[date], wanted: int, units: int, taken: Mapping[date, Iterable[int]]
) -> dict[date, list[int]]:
    """Return ``wanted`` free ones for each day, not the same ones every day. Raises ``ClashError``."""
    free = {
        day: [unit for unit in range(1, units + 1) if unit not in set(taken.get(day, ()))] for day in days
    }
    short = [day for day in days if len(free[day]) < wanted]
    if short:
        raise ClashError(short)
    return {day: free[day][:wanted] for day in days}
