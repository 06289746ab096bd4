"""Emptying a test's database although some of its tables only grow."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from producers.guards import install_guards, lift_guards


@contextmanager
def changes_allowed(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let rows of every table be deleted for the time of a block; for tests that commit and clean up."""
    lift_guards(connection)
    try:
        yield
    finally:
        install_guards(connection)
