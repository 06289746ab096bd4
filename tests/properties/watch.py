"""Checks that run again only when something they read may have changed.

A check says the same as long as no row of the tables it reads has changed. ``Watch`` sees every statement
that goes to the database: which tables it may have written, and which ones a check has read. Whatever is not
a plain ``SELECT`` counts as a write to every table that it names, one that is undone later as well.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

from shop.reading.reconcile import CHECKS

WORD = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True)
class Run:
    """The last time that a check found nothing: after which statement, what it read, what it was told."""

    after: int
    read: frozenset[str]
    told: object


@dataclass
class Watch:
    """``with Watch() as watch``, then ``watch.run(check)`` after each step."""

    statements: int = 0
    written: dict[str, int] = field(default_factory=dict)
    runs: dict[Callable[..., Any], Run] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)

    def __enter__(self) -> "Watch":
        self._wrapped = connection.execute_wrapper(self)
        self._wrapped.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        self._wrapped.__exit__(*problem)

    def __call__(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        """Note what a statement reads or may write, and let it go on."""
        self.statements += 1
        tables, is_read = named_in(str(sql))
        if is_read:
            self.read |= tables
        else:
            self.write(tables)
        return execute(sql, *rest)

    def write(self, names: Iterable[str]) -> None:
        """Note that these were written by the latest statement."""
        self.written.update(dict.fromkeys(names, self.statements))

    def has_changed(self, names: Iterable[str], since: int) -> bool:
        """Tell whether any of these may have been written after a statement."""
        return any(self.written.get(name, 0) > since for name in names)

    def run(
        self,
        check: Callable[..., Iterable[Any]],
        *args: Any,
        told: object = None,
        instead: Mapping[str, frozenset[str]] | None = None,
        anyway: bool = False,
    ) -> list[str]:
        """Run a check when it could say something else than last time, or ``anyway``; return what it says.

        ``told`` is what it knows besides rows. ``instead`` names what to look at in place of a whole table.
        """
        last = self.runs.get(check)
        if not anyway and last and last.told == told and not self.has_changed(last.read, last.after):
            return []
        self.read = set()
        found = [str(line) for line in check(*args) or ()]
        parts = [(instead or {}).get(table, {table}) for table in self.read]
        if not found:
            self.runs[check] = Run(self.statements, frozenset().union(*parts), told)
        return found


@lru_cache(5000)
def named_in(sql: str) -> tuple[frozenset[str], bool]:
    """Return the tables that a statement names, and whether it does nothing but read."""
    found = tables() & set(WORD.findall(sql.lower()))
    return found, sql.lstrip(" (").upper().startswith("SELECT")


@cache
def tables() -> frozenset[str]:
    """Return the names of all tables that a model has."""
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def differences_now(watch: Watch) -> list[str]:
    """Return what ``reconcile`` finds now, by those of its checks that can find something new."""
    return [line for check in CHECKS for line in watch.run(check)]
