"""Statements that PostgreSQL plans once a connection: those sent again and again with other values.

For a short statement, planning is two thirds of what it costs the server. Django writes values into the text
of a statement, so that no two are the same; here they are sent beside it. See ``docs/decisions/0018``.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from itertools import count
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from producers import conf

View = TypeVar("View", bound=Callable[..., Any])
MOST = 300  # a connection, the least used going first; about 50 kB each
AFTER = 1  # times that a statement was sent before
MARK = re.compile("%[s%]")


@contextmanager
def prepared(line: BaseDatabaseWrapper) -> Iterator[None]:
    """Have what is executed inside be planned once. The text has to say what type each value has.

    Elsewhere than on PostgreSQL, or where the setting forbids it, nothing changes.
    """
    raw: Any = _raw(line)
    if raw is None:
        yield
        return
    from producers.planned_cursor import PlannedCursor

    before = raw.cursor_factory, raw.prepare_threshold
    raw.cursor_factory, raw.prepare_threshold, raw.prepared_max = PlannedCursor, AFTER, MOST
    try:
        yield
    finally:
        raw.cursor_factory, raw.prepare_threshold = before


def planned_once(view: View) -> View:
    """Have all that a view asks the database be planned once: see ``prepared``."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Any:
        with prepared(connections[DEFAULT_DB_ALIAS]):
            return view(*args, **kwargs)

    return cast(View, answer)


def as_sent(sql: str) -> bytes:
    """Return the text of a statement as PostgreSQL is sent it: with numbers where the values go."""
    numbers = count(1)
    return MARK.sub(lambda mark: "%" if mark[0] == "%%" else f"${next(numbers)}", sql).encode()


def answered(
    line: BaseDatabaseWrapper, text: bytes, params: Sequence[Any]
) -> tuple[list[tuple[Any, ...]], int] | None:
    """Ask what is planned already: its rows, and how many there are or were changed.

    None where the usual way has to be gone: there it is planned, logged, or refused in a broken transaction.
    """
    raw: Any = _raw(line)
    if raw is None or line.queries_logged or line.execute_wrappers or line.needs_rollback:
        return None
    from producers.planned import send

    with line.wrap_database_errors:
        return send(raw, text, params)


def _raw(line: BaseDatabaseWrapper) -> Any:
    """Return the driver's connection where it can prepare."""
    if line.vendor != "postgresql" or not conf.prepares_statements():
        return None
    if line.connection is not None and line.health_check_enabled and not line.health_check_done:
        _check(line)
    line.ensure_connection()
    return line.connection if hasattr(line.connection, "prepare_threshold") else None


def _check(line: BaseDatabaseWrapper) -> None:
    """Find out whether a connection that was kept still stands, once a request, by asking nothing at all.

    Django asks for a row through its cursors, which is dearer than most statements that follow.
    """
    from producers.planned import stands

    if stands(line.connection):
        line.health_check_done = True
    else:
        line.close_if_health_check_failed()
