"""Texts as PostgreSQL sends them. Needs psycopg: imported on PostgreSQL alone."""

from typing import Any

from psycopg.adapt import Loader


class AsSent(Loader):
    """Gives out a text in the encoding of the connection, which is UTF-8."""

    def load(self, data: Any) -> bytes:
        """Return the bytes of one value; what is handed in is gone afterwards."""
        return bytes(data)
