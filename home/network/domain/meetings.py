"""Business meetings at an event: hours and tables, who wishes to meet whom, and a plan without a clash.

Plain values. Persons, hours and tables are keys and numbers that only the caller understands. The practice of
organiser-set meetings (20 to 30 minutes, two half days, 10 to 20 % of the tables spare) is that of the notes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

MOST_HALVES, MOST_TABLES, MOST_SPARE, HEAVIEST = 2, 200, 50, 9
MINUTES, PAUSE = (10, 60), (0, 30)
FOLLOW_UPS = (7, 30)
"""So many days after a meeting somebody asks what came of it."""


class Source(StrEnum):
    """Whence a wish comes."""

    MATCH = "match"
    """What one needs the other offers."""
    ASKED = "asked"
    OFFICE = "office"


class Outcome(StrEnum):
    """What came of a meeting at its table, in one tap."""

    NO = "no"
    CALL = "call"
    SAMPLE = "sample"
    ORDER = "order"


class Came(StrEnum):
    """What has come of it days later."""

    NOTHING = "nothing"
    TALKING = "talking"
    SAMPLE = "sample"
    ORDER = "order"


class MeetingWhy(StrEnum):
    """Why something is refused."""

    OFF = "off"
    """The event is cancelled, or not public."""
    NUMBERS = "numbers"
    DAYS = "days"
    PLANNED = "planned"
    """Hours and tables stay once somebody has a meeting."""
    NO_SEAT = "no_seat"
    TWICE = "twice"
    FOREIGN = "foreign"
    HERSELF = "herself"
    BUSY = "busy"
    TABLE = "table"
    MET = "met"
    CALLED_OFF = "called_off"
    REASON = "reason"
    EARLY = "early"
    DONE = "done"


class MeetingRefusedError(Exception):
    """It is not done; ``why`` says the reason. ``who`` is the person in the way, where there is one."""

    def __init__(self, why: MeetingWhy, who: int | None = None) -> None:
        super().__init__(why.value)
        self.why, self.who = why, who


@dataclass(frozen=True)
class Half:
    """Half a day in which people meet."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Wished:
    """Somebody wishes to meet another, the heavier the more."""

    who: int
    whom: int
    weight: int


@dataclass(frozen=True)
class Placed:
    """Two persons at a table in an hour. ``first`` is the lower key."""

    hour: int
    table: int
    first: int
    second: int


def hours_of(halves: Iterable[Half], minutes: int, pause: int) -> list[tuple[datetime, datetime]]:
    """Return the hours of meetings that fit whole into the half days, each followed by a pause."""
    return [
        hour for half in sorted(halves, key=lambda one: one.begins) for hour in _cut(half, minutes, pause)
    ]


def planned_tables(tables: int, spare: int) -> int:
    """Return how many tables a plan uses: ``spare`` per cent, rounded up, stay for changes by hand."""
    return max(1, tables - -(-tables * spare // 100))


def are_numbers_right(minutes: int, pause: int, tables: int, spare: int) -> bool:
    """Say whether the settings are within what is of use."""
    return (
        MINUTES[0] <= minutes <= MINUTES[1]
        and PAUSE[0] <= pause <= PAUSE[1]
        and 1 <= tables <= MOST_TABLES
        and 0 <= spare <= MOST_SPARE
    )


def do_halves_fit(halves: Sequence[Half]) -> bool:
    """Say whether there are one or two half days, in order, that do not overlap."""
    rows = sorted(halves, key=lambda one: one.begins)
    in_order = all(one.begins < one.ends for one in rows)
    return (
        1 <= len(rows) <= MOST_HALVES
        and in_order
        and all(one.ends <= other.begins for one, other in pairwise(rows))
    )


def matches(said: Iterable[tuple[int, str, str]]) -> list[Wished]:
    """Return who needs what another offers, out of (person, side, thing); each thing weighs one."""
    rows = list(said)
    offers = [(person, thing) for person, side, thing in rows if side == "offers"]
    found = Counter(
        (person, other)
        for person, side, thing in rows
        if side == "needs"
        for other, offered in offers
        if offered == thing and other != person
    )
    return [Wished(who, whom, min(weight, HEAVIEST)) for (who, whom), weight in sorted(found.items())]


def propose(
    wishes: Iterable[Wished], hours: Sequence[int], tables: int, taken: Collection[Placed] = ()
) -> list[Placed]:
    """Return meetings to add to those that are ``taken``, so that nobody and no table is there twice.

    The heaviest wishes come first; what two wish of each other adds up. A wish that is left out is so because
    in each hour one of the two is busy or the tables are full. The same wishes always make the same plan.
    """
    busy = {(one.hour, person) for one in taken for person in (one.first, one.second)}
    used = {(one.hour, one.table) for one in taken}
    met = {(one.first, one.second) for one in taken}
    plan: list[Placed] = []
    for first, second in _by_weight(wishes):
        place = None if (first, second) in met else _free(first, second, hours, tables, busy, used)
        if place is None:
            continue
        plan.append(Placed(*place, first, second))
        used.add(place)
        busy |= {(place[0], first), (place[0], second)}
    return plan


def _by_weight(wishes: Iterable[Wished]) -> list[tuple[int, int]]:
    weights: Counter[tuple[int, int]] = Counter()
    for one in wishes:
        if one.who != one.whom:
            weights[min(one.who, one.whom), max(one.who, one.whom)] += one.weight
    return sorted(weights, key=lambda pair: (-weights[pair], pair))


def _free(
    first: int,
    second: int,
    hours: Sequence[int],
    tables: int,
    busy: Collection[tuple[int, int]],
    used: Collection[tuple[int, int]],
) -> tuple[int, int] | None:
    for hour in hours:
        if (hour, first) in busy or (hour, second) in busy:
            continue
        for table in range(1, tables + 1):
            if (hour, table) not in used:
                return hour, table
    return None


def _cut(half: Half, minutes: int, pause: int) -> Iterator[tuple[datetime, datetime]]:
    begins, length = half.begins, timedelta(minutes=minutes)
    while begins + length <= half.ends:
        yield begins, begins + length
        begins += length + timedelta(minutes=pause)
