"""Emptying a test's database although some of its tables only grow."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from producers.append_only import allow_changes, guarded_tables, refuse_changes


@contextmanager
def changes_allowed(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let rows of every table be deleted for the time of a block; for tests that commit and clean up."""
    tables = guarded_tables(connection)
    for table in tables:
        allow_changes(connection, table)
    try:
        yield
    finally:
        for table in tables:
            refuse_changes(connection, table)
