"""Many at the same moment: every call runs in a thread of its own, with a database connection of its own."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connections

WAIT = 300


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start all calls at the same moment; return what each returned, or the exception it ended with."""
    ready, results = Barrier(len(calls)), [None] * len(calls)

    def run(place: int) -> None:
        try:
            ready.wait(WAIT)
            results[place] = calls[place]()
        except Exception as reason:
            results[place] = reason
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads), "a thread still waits: that is a deadlock"
    return results


def failures(results: Sequence[Any]) -> list[Exception]:
    """Return the exceptions among the results."""
    return [one for one in results if isinstance(one, Exception)]
