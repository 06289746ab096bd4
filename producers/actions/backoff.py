"""When to try again: soon at first, then ever later, and never all at the same moment."""

import random
from datetime import timedelta

FIRST = timedelta(seconds=10)
LONGEST = timedelta(hours=6)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that failed: doubled each time, up to six hours."""
    pause: timedelta = min(FIRST * 2 ** min(max(attempts, 1) - 1, 20), LONGEST)
    spread: timedelta = pause * random.uniform(0.9, 1.1)  # noqa: S311  spreads load, keeps no secret
    return spread
