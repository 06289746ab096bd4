"""What one process keeps of what it has computed, as long as the editions it was computed from stand."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache

from producers.editions.current import Stamp, apart, current, is_over

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
MOST_VALUES = 9_000
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A value, what it was computed from, and the second from which it is wrong all the same."""

    value: Any
    stamp: Stamp
    until: float = inf
    size: int = 1


class Memory:
    """A bounded store shared by the threads of a process; the least recently used goes first."""

    def __init__(self, most: int) -> None:
        self._entries: LRUCache[Hashable, Entry] = LRUCache(most, getsizeof=lambda entry: entry.size)
        self._lock = Lock()

    def find(self, key: Hashable, stamp: Stamp = ()) -> Entry | None:
        """Return what is kept under a key, None when nothing is or what it was made from has changed."""
        with self._lock:
            entry = self._entries.get(key)
        if entry is None or entry.stamp != stamp or (entry.until is not inf and is_over(entry.until)):
            return None
        return entry

    def keep(self, key: Hashable, entry: Entry) -> None:
        """Keep a value, in the place of an older one."""
        with self._lock:
            try:
                self._entries[key] = entry
            except ValueError:  # larger than all that may be kept
                self._entries.pop(key, None)

    def __len__(self) -> int:
        return len(self._entries)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()


values = Memory(MOST_VALUES)
texts = Memory(MOST_BYTES)


def remembered_each(
    name: str, areas: tuple[str, ...], keys: Sequence[K], compute: Callable[[list[K]], Mapping[K, T]]
) -> list[T]:
    """Return a value for each key, in their order; those for which ``compute`` has none are left out."""
    found = remembered_by_key(name, areas, keys, compute)
    return [found[key] for key in keys if key in found]


def remembered_by_key(
    name: str,
    areas: tuple[str, ...],
    keys: Sequence[K],
    compute: Callable[[list[K]], Mapping[K, T]],
    *,
    size: int = 3,
) -> Mapping[K, T]:
    """Return the values by their keys; ``compute`` is asked once, for those not remembered.

    Keys for which it has none are left out. ``size`` is that of each value. See ``remembered``.
    """
    editions = current()
    if editions is None:
        return compute(list(keys)) if keys else {}
    stamp = editions.of(areas)
    entries = {key: entry for key in keys if (entry := values.find((name, key), stamp))}
    if missing := [key for key in keys if key not in entries]:
        with apart(editions):
            for key, value in compute(missing).items():
                entries[key] = Entry(value, stamp, editions.until, size)
                values.keep((name, key), entries[key])
    editions.until = min([editions.until, *(entry.until for entry in entries.values())])
    return {key: entry.value for key, entry in entries.items()}


def remembered(
    name: str,
    areas: tuple[str, ...],
    key: tuple[Hashable, ...],
    compute: Callable[[], T],
    *,
    size: int = 1,
) -> T:
    """Return what ``compute`` returns, computed anew only when one of its areas has changed.

    ``areas`` are those of all tables that ``compute`` reads, ``key`` is all else that it depends on, ``size``
    about how many kilobytes it takes. Nobody changes what is returned. A request that writes computes
    always: what it has written itself counts.
    """
    editions = current()
    if editions is None:
        return compute()
    stamp, slot = editions.of(areas), (name, *key)
    entry = values.find(slot, stamp)
    if entry is None:
        with apart(editions):
            value = compute()
            entry = Entry(value, stamp, editions.until, size)
        values.keep(slot, entry)
    editions.until = min(editions.until, entry.until)
    kept: T = entry.value
    return kept
