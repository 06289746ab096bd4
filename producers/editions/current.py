"""The numbers as they stand for one request: read once, before anything else is."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cached_property
from math import inf

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, connections
from django.utils import timezone

from producers.editions.areas import with_parts
from producers.editions.quick_look import quick_look
from producers.editions.triggers import COUNTED, TABLE
from producers.prepared import prepared

LOOK = "SELECT area, CAST(sum(number) AS bigint) FROM {}{} GROUP BY area"
STATEMENT = LOOK.format("", TABLE)
AGAIN = f"(SELECT set_config('{COUNTED}', '', true)) AS again, "
"""What is written later in the same transaction counts anew; outside of one there is nothing to say."""
Stamp = tuple[int, ...]


class Editions:
    """What was found at the first look. The day belongs to it: proofs and dates end at midnight.

    ``until`` is the moment, in seconds since 1970, from which what is being computed is wrong by itself.
    """

    def __init__(self) -> None:
        self.until = inf

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each area."""
        connection.health_check_done = True  # the look itself is one, and spares a second statement
        try:
            return _look()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()  # the server was started anew since this connection's last request
            return _look()

    @cached_property
    def day(self) -> int:
        """Today in the site's time zone."""
        return timezone.localdate().toordinal()

    def of(self, areas: tuple[str, ...]) -> Stamp:
        """Return what to keep beside something that was computed from these areas."""
        numbers = self.numbers
        return (self.day, *(numbers.get(area, 0) for area in with_parts(areas)))


_current: ContextVar[Editions | None] = ContextVar("tiwizi_editions", default=None)


def current() -> Editions | None:
    """Return the editions of the request that is being answered; None where nothing may be kept."""
    return _current.get()


@contextmanager
def reading() -> Iterator[Editions]:
    """For a request that only reads: what it computes may be kept, and what is kept may be used."""
    editions = Editions()
    token = _current.set(editions)
    try:
        yield editions
    finally:
        _current.reset(token)


@contextmanager
def settled() -> Iterator[None]:
    """For a request that writes, around what it reads first: what others have committed may be kept.

    Inside a transaction, which may have written itself, nothing is.
    """
    if current() is not None or connection.in_atomic_block:
        yield
    else:
        with reading():
            yield


def lasts_until(moment: datetime | None) -> None:
    """Say that what is being computed stops being right at a moment, such as the end of a hold."""
    editions = current()
    if editions is not None and moment is not None and not is_over(moment.timestamp()):
        editions.until = min(editions.until, moment.timestamp())


@contextmanager
def apart(editions: Editions) -> Iterator[None]:
    """Find out how long one value lasts, and let it shorten the life of what it becomes part of."""
    before, editions.until = editions.until, inf
    try:
        yield
    finally:
        editions.until = min(before, editions.until)


def is_over(until: float) -> bool:
    """Return whether a moment has passed."""
    return until <= time.time()


def _look() -> dict[str, int]:
    found = quick_look(connections[DEFAULT_DB_ALIAS], STATEMENT)
    return _usual_look() if found is None else found


def _usual_look() -> dict[str, int]:
    line = connections[DEFAULT_DB_ALIAS]  # behind the proxy, once
    with prepared(line), line.cursor() as cursor:
        is_amid = line.vendor == "postgresql" and line.in_atomic_block
        cursor.execute(LOOK.format(AGAIN if is_amid else "", TABLE))
        return {area: int(number) for area, number in cursor.fetchall()}
