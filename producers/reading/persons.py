"""Everything that is kept about one person, found by the list of what is personal."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import FileField, Model, Q, QuerySet

from producers.domain.personal import Person, Personal
from producers.personal import personal_tables

EXPORTED_AS = DjangoJSONEncoder


def rows_of(table: Personal, person: Person) -> QuerySet[Any]:
    """Return her rows of one table; none where nothing that is known of her finds any."""
    found = Q()
    for name, lookups in table.by.items():
        values = person.values(name)
        for lookup in lookups if values else ():
            for value in [values] if lookup.endswith("__in") else values:
                found |= Q(**{lookup: value})
    model: type[Model] = apps.get_model(table.model)
    if not found:
        return model._base_manager.none()
    # By key: a join may find the same row twice, and rows are updated and deleted from here.
    keys = model._base_manager.filter(found, **table.only).values("pk")
    return model._base_manager.filter(pk__in=keys).order_by("pk")


def export_of(person: Person) -> dict[str, Any]:
    """Return by table why it is kept, for how long, and her rows of it; for a JSON file."""
    found: dict[str, Any] = {}
    for table in personal_tables():
        rows = [_plain_row(row, table) for row in rows_of(table, person)]
        if rows:
            entry = found.setdefault(table.model, {"purpose": table.purpose, "kept": table.kept, "rows": []})
            entry["rows"] += rows
    return found


def files_of(table: Personal, person: Person) -> Iterator[Any]:
    """Return the stored files of her rows in this table."""
    model = apps.get_model(table.model)
    names = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, FileField) and field.name in table.fields
    ]
    for row in rows_of(table, person) if names else ():
        yield from (file for name in names if (file := getattr(row, name)))


def _plain_row(row: Model, table: Personal) -> dict[str, Any]:
    values = {name: row._meta.get_field(name).value_from_object(row) for name in table.fields}
    return {"id": row.pk} | {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if hasattr(value, "data") and isinstance(value.data, dict | str):  # a text in several languages
        return value.data
    return value if isinstance(value, str | int | bool | dict | list | None) else str(value)
