"""The cursor of ``producers.prepared``. Needs psycopg: imported on PostgreSQL alone."""

from typing import Any

from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg import ClientCursor


class PlannedCursor(ServerBindingCursor):
    """Sends values beside the text; whoever logs statements still sees them within it, as elsewhere."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """Run a statement, and remember it for ``connection.queries``."""
        done = super().execute(query, params, **more)
        self._query = _Said(self, query, params)
        return done


class _Said:
    """What Django's log of statements looks for on a cursor; written out only when it does."""

    def __init__(self, cursor: Any, text: Any, params: Any) -> None:
        self._cursor, self._text, self.params = cursor, text, params

    @property
    def query(self) -> bytes:
        """Return the statement with its values in it."""
        return ClientCursor(self._cursor.connection).mogrify(self._text, self.params).encode()
