"""Two databases in one process: the shop's own, and the one that it goes to."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections
from environ import Env

from storefront.moving.plain import Table

TARGET = "moving_target"
MANAGE = Path(__file__).resolve().parents[3] / "manage.py"


def add_connection(url: str, alias: str = TARGET) -> str:
    """Make a database known to this process under an alias, and return the alias."""
    known = {**connections.settings, alias: Env.db_url_config(url)}
    connections.settings |= connections.configure_settings(known)
    return alias


def forget_connection(alias: str = TARGET) -> None:
    """Close a connection and forget its database."""
    connections[alias].close()
    connections.settings.pop(alias, None)
    del connections[alias]


@contextmanager
def speaking_of(alias: str) -> Iterator[None]:
    """Have everything that reads the shop's database read this one, for the time of the block."""
    own = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[alias]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own


def manage(url: str, *arguments: str) -> None:
    """Run a command of ``manage.py`` with another database: libraries look at its kind as they are loaded.

    Raises ``subprocess.CalledProcessError``.
    """
    environment = os.environ | {"DATABASE_URL": url}
    command = [sys.executable, str(MANAGE), *arguments]
    subprocess.run(command, env=environment, check=True, cwd=MANAGE.parent)  # noqa: S603  our own


def is_empty(alias: str) -> bool:
    """Say whether a database has no table at all."""
    return not connections[alias].introspection.table_names()


def triggers(alias: str, tables: list[Table], *, are_on: bool) -> None:
    """Switch the triggers of tables off for a copy, or on again; ``reconcile`` names those that are off."""
    verb = "ENABLE" if are_on else "DISABLE"
    with connections[alias].cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table.name}" {verb} TRIGGER USER')


def empty(alias: str, tables: list[Table]) -> None:
    """Take out what the migrations put in: the shop brings its own."""
    names = ", ".join(f'"{table.name}"' for table in tables)
    with connections[alias].cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")


def set_counters(alias: str, models: list[type]) -> None:
    """Have each table go on counting after its last row."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
