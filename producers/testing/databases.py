"""Emptying a test's database although some of its tables only grow."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
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
    """Delete every row of a test's database but those that describe the code itself.

    For tests that commit. Django empties all tables and writes those rows anew; most tables are empty, and
    the rows stay true. Neither guards nor foreign keys ask.
    """
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [connection.ops.quote_name(name) for name in sorted(set(names) - OF_THE_CODE)]
    filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(filled)
        found = [name for (name,) in cursor.fetchall()]
    {"postgresql": _as_a_replica, "sqlite": _without_triggers}[connection.vendor](connection, found)
    install_guards(connection)
    if missing(connection):
        install(connection)


def _as_a_replica(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    """Empty tables in a session that fires no trigger."""
    deletes = [f"DELETE FROM {table}" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(["SET session_replication_role = replica", *deletes, BACK]))


def _without_triggers(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    """Empty tables, and have their triggers again as they were; SQLite cannot pass over them."""
    with (
        connection.constraint_checks_disabled(),
        transaction.atomic(connection.alias),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        emptied = {table.strip('"') for table in tables}
        triggers = [(name, sql) for name, table, sql in cursor.fetchall() if table in emptied]
        drops = [f'DROP TRIGGER "{name}"' for name, _sql in triggers]
        deletes = [f"DELETE FROM {table}" for table in tables]
        for statement in (*drops, *deletes, *(sql for _name, sql in triggers)):
            cursor.execute(statement)
