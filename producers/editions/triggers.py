"""What the database does at every write to a table that counts: it raises the number of its area, once.

On PostgreSQL each session raises a number of its own, so that no two writers ever wait for each other; the
number of an area is their sum, which rises exactly when a transaction that wrote commits. Within one
transaction it is raised once, and again after it was looked at. SQLite has one writer and one number.
"""

from collections.abc import Sequence

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from producers.editions.areas import tables

TABLE = "tiwizi_producers_edition"
PREFIX = "tiwizi_edition_"
COUNTED = "tiwizi.counted"
FUNCTION = """
CREATE OR REPLACE FUNCTION tiwizi_count_edition() RETURNS trigger AS $$
DECLARE
    this text := pg_current_xact_id()::text || ':';
    counted text := coalesce(current_setting('tiwizi.counted', true), '');
    mine text := ',' || TG_ARGV[0] || ',';
BEGIN
    IF left(counted, length(this)) <> this THEN
        counted := this;
    END IF;
    IF position(mine IN counted) = 0 THEN
        INSERT INTO tiwizi_producers_edition AS edition (area, session, number)
        VALUES (TG_ARGV[0], pg_backend_pid(), 1)
        ON CONFLICT (area, session) DO UPDATE SET number = edition.number + 1;
        PERFORM set_config('tiwizi.counted', counted || mine, true);
    END IF;
    RETURN NULL;
END $$ LANGUAGE plpgsql
"""
ON_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {prefix}{table} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION tiwizi_count_edition('{area}')
"""
ON_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {prefix}{table}_{verb} AFTER {verb} ON {table} BEGIN
    INSERT INTO {counter} (area, session, number) VALUES ('{area}', 0, 1)
    ON CONFLICT (area, session) DO UPDATE SET number = number + 1;
END
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Have every table that counts and exists do so. Safe to repeat: called after every migrate."""
    there = set(connection.introspection.table_names())
    if TABLE not in there:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table, area in sorted(tables().items()):
            if table in there:
                for statement in _statements(connection.vendor, table, area):
                    cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that should count and do not."""
    query = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = {name for (name,) in cursor.fetchall()}
    there = set(connection.introspection.table_names())
    return [table for table in sorted(tables()) if table in there and not _names(connection, table) <= names]


def after_migrate(*, using: str, **_more: object) -> None:
    """Receive ``post_migrate``: a later migration may have made a table anew, on SQLite without triggers."""
    install(connections[using])


def before_migrate(*, using: str, plan: Sequence[object] = (), **_more: object) -> None:
    """Receive ``pre_migrate``: SQLite does not rename a table that a trigger of another one names."""
    if plan:
        drop_on_sqlite(connections[using], PREFIX)


def drop_on_sqlite(connection: BaseDatabaseWrapper, prefix: str) -> None:
    """Take triggers away by the beginning of their names, until they are installed again."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if name.startswith(prefix):
                cursor.execute(f"DROP TRIGGER {name}")


def _names(connection: BaseDatabaseWrapper, table: str) -> set[str]:
    verbs = [""] if connection.vendor == "postgresql" else ["_INSERT", "_UPDATE", "_DELETE"]
    return {f"{PREFIX}{table}{verb}" for verb in verbs}


def _statements(vendor: str, table: str, area: str) -> list[str]:
    names = {"prefix": PREFIX, "table": table, "area": area, "counter": TABLE}
    if vendor == "postgresql":
        return [ON_POSTGRESQL.format(**names)]
    return [ON_SQLITE.format(**names, verb=verb) for verb in ("INSERT", "UPDATE", "DELETE")]
