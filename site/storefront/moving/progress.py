"""How far a move has come, kept in the database that the shop goes to; it is gone once all is there."""

from django.db import connections

TABLE = "tiwizi_move"
KNOWN = "SELECT count, digest FROM tiwizi_move WHERE name = %s"
NOTED = (
    "INSERT INTO tiwizi_move (name, count, digest) VALUES (%s, %s, %s) ON CONFLICT (name)"
    " DO UPDATE SET count = excluded.count, digest = excluded.digest"
)


class Progress:
    """What is done, by name: a table with the fingerprint it had, or a file with its hash."""

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def begin(self) -> None:
        """Start, or find what an earlier run has done."""
        self._run(f"CREATE TABLE IF NOT EXISTS {TABLE} (name text PRIMARY KEY, count bigint, digest text)")

    @property
    def has_begun(self) -> bool:
        """Say whether a move to this database has begun and not ended."""
        return TABLE in connections[self.alias].introspection.table_names()

    def done(self, name: str) -> tuple[int, str] | None:
        """Return what is noted of a name."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute(KNOWN, [name])
            row = cursor.fetchone()
        return (int(row[0]), str(row[1])) if row else None

    def note(self, name: str, count: int, digest: str) -> None:
        """Note that it is done, in the transaction that did it."""
        self._run(NOTED, [name, count, digest])

    def end(self) -> None:
        """Forget all of it."""
        self._run(f"DROP TABLE {TABLE}")

    def _run(self, statement: str, values: list[object] | None = None) -> None:
        with connections[self.alias].cursor() as cursor:
            cursor.execute(statement, values)
