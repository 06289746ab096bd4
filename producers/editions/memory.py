"""What one process keeps of what it has computed, as long as the editions it was computed from stand."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache

from producers.editions.current import Stamp, current

T = TypeVar("T")
MOST_VALUES = 1_000
MOST_BYTES = 8 * 1024 * 1024


class Memory:
    """A bounded store shared by the threads of a process; the least recently used goes first."""

    def __init__(self, most: int, size: Callable[[Any], int] = lambda _entry: 1) -> None:
        self._entries: LRUCache[Hashable, tuple[Stamp, Any]] = LRUCache(most, getsizeof=size)
        self._lock = Lock()

    def find(self, key: Hashable, stamp: Stamp) -> tuple[Any] | None:
        """Return what is kept under a key, None when nothing is or what it was made from has changed."""
        with self._lock:
            entry = self._entries.get(key)
        return (entry[1],) if entry is not None and entry[0] == stamp else None

    def keep(self, key: Hashable, stamp: Stamp, value: Any) -> None:
        """Keep a value, in the place of an older one."""
        with self._lock:
            try:
                self._entries[key] = (stamp, value)
            except ValueError:  # larger than all that may be kept
                self._entries.pop(key, None)

    def __len__(self) -> int:
        return len(self._entries)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()


values = Memory(MOST_VALUES)
texts = Memory(MOST_BYTES, lambda entry: 200 + 2 * len(entry[1]))


def remembered(name: str, areas: tuple[str, ...], key: tuple[Hashable, ...], compute: Callable[[], T]) -> T:
    """Return what ``compute`` returns, computed anew only when one of its areas has changed.

    ``areas`` are those of all tables that ``compute`` reads, ``key`` is all else that it depends on. Nobody
    changes what is returned. A request that writes computes always: what it has written itself counts.
    """
    editions = current()
    if editions is None:
        return compute()
    stamp, slot = editions.of(areas), (name, *key)
    if found := values.find(slot, stamp):
        kept: T = found[0]
        return kept
    computed = compute()
    values.keep(slot, stamp, computed)
    return computed
