"""Emptying a test's database although some of its tables only grow."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from producers.editions.triggers import install, missing
from producers.guards import install_guards, lift_guards

OF_THE_CODE = {"django_content_type", "auth_permission"}
BACK = "SET session_replication_role = origin"


@contextmanager
def changes_allowed(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let rows of every table be deleted for the time of a block; for tests that commit and clean up."""
    lift_guards(connection)
    try:
        yield
    finally:
        install_guards(connection)


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete every row of a test's PostgreSQL database but those that describe the code itself.

    For tests that commit. Django truncates all tables and writes those rows anew; most tables are empty, and
    the rows stay true. As a replica the session fires no trigger: neither guards nor foreign keys ask.
    """
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [connection.ops.quote_name(name) for name in sorted(set(names) - OF_THE_CODE)]
    filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(filled)
        deletes = [f"DELETE FROM {name}" for (name,) in cursor.fetchall()]
        cursor.execute("; ".join(["SET session_replication_role = replica", *deletes, BACK]))
    install_guards(connection)
    if missing(connection):
        install(connection)
