"""The picture PIN: four taps on nine pictures, in an order that she remembers.

Pictures keep their places, so that the hand remembers too. 6,561 orders are few for a machine, so the number
of tries is what protects her: five, then ever longer waits, and after ten nothing but her card with a code,
or an agent, opens again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

PICTURES = ("sun", "fish", "key", "tree", "teapot", "bird", "moon", "house", "hand")
LENGTH = 4
FREE_TRIES = 5
MOST_TRIES = 10
FEWEST_DIFFERENT = 3
WAITS = {
    5: timedelta(minutes=1),
    6: timedelta(minutes=5),
    7: timedelta(minutes=15),
    8: timedelta(hours=1),
    9: timedelta(hours=4),
}
"""How long to wait after so many wrong tries in a row."""

LEAVE_LASTS = timedelta(hours=24)
"""How long the Centre's word counts that she, and nobody for her, may choose her pictures with a card."""


def is_let(allowed_at: datetime | None, now: datetime) -> bool:
    """Say whether the Centre has spoken with her lately."""
    return allowed_at is not None and now - LEAVE_LASTS < allowed_at <= now


def wait_after(failed: int) -> timedelta:
    """Return how long she waits after ``failed`` wrong tries in a row; none for the first four."""
    return WAITS.get(failed, timedelta())


def is_locked(failed: int) -> bool:
    """Say whether no further try is allowed, however long she waits."""
    return failed >= MOST_TRIES


def pin_of(taps: Sequence[str]) -> str:
    """Return the four pictures as one text, empty when they are not four of the nine."""
    is_whole = len(taps) == LENGTH and all(tap in PICTURES for tap in taps)
    return "-".join(taps) if is_whole else ""


def is_easy(pin: str) -> bool:
    """Say whether whoever looks over a shoulder, or guesses first, has it: fewer than three pictures."""
    return len(set(pin.split("-"))) < FEWEST_DIFFERENT
