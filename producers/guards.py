"""What the database itself refuses: triggers, described once, installed after every migrate.

A migration cannot be trusted with them: SQLite changes a table by building a new one and dropping the old,
and its triggers go with it without a word. So they are described here and in ``add_guards``, and one
function, safe to repeat, brings back what is missing or has changed. ``check --database`` and ``reconcile``
name what is not there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSES = """
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END """


@dataclass(frozen=True)
class Guard:
    """One trigger. ``sqlite`` is the rest of its statement there, the other texts are for PostgreSQL.

    An empty text means that this kind of database has no such trigger. ``reads`` names the columns, by table,
    that the migrations have to make before it.
    """

    name: str
    table: str
    when: str = ""
    function: str = ""
    body: str = ""
    sqlite: str = ""
    reads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kind: str = "TRIGGER"
    rest: str = ""

    def statement(self, vendor: str) -> str:
        """Return the statement that makes it, empty where there is none."""
        if vendor == "sqlite":
            return f"CREATE TRIGGER {self.name} {self.sqlite}" if self.sqlite else ""
        head = f"CREATE {self.kind} {self.name} {self.when} ON {self.table}{self.rest}"
        return f"{head} FOR EACH ROW EXECUTE FUNCTION {self.function}()" if self.when else ""


def never(verb: str, table: str) -> Guard:
    """Describe a refusal of ``UPDATE`` or ``DELETE`` on every row of a table."""
    return Guard(
        name=f"{table}_no_{verb.lower()}",
        table=table,
        when=f"BEFORE {verb}",
        function="tiwizi_append_only",
        body=REFUSES,
        sqlite=f"BEFORE {verb} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, 'rows of {table} are never changed'); END",
    )


def blanks_only(model: Any) -> Guard:
    """Describe a refusal of every ``UPDATE`` but one: to empty the columns that the model names ``erasable``.

    Who did something and why is typed by people. It goes with the person it is about; the rest never changes.
    """
    table = model._meta.db_table
    columns = [field.column for field in model._meta.local_concrete_fields]
    fixed = [name for name in columns if name not in model.erasable]
    blank = " AND ".join(f"(NEW.{name} = '' OR NEW.{name} = OLD.{name})" for name in model.erasable)
    # Two ways of writing "the same, or both nothing": older SQLite knows only the short one.
    postgresql = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in fixed)
    sqlite = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in fixed)
    return Guard(
        name=f"{table}_no_update",
        table=table,
        when="BEFORE UPDATE",
        function=f"{table}_blanks_only",
        body=f"""
BEGIN
    IF {postgresql} AND {blank} THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END """,
        sqlite=f"BEFORE UPDATE ON {table} WHEN NOT ({sqlite} AND {blank}) BEGIN "
        f"SELECT RAISE(ABORT, 'rows of {table} are never changed'); END",
        reads={table: frozenset(columns)},
    )


def tables_that_only_grow() -> Iterable[Guard]:
    """Describe the guards of every model that says ``only_grows = True``."""
    for model in apps.get_models():
        if getattr(model, "only_grows", False):
            is_fixed = not getattr(model, "erasable", ())
            yield never("UPDATE", model._meta.db_table) if is_fixed else blanks_only(model)
            yield never("DELETE", model._meta.db_table)


_sources: list[Callable[[], Iterable[Guard]]] = [tables_that_only_grow]


def add_guards(source: Callable[[], Iterable[Guard]]) -> None:
    """Have an app's own guards installed and watched as well; for ``AppConfig.ready``."""
    if source not in _sources:
        _sources.append(source)


def wanted(connection: BaseDatabaseWrapper) -> list[Guard]:
    """Return the guards that this database should have, as far as its tables are made."""
    return _possible(_described(connection), connection)


def _described(connection: BaseDatabaseWrapper) -> list[Guard]:
    """Return the guards that such a database has once all its tables are made."""
    if connection.vendor not in {"postgresql", "sqlite"}:
        return []
    return [guard for source in _sources for guard in source() if guard.statement(connection.vendor)]


def _possible(found: list[Guard], connection: BaseDatabaseWrapper) -> list[Guard]:
    """Return those of these whose tables and columns are made; a question to the database for each table."""
    if not found:
        return []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        columns = {
            table: {row.name for row in connection.introspection.get_table_description(cursor, table)}
            for table in {table for guard in found for table in guard.reads} & tables
        }
    return [
        guard
        for guard in found
        if guard.table in tables
        and all(names <= columns.get(table, set()) for table, names in guard.reads.items())
    ]


def missing_guards(connection: BaseDatabaseWrapper) -> list[Guard]:
    """Return the guards that are not there, are switched off, or say something else than they should."""
    there = _present(connection)
    off = [g for g in _described(connection) if there.get(g.name) != _text(g, connection.vendor)]
    return _possible(off, connection)


def install_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """Bring back every guard that is missing or outdated, and return their names; safe to repeat."""
    missing = missing_guards(connection)
    with connection.cursor() as cursor:
        for guard in missing:
            if connection.vendor == "postgresql":
                cursor.execute(_function(guard))
            cursor.execute(_drop(guard, connection.vendor))
            cursor.execute(guard.statement(connection.vendor))
    return [guard.name for guard in missing]


def lift_guards(connection: BaseDatabaseWrapper) -> None:
    """Take all guards away: before a rebuild, or a test that empties its tables. See ``install_guards``."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end holds its trigger
        for guard in wanted(connection):
            cursor.execute(_drop(guard, connection.vendor))
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def lift_before_migrate(using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """Answer Django's word that a database is about to be migrated.

    SQLite refuses to rename a table while another one's trigger reads it, and a rebuild is a rename.
    """
    if plan and connections[using].vendor == "sqlite":
        lift_guards(connections[using])


def install_after_migrate(using: str, **kwargs: Any) -> None:
    """Answer Django's word that a database was migrated."""
    install_guards(connections[using])


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return by name what the live triggers do, as ``_text`` says it."""
    names = {
        "postgresql": "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        " AND c.relnamespace = current_schema()::regnamespace",
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    }
    if connection.vendor not in names:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        return dict(cursor.fetchall())


def _text(guard: Guard, vendor: str) -> str:
    return guard.body if vendor == "postgresql" else guard.statement(vendor)


def _function(guard: Guard) -> str:
    head = f"CREATE OR REPLACE FUNCTION {guard.function}() RETURNS trigger"
    return f"{head} AS $${guard.body}$$ LANGUAGE plpgsql"


def _drop(guard: Guard, vendor: str) -> str:
    on = f" ON {guard.table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {guard.name}{on}"
