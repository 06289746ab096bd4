"""Which requests are visits, and when what was counted is written."""

from collections import Counter
from datetime import date

MACHINES = ("bot", "crawl", "spider", "preview", "monitor", "fetch", "curl", "wget", "python", "headless")
LONGEST = 200
Key = tuple[date, str, str]


def is_machine(agent: str) -> bool:
    """Say whether a browser calls itself a program. One that says nothing is one."""
    name = agent.casefold()
    return not name or any(word in name for word in MACHINES)


class Tally:
    """What one process has counted and not written yet."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._counts: Counter[Key] = Counter()
        self._since = 0.0

    def add(self, key: Key, now: float) -> bool:
        """Count one visit; say whether it is time to write."""
        if not self._counts:
            self._since = now
        self._counts[key] += 1
        return self._counts.total() >= self._most or now - self._since >= self._seconds

    def take(self) -> Counter[Key]:
        """Hand out what was counted, and begin anew."""
        taken, self._counts = self._counts, Counter()
        return taken
