"""What may leave in a parcel: how many pieces of which line, and a number by which it is followed."""

import re
from collections.abc import Mapping

from shop.domain.contact import read_line
from shop.domain.entries import Entry, Refusal
from shop.domain.errors import RefusedError, Why

CARRIER_LIMIT = 60
TRACKING_LIMIT = 60
_TRACKING = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]*", re.ASCII)


def read_tracking(text: str) -> Entry:
    """Read a carrier's number: Latin letters, digits and a few signs between them; an empty one is good."""
    entry = read_line(text, TRACKING_LIMIT)
    if entry.error or not entry.value:
        return entry
    return entry if _TRACKING.fullmatch(entry.value) else Entry(error=Refusal.MALFORMED)


def read_carrier(text: str) -> Entry:
    """Read who carries a parcel; it has to be said."""
    entry = read_line(text, CARRIER_LIMIT)
    return entry if entry.error or entry.value else Entry(error=Refusal.REQUIRED)


def pieces_to_send(left: Mapping[int, int], asked: Mapping[int, int] | None = None) -> dict[int, int]:
    """Return how many pieces of each line leave: those ``asked`` for, or all that are ``left``.

    Raises ``RefusedError``: ``NOTHING_TO_SEND`` when there is none, ``FOREIGN_LINE`` for a line that is not
    of this part, ``BAD_QUANTITY`` below one, ``MORE_THAN_ORDERED`` above what is left of it.
    """
    wanted = dict(left if asked is None else asked)
    if not wanted:
        raise RefusedError(Why.NOTHING_TO_SEND)
    for line, quantity in wanted.items():
        if line not in left:
            raise RefusedError(Why.FOREIGN_LINE)
        if quantity < 1:
            raise RefusedError(Why.BAD_QUANTITY)
        if quantity > left[line]:
            raise RefusedError(Why.MORE_THAN_ORDERED, left=left[line])
    return wanted


def is_rest(left: Mapping[int, int], leaving: Mapping[int, int]) -> bool:
    """Say whether nothing of the goods stays behind."""
    return all(leaving.get(line, 0) == count for line, count in left.items())
