"""A process that is killed at a marked point. The marks are set from outside: the shop holds none.

A mark is before and after each commit, after each write, and before and after each request or mail that
leaves. What acts is a process of its own; it gets no chance to tidy up.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any
from unittest.mock import patch

from django.core.mail.backends.filebased import EmailBackend
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from producers import planned
from shop.gateways.registry import all_gateways

WRITES = ("INSERT", "UPDATE", "DELETE")
FAILED = 3
SEND = planned.send
"""The shortest way to the database; it returns None for what it leaves to the usual one."""


class Marks:
    """Counts the marks that a process comes by, and kills it at one of them; at none when ``last`` is 0."""

    def __init__(self, last: int) -> None:
        self.last, self.count = last, 0

    def hit(self) -> None:
        """Come by a mark."""
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Set a mark before and after a call."""

        def marked(*args: Any, **more: Any) -> Any:
            self.hit()
            result = call(*args, **more)
            self.hit()
            return result

        return marked

    def after_writes(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Set a mark after each statement that writes."""

        def marked(cursor: Any, sql: Any, *args: Any) -> Any:
            result = call(cursor, sql, *args)
            text = sql.decode() if isinstance(sql, bytes) else str(sql)
            was_sent = call is not SEND or result is not None
            if was_sent and text.lstrip().upper().startswith(WRITES):
                self.hit()
            return result

        return marked


@contextmanager
def marked(marks: Marks) -> Iterator[None]:
    """Set the marks in this process."""
    with (
        patch.object(BaseDatabaseWrapper, "_commit", marks.around(BaseDatabaseWrapper._commit)),
        patch.object(CursorWrapper, "execute", marks.after_writes(CursorWrapper.execute)),
        patch.object(CursorWrapper, "executemany", marks.after_writes(CursorWrapper.executemany)),
        patch.object(planned, "send", marks.after_writes(SEND)),
        patch.object(HTTPConnection, "endheaders", marks.around(HTTPConnection.endheaders)),
        patch.object(HTTPConnection, "getresponse", marks.around(HTTPConnection.getresponse)),
        patch.object(EmailBackend, "write_message", marks.around(EmailBackend.write_message)),
    ):
        yield


def run_killed_at(last: int, act: Callable[[], object]) -> bool:
    """Do something in a process that dies at its mark number ``last``; False when it came to its end before.

    Raises ``AssertionError`` when it failed instead.
    """
    connections.close_all()
    child = os.fork()
    if child == 0:
        _die_at(last, act)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, f"at mark {last} it did not die and did not end well"
    return False


def in_another_process(act: Callable[[], object]) -> None:
    """Do something as a process that was started anew."""
    run_killed_at(0, act)


def _die_at(last: int, act: Callable[[], object]) -> None:
    """Run in the child, which never returns to the tests."""
    try:
        all_gateways.cache_clear()  # or it would talk through its parent's open connections
        with marked(Marks(last)):
            act()
        os._exit(0)
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        sys.stderr.flush()
        os._exit(FAILED)
