"""The trigger of frozen rows: whoever has read a version has read what it says for ever."""

from collections.abc import Iterable

from producers.guards import Guard
from shop.models.export_rows import ExportRow

NAME = "tiwizi_export_versions_stay"
WORDS = "a frozen version is never changed"
ENDS = "is_current"


def export_guards() -> Iterable[Guard]:
    """Describe what guards frozen rows: an update may only end a version's being the current one."""
    table = str(ExportRow._meta.db_table)
    columns = [str(field.column) for field in ExportRow._meta.concrete_fields if field.name != ENDS]
    other = " OR ".join(f"NEW.{column} {{unlike}} OLD.{column}" for column in columns)
    again = f"(NEW.{ENDS} AND NOT OLD.{ENDS})"
    yield Guard(
        name=NAME,
        table=table,
        reads={table: frozenset({*columns, ENDS})},
        when="BEFORE UPDATE",
        function=NAME,
        body=f"""
BEGIN
    IF {other.format(unlike="IS DISTINCT FROM")} OR {again} THEN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END """,
        sqlite=f"""BEFORE UPDATE ON {table} WHEN {other.format(unlike="IS NOT")} OR {again} BEGIN
    SELECT RAISE(ABORT, '{WORDS}');
END""",
    )
