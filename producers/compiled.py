"""Queries that every step of a purchase asks: their SQL is written once, and each use fills in other values.

For a query of many columns, writing its SQL costs Django several times what asking the database does.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql import UpdateQuery
from django.db.models.sql.constants import MULTI
from django.db.transaction import mark_for_rollback_on_error

from producers.prepared import answered, as_sent, prepared
from producers.quick_rows import Reader, reader_of

M = TypeVar("M", bound=Model)
Given = int | str | datetime | list[int] | list[str]
Update = tuple[QuerySet[Any], Mapping[str, Any]]
MOST_SHAPES = 100
FIRST_STAND_IN = 731_000_000
A_DAY = datetime(1931, 7, 3, 5, 17, 23, tzinfo=UTC)


@dataclass(frozen=True)
class _Written:
    """One shape of a query; ``slots`` says by its place what a parameter is: a value's name, which of its
    numbers."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    text: bytes
    params: tuple[Any, ...]
    slots: Mapping[int, tuple[str, int]]
    converters: dict[int, Any]
    reader: Reader | None


@dataclass(frozen=True)
class _Sent:
    """An update; ``slots`` as above."""

    sql: str
    text: bytes
    params: tuple[Any, ...]
    slots: Mapping[int, tuple[str, int]]


class Compiled(Generic[M]):
    """A query as a function of what it depends on.

    ``build`` returns it. Its positional arguments may change the SQL, which is written once for each of them;
    the others, passed by name, are only compared with columns. They come to ``build`` as stand-ins of the
    same type, and a list of numbers has its SQL for each length. ``prefetch_related`` is not for these.
    """

    def __init__(self, build: Callable[..., "QuerySet[M]"]) -> None:
        self._build = build
        self._known: dict[Hashable, _Written] = {}

    def __call__(self, *of: Hashable, **values: Given) -> "QuerySet[M]":
        """Return the rows; nothing is asked before they are read. A list of values must not be empty."""
        lengths = tuple((name, len(each(value))) for name, value in values.items())
        key = (connections[DEFAULT_DB_ALIAS].vendor, of, lengths)
        written = self._known.get(key)
        if written is None:
            if len(self._known) >= MOST_SHAPES:
                self._known.clear()
            written = self._known[key] = _write(self._build, of, values)
        return _filled(written, values)


class CompiledUpdate:
    """An update as a function of the values that it is sent with, as ``Compiled`` is for rows.

    ``build`` returns the rows and what they become, in which each value occurs as a number or within an
    expression. Returns how many rows were updated.
    """

    def __init__(self, build: Callable[..., Update]) -> None:
        self._build = build
        self._known: dict[Hashable, _Sent] = {}

    def __call__(self, **values: Given) -> int:
        """Send it."""
        line = connections[DEFAULT_DB_ALIAS]
        key = (line.vendor, *(len(each(value)) for value in values.values()))
        sent = self._known.get(key)
        if sent is None:
            sent = self._known[key] = _write_update(self._build, values)
        params = _given(sent.params, sent.slots, values)
        with mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS):
            if found := answered(line, sent.text, params):
                return found[1]
            with prepared(line), line.cursor() as cursor:
                cursor.execute(sent.sql, params)
                return int(cursor.rowcount)


def each(value: Given) -> list[Any]:
    """Return the single values that stand for one."""
    return value if isinstance(value, list) else [value]


def _write(
    build: Callable[..., "QuerySet[Any]"], of: Iterable[Hashable], values: Mapping[str, Given]
) -> _Written:
    numbers = count(FIRST_STAND_IN)
    stand_ins = {name: _stand_in(value, numbers) for name, value in values.items()}
    rows = build(*of, **stand_ins)
    compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    fields = [each[0] for each in compiler.select[: compiler.col_count]]
    slots = _slots(params, stand_ins)
    converters = compiler.get_converters(fields)
    reader = reader_of(compiler, converters) if rows._iterable_class is ModelIterable else None  # type: ignore[attr-defined]  # as below
    return _Written(rows, compiler, sql, as_sent(sql), tuple(params), slots, converters, reader)


def _write_update(build: Callable[..., Update], values: Mapping[str, Given]) -> _Sent:
    numbers = count(FIRST_STAND_IN)
    stand_ins = {name: _stand_in(value, numbers) for name, value in values.items()}
    rows, become = build(**stand_ins)
    query = rows.query.chain(UpdateQuery)  # type: ignore[type-var]  # as QuerySet.update does
    query.add_update_values(become)
    sql, params = query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
    return _Sent(sql, as_sent(sql), tuple(params), _slots(params, stand_ins))


def _slots(params: Iterable[Any], stand_ins: Mapping[str, Given]) -> dict[int, tuple[str, int]]:
    """Return by its place what a parameter stands for."""
    known = {
        _adapted(one): (name, place)
        for name, value in stand_ins.items()
        for place, one in enumerate(each(value))
    }
    slots = {
        at: known[param] for at, param in enumerate(params) if isinstance(param, Hashable) and param in known
    }
    if set(slots.values()) != set(known.values()):
        raise ValueError("A value is not compared with a column as it is.")
    return slots


def _stand_in(value: Given, numbers: "count[int]") -> Given:
    """Return a value of the same type that occurs nowhere else in a query."""
    if isinstance(value, list):
        return [_stand_in(one, numbers) for one in value]  # type: ignore[return-value]  # one type for all
    if isinstance(value, datetime):
        return A_DAY + timedelta(hours=next(numbers) - FIRST_STAND_IN)
    return f"stand-in-{next(numbers)}" if isinstance(value, str) else next(numbers)


def _adapted(value: Any) -> Any:
    """Return a value as Django passes it to the database."""
    if not isinstance(value, datetime):
        return value
    return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(value)


def _filled(written: _Written, values: Mapping[str, Given]) -> "QuerySet[Any]":
    """Return the query with its values, for this thread's connection."""
    rows = written.rows
    query: Any = _Query(rows.query, written, _given(written.params, written.slots, values))
    again = rows.__class__(model=rows.model, query=query, using=DEFAULT_DB_ALIAS)
    usual = rows._iterable_class  # type: ignore[attr-defined]  # as QuerySet._clone does
    again._iterable_class = usual if written.reader is None else _Objects  # type: ignore[attr-defined]  # the same
    again._fields = rows._fields  # type: ignore[attr-defined]  # the same
    return again


def _given(
    params: tuple[Any, ...], slots: Mapping[int, tuple[str, int]], values: Mapping[str, Given]
) -> tuple[Any, ...]:
    """Return the parameters with these values at their places."""
    given = {name: [_adapted(one) for one in each(value)] for name, value in values.items()}
    filled = list(params)
    for at, (name, place) in slots.items():
        filled[at] = given[name][place]
    return tuple(filled)


class _Objects(ModelIterable):
    """Objects of the query that was written before; those of one made from it are read as Django does."""

    def __iter__(self) -> Any:
        query = self.queryset.query
        if not isinstance(query, _Query):
            return super().__iter__()
        return query.objects()


class _Query:
    """Stands in a queryset for its query, and gives it the SQL that was written before."""

    def __init__(self, query: Any, written: _Written, params: tuple[Any, ...]) -> None:
        self._query, self._written, self._params = query, written, params

    def objects(self) -> Any:
        """Return the objects that are found."""
        written: Any = self._written
        found = answered(connections[DEFAULT_DB_ALIAS], written.text, self._params)
        if found is not None:
            return written.reader.read(found[0])
        some_at_a_time = self.get_compiler(DEFAULT_DB_ALIAS).execute_sql(MULTI)
        return written.reader.read(chain.from_iterable(some_at_a_time))

    def get_compiler(self, using: str, **_more: object) -> Any:
        """Return the compiler as it stood once the SQL was written."""
        compiler, written = copy(self._written.compiler), self._written
        compiler.connection, execute = connections[using], compiler.execute_sql
        compiler.as_sql = lambda: (written.sql, self._params)
        compiler.get_converters = lambda _fields: written.converters

        def execute_sql(*args: Any, **kwargs: Any) -> Any:
            if found := answered(compiler.connection, written.text, self._params):
                return found[:1]
            with prepared(compiler.connection):
                return execute(*args, **kwargs)

        compiler.execute_sql = execute_sql
        return compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)
