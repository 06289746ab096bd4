"""Numbers that many processes count together, in the cache."""

import threading

from django.core.cache import cache

MOST_KEPT = 5_000
_left: dict[str, int] = {}
_lock = threading.Lock()


def counted(key: str, seconds: int, by: int = 1) -> int:
    """Count so many more and return how many there are. Nearly always it is there: that is asked first."""
    for _ in range(2):
        try:
            return int(cache.incr(key, by))
        except ValueError:
            if cache.add(key, by, seconds):
                return by
    return by  # dropped and made anew between all of these


def forget_shares() -> None:
    """Forget what this process has taken for itself."""
    with _lock:
        _left.clear()


def may_again(key: str, most: int, seconds: int) -> bool:
    """Count one more; say whether there are no more than ``most``.

    A process takes a twentieth of them at once and counts those by itself: the cache is asked that much less.
    Never more than ``most`` are let through; with several processes, some may be left unused.
    """
    with _lock:
        if _left.get(key, 0) > 0:
            _left[key] -= 1
            return True
    taken = max(1, most // 20)
    left = min(taken, most - (counted(key, seconds, taken) - taken))
    if left <= 0:
        return False
    with _lock:
        if len(_left) >= MOST_KEPT:
            _left.clear()
        _left[key] = left - 1
    return True
