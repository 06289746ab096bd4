"""How often somebody may ask within a minute: counted in the cache that all processes share."""

import hashlib
import time

from django.core.cache import cache

from shop import conf
from shop.api.problems import ProblemError

WINDOW = 60


def count(who: str, most: int) -> None:
    """Count one more request. Raises ``too_many_requests`` with ``Retry-After`` beyond ``most``."""
    now = time.time()
    key = "tiwizi_api:" + hashlib.sha256(f"{who}:{int(now // WINDOW)}".encode()).hexdigest()[:32]
    cache.add(key, 0, 2 * WINDOW)
    try:
        so_many = int(cache.incr(key))
    except ValueError:  # it was cleared between the two
        return
    if so_many > most:
        wait = WINDOW - int(now % WINDOW)
        raise ProblemError(429, "too_many_requests", {"Retry-After": str(wait)}, retry_after=wait)


def count_address(address: str) -> None:
    """Count a request of an address on the network, known by nothing else."""
    count(f"address:{address}", conf.api_per_minute())
