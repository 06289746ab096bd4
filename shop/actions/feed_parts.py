"""A file in parts: what each chunk of rows becomes, in their order, and in two processes where it is long.

The second process is a copy of this one. It gets rows and gives back bytes; it asks the database nothing, so
that no connection has two owners. It ends with whoever it works for, and what fails there ends the build.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

from shop.reading.exports import Chunk

PIECE = 100
"""Rows after which this process looks whether the other one is done."""
PATIENCE = 5.0
Make = Callable[[Chunk], Any]


class SecondFailedError(Exception):
    """The other process could not make a part, or is gone."""


def in_order(chunks: Iterator[Chunk], make: Make) -> Iterator[Any]:
    """Yield what ``make`` makes of each chunk, by this process alone."""
    return map(make, chunks)


def in_two(chunks: Iterator[Chunk], make: Make) -> Iterator[Any]:
    """Yield the same in the same order, made by two. Raises ``SecondFailedError``.

    Some chunks are in memory at a time: one here, one there, one that comes next, and what was made after
    them before they were done.
    """
    with _Second(make) as second:
        shared = _Shared(chunks, second)
        while (own := shared.next()) is not None:
            slot = shared.slot()
            for piece in own.pieces(PIECE):
                slot.parts.append(make(piece))
                shared.keep_busy()
            slot.is_done = True
            yield from shared.done()
        shared.wait()
        yield from shared.done()


def may_split() -> bool:
    """Say whether a copy of this process is safe and of use: one thread, two processors, a system for it."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and not multiprocessing.current_process().daemon
        and len(os.sched_getaffinity(0)) > 1
    )


@dataclass
class _Slot:
    """The place of one chunk in the file."""

    parts: list[Any] = field(default_factory=list)
    is_done: bool = False


class _Shared:
    """Chunks given out to two, and the order in which they came."""

    def __init__(self, chunks: Iterator[Chunk], second: "_Second") -> None:
        self._chunks, self._second = chunks, second
        self._slots: deque[_Slot] = deque()
        self._away: _Slot | None = None
        self._ahead = next(chunks, None)
        self.keep_busy()

    def next(self) -> Chunk | None:
        """Return the next chunk, None at the end; the one behind it is fetched at once."""
        chunk = self._ahead
        if chunk is not None:
            self._ahead = next(self._chunks, None)
        return chunk

    def slot(self) -> _Slot:
        """Return the place of a chunk that was just taken."""
        self._slots.append(_Slot())
        return self._slots[-1]

    def keep_busy(self) -> None:
        """Take what the other has done, and give it the next chunk; wait for nothing."""
        if self._away and self._second.is_done():
            self._take()
        if self._away is None and self._ahead is not None:
            self._second.give(self._ahead)
            self._away = self.slot()
            self.next()

    def wait(self) -> None:
        """Wait for what the other still has."""
        if self._away:
            self._take()

    def done(self) -> Iterator[Any]:
        """Yield the parts that nothing before them is missing."""
        while self._slots and self._slots[0].is_done:
            yield from self._slots.popleft().parts

    def _take(self) -> None:
        assert self._away is not None  # who calls has looked
        self._away.parts, self._away.is_done = [self._second.take()], True
        self._away = None


class _Second:
    """The other process, for as long as ``with`` lasts."""

    def __init__(self, make: Make) -> None:
        context = multiprocessing.get_context("fork")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._line, make), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> "_Second":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def give(self, chunk: Chunk) -> None:
        """Hand over a chunk."""
        try:
            self._line.send(chunk)
        except OSError as error:
            raise SecondFailedError("gone") from error

    def is_done(self) -> bool:
        """Say whether it has answered, or is gone."""
        return self._line.poll()

    def take(self) -> Any:
        """Wait for the answer."""
        try:
            answer = self._line.recv()
        except (EOFError, OSError) as error:
            raise SecondFailedError("gone") from error
        if isinstance(answer, SecondFailedError):
            raise answer
        return answer


def _serve(line: "Connection[Any, Any]", theirs: "Connection[Any, Any]", make: Make) -> None:
    """Answer chunk by chunk until the other end is closed."""
    theirs.close()
    gc.freeze()  # what was there is never looked at by the collector, so that its memory stays shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    while True:
        try:
            line.send(_answer(line.recv(), make))
        except (EOFError, OSError):
            return


def _answer(chunk: Chunk, make: Make) -> Any:
    try:
        return make(chunk)
    except Exception as error:  # it is raised in the process that builds
        return SecondFailedError(f"{type(error).__name__}: {error}")
