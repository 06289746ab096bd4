"""Rows that are made once for the tests of a module: each finds them as they were made.

All tests of the module stand within one transaction, each in a savepoint of its own that is rolled back. A
module that makes its rows so can have no test that commits. Its fixture is used by itself (``autouse``), so
that no test finds other rows for running before or after another.
"""

import copy
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from producers import page_cache
from producers.editions import memory
from shop.counting import forget_shares
from shop.reading.facet_index import shelf

T = TypeVar("T")
Unblock = Callable[[], AbstractContextManager[None]]


class MadeOnce:
    """Makes rows and files before the first test, and hands them out to each."""

    def __init__(self, unblock: Unblock, files: Path) -> None:
        self._unblock, self._files = unblock, files
        self._private: dict[Path, bytes] = {}

    @contextmanager
    def making(self, **changes: Any) -> Iterator[None]:
        """Let a fixture of the module write, under these settings."""
        with (
            self._unblock(),
            override_settings(MEDIA_ROOT=self._files, **changes),
            translation.override("fr"),
        ):
            forget_what_was_cached()
            there = set(_private_files())
            yield
            self._private |= {path: path.read_bytes() for path in set(_private_files()) - there}

    def hand_out(self, made: T) -> T:
        """Return a copy of what was made, which a test may change, with the files where it looks for them."""
        shutil.copytree(self._files, settings.MEDIA_ROOT, dirs_exist_ok=True)
        for path, content in self._private.items():  # another test may have removed them with its rows
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return copy.deepcopy(made)


def _private_files() -> list[Path]:
    root = Path(settings.STORAGES["private"]["OPTIONS"]["location"])
    return [path for path in root.rglob("*") if path.is_file()]


@contextmanager
def around_a_module(unblock: Unblock, files: Path) -> Iterator[MadeOnce]:
    """Open a transaction for a module's tests, and undo in the end all that was written in it."""
    outer = transaction.atomic()
    outer._from_testcase = True  # what is durable may be called when rows are made, as it may in a test
    with unblock():
        outer.__enter__()
    try:
        yield MadeOnce(unblock, files)
    finally:
        with unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


class Part:
    """A part of a test: what it has sent to the database tells whether it can have changed anything."""

    wrote = False

    def note(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Take down every statement that is not known to read only."""
        self.wrote = self.wrote or not str(sql).lstrip(" (").startswith(("SELECT", "SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[Part]:
    """Undo in the end what a part of a test writes, so that its next part finds the rows as they were.

    A part is like a test of its own: what it calls may be durable, and nothing that it wrote stays cached.
    """
    part, inner = Part(), transaction.atomic()
    inner._from_testcase = True
    with inner:
        with connection.execute_wrapper(part.note):
            yield part
        transaction.set_rollback(True)
    cache.clear()
    if part.wrote:
        forget_what_was_cached()


def forget_what_was_cached() -> None:
    """Forget what was made of rows that are gone: their keys and editions come again."""
    for each in (cache, memory.values, memory.texts, page_cache.pages):
        each.clear()
    shelf.forget()
    forget_shares()
