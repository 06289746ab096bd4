"""Statements that PostgreSQL plans once a connection: those sent again and again with other values.

For a short statement, planning is two thirds of what it costs the server. Django writes values into the text
of a statement, so that no two are the same; here they are sent beside it. See ``docs/decisions/0018``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from producers import conf

View = TypeVar("View", bound=Callable[..., Any])
MOST = 300  # a connection, the least used going first; about 50 kB each
AFTER = 1  # times that a statement was sent before


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


def _raw(line: BaseDatabaseWrapper) -> Any:
    """Return the driver's connection where it can prepare."""
    if line.vendor != "postgresql" or not conf.prepares_statements():
        return None
    line.close_if_health_check_failed()
    line.ensure_connection()
    return line.connection if hasattr(line.connection, "prepare_threshold") else None
