"""Refusals as the first migrations made them. What holds today is described in ``guards.py``."""

from django.db.backends.base.base import BaseDatabaseWrapper

FUNCTION = """
CREATE OR REPLACE FUNCTION tiwizi_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'rows of %% are never changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$ LANGUAGE plpgsql
"""


def refuse_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Refuse UPDATE and DELETE on ``table`` from now on (PostgreSQL and SQLite).

    A new model says ``only_grows = True`` instead, and needs nothing in its migration.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION.replace("%%", "%"))
        for verb in ("UPDATE", "DELETE"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}{on}")
            cursor.execute(_trigger(connection.vendor, table, verb))


def allow_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Lift ``refuse_changes``."""
    with connection.cursor() as cursor:
        for verb in ("update", "delete"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")


def _trigger(vendor: str, table: str, verb: str) -> str:
    head = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if vendor == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION tiwizi_append_only()"
    return f"{head} BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
