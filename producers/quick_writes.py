"""New rows and changed columns, written by statements whose SQL is composed once a shape.

Django composes the SQL of an insert or an update anew each time, at several times the cost of sending it. The
same fields prepare the same values here. No ``save`` of a model is called and no signal is sent, as with
``bulk_create``: for rows that have neither.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.transaction import mark_for_rollback_on_error

from producers.prepared import answered, as_sent, prepared

M = TypeVar("M", bound=Model)
MOST = 20
"""Rows that are written so; more of them are left to Django, which divides them."""


@dataclass(frozen=True)
class _Shape:
    """The SQL for so many rows; ``by_column`` says that its values are one list a column."""

    sql: str
    text: bytes
    by_column: bool
    returns: bool


_shapes: dict[Hashable, _Shape] = {}


def insert(rows: Iterable[M], *, ignore_conflicts: bool = False) -> list[M]:
    """Write new rows of one table by one statement, and give them their keys.

    With ``ignore_conflicts`` rows that are there already stay as they are, and no key is given.
    """
    new = list(rows)
    if not new:
        return new
    fields = _fields(type(new[0]))
    values = [[field.pre_save(row, add=True) for field in fields] for row in new]
    if len(new) > MOST or any(hasattr(one, "resolve_expression") for row in values for one in row):
        manager: Any = type(new[0])._base_manager
        manager.bulk_create(new, ignore_conflicts=ignore_conflicts)
        return new
    line = connections[DEFAULT_DB_ALIAS]
    shape = _insert_shape(line, new, fields, ignore_conflicts=ignore_conflicts)
    given = [
        [field.get_db_prep_save(one, line) for field, one in zip(fields, row, strict=True)] for row in values
    ]
    found, _count = _send(line, shape, _params(given, by_column=shape.by_column))
    _are_there(new, found)
    return new


def update(row: Model, *names: str) -> None:
    """Write these fields of a row that is there, as ``save(update_fields=names)`` does. Raises as it does."""
    meta: Any = row._meta
    become = {name: meta.get_field(name).pre_save(row, add=False) for name in names}
    if not update_where(row, {}, become):
        raise DatabaseError("The row is not there.")


def update_where(row: Model, was: Mapping[str, Any], become: Mapping[str, Any]) -> bool:
    """Write ``become`` where the row is still as it ``was``; say whether it was. ``row`` stays as it is."""
    line, model = connections[DEFAULT_DB_ALIAS], type(row)
    given = [_prepared(model, name, one, line) for name, one in become.items()]
    before = [_prepared(model, name, one, line) for name, one in was.items()]
    key = line.vendor, model, tuple(was), tuple(become), tuple(one is None for one in given)
    shape = _shapes.get(key)
    if shape is None:
        query: Any = UpdateQuery(model)
        query.add_update_values(become)
        for name, one in {"pk": row.pk, **was}.items():
            query.add_filter(name, one)
        sql, _params_of_it = query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
        shape = _shapes[key] = _Shape(sql, as_sent(sql), by_column=False, returns=False)
    params = (*(one for one in given if one is not None), row.pk, *before)
    return bool(_send(line, shape, params)[1])


def _prepared(model: type[Model], name: str, value: Any, line: BaseDatabaseWrapper) -> Any:
    if hasattr(value, "resolve_expression"):
        raise TypeError("Only values are written so.")
    field: Any = model._meta.get_field(name)
    of_another = field.remote_field and isinstance(value, Model)
    return field.get_db_prep_save(value.prepare_database_save(field) if of_another else value, line)


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    fields = model._meta.local_concrete_fields
    return [field for field in fields if field is not model._meta.auto_field and not field.generated]


def _insert_shape(
    line: BaseDatabaseWrapper,
    new: Sequence[Model],
    fields: "list[Field[Any, Any]]",
    *,
    ignore_conflicts: bool,
) -> _Shape:
    model = type(new[0])
    key = line.vendor, model, len(new), ignore_conflicts
    shape = _shapes.get(key)
    if shape is None:
        query: Any = InsertQuery(model, on_conflict=OnConflict.IGNORE if ignore_conflicts else None)
        query.insert_values(fields, new, raw=True)  # their values are there by now
        compiler: Any = query.get_compiler(using=DEFAULT_DB_ALIAS)
        compiler.returning_fields = None if ignore_conflicts else model._meta.db_returning_fields
        ((sql, _params_of_it),) = compiler.as_sql()
        shape = _Shape(sql, as_sent(sql), "UNNEST(" in sql, returns=not ignore_conflicts)
        _shapes[key] = shape
    return shape


def _params(given: list[list[Any]], *, by_column: bool) -> tuple[Any, ...]:
    if by_column:
        return tuple(list(column) for column in zip(*given, strict=True))
    return tuple(one for row in given for one in row)


def _send(
    line: BaseDatabaseWrapper, shape: _Shape, params: tuple[Any, ...]
) -> tuple[Sequence[tuple[Any, ...]], int]:
    with mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS):
        found = answered(line, shape.text, params)
        if found:
            return found
        with prepared(line), line.cursor() as cursor:
            cursor.execute(shape.sql, params)
            return cursor.fetchall() if shape.returns else (), cursor.rowcount


def _are_there(new: Sequence[Model], found: Sequence[tuple[Any, ...]]) -> None:
    names = [field.attname for field in new[0]._meta.db_returning_fields]
    for row, values in zip(new, found, strict=bool(found)):
        for name, value in zip(names, values, strict=True):
            setattr(row, name, value)
    for row in new:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
