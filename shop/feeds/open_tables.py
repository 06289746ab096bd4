"""The tables of the open data. The shop's own are in ``open_data``; an app adds its own when it is ready."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True)
class OpenTable:
    """One table: what it says and how it is counted, its columns, and which of them tell rows apart.

    ``read`` returns its rows, each with the values in the order of the columns; None is written as nothing.
    ``more`` returns properties of its own for the description.
    """

    name: str
    title: str
    method: str
    fields: Sequence[Mapping[str, Any]]
    key: Sequence[str]
    read: Callable[[], Iterable[Sequence[object]]]
    more: Callable[[], Mapping[str, Any]] = dict

    def as_resource(self) -> dict[str, Any]:
        """Return its part of the description."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.method,
            "type": "table",
            "path": f"{self.name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"$schema": SCHEMA_PROFILE, "fields": list(self.fields), "primaryKey": list(self.key)},
            **self.more(),
        }


_tables: dict[str, OpenTable] = {}


def add_open_table(table: OpenTable) -> None:
    """Add a table; for ``AppConfig.ready``. Raises ``ValueError`` for a second one under its name."""
    if _tables.setdefault(table.name, table) != table:
        raise ValueError(f"there are two open tables called {table.name}")


def open_tables() -> tuple[OpenTable, ...]:
    """Return all tables in the order in which they were added."""
    return tuple(_tables.values())
