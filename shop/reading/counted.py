"""The figures that apps have named, counted: what may be published of them, and the query behind each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlparse
from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from producers.figures import By, Figure, Kind, figures
from shop.domain.counting import Cell, Table, cells_of, wholes

FRESH = 3600
KEY = "tiwizi_counted:1"


@dataclass(frozen=True)
class Counted:
    """One figure as it was counted: its numbers, and the query of the rows that they are made of."""

    code: str
    cells: tuple[Cell, ...]
    query: str


@dataclass(frozen=True)
class Count:
    """All figures, counted at one moment."""

    at: datetime
    figures: tuple[Counted, ...]


def counted_now() -> Count:
    """Count everything anew: a query for each thing that a figure is told apart by, none by person."""
    return Count(timezone.now(), tuple(_counted(figure) for figure in figures()))


def counted_lately() -> Count:
    """Return what was counted within the last hour, counting anew when there is nothing."""
    found: Count = cache.get_or_set(KEY, counted_now, FRESH)
    return found


def query_of(figure: Figure) -> str:
    """Return the query of a figure's rows by region, written by the rows themselves."""
    rows = figure.rows(By.REGION)
    return _written(rows) if rows is not None else ""


def _counted(figure: Figure) -> Counted:
    return Counted(figure.code, tuple(_cells(figure)), query_of(figure))


def _cells(figure: Figure) -> Iterator[Cell]:
    how = {"counts_people": figure.kind == Kind.PEOPLE, "hides": figure.is_about_people}
    tables = list(_tables(figure))
    for table in tables[:1]:
        yield from wholes(table, **how)
    yield from cells_of(tables, **how)


def _tables(figure: Figure) -> Iterator[Table]:
    """Yield the rows by what they are told apart by, those by region first."""
    for by in figure.told_by:
        rows = figure.rows(by)
        if rows is not None:
            rests = figure.rests(by) if figure.rests else ()
            yield Table(by.value, list(rows), [list(rest) for rest in rests])


def _written(rows: QuerySet[Any, Any]) -> str:
    sql, values = rows.query.sql_with_params()
    return str(sqlparse.format(sql % tuple(map(_quoted, values)), reindent=True, keyword_case="upper"))


def _quoted(value: object) -> str:
    """Write a value as SQL does. These are words of our own code, never what somebody typed."""
    if value is None or isinstance(value, bool | int):
        return str(value).upper().replace("NONE", "NULL")
    return "'{}'".format(str(value).replace("'", "''"))
