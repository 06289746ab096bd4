"""Tables as they are: a plain twin of every model, without defaults, rules, managers or listeners.

A copy that went through the models would set days of creation anew and run what listens. A twin reads and
writes the same columns with Django's own types alone, so that each database gets what it stores.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import models

TEXTS = {"CharField", "TextField", "SlugField", "EmailField", "URLField", "FileField", "FilePathField"}
KEYS = {"AutoField", "BigAutoField", "SmallAutoField"}
# Each database makes these itself: its search index, and its counters of writes.
LEFT_OUT = {
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
    "tiwizi_producers.Edition",
    "tiwizi_shop.ListingChange",
}
CHUNK = 1000


@dataclass(frozen=True)
class Table:
    """One table: its twin, and the tables that have to be there before it."""

    name: str
    twin: type[models.Model]
    needs: frozenset[str]

    def rows(self, using: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows by key, each as plain values in the order of the columns."""
        found = self.twin._base_manager.using(using).order_by("pk")
        yield from found.values_list(*self.columns).iterator(chunk_size=CHUNK)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [field.name for field in self.twin._meta.concrete_fields]

    def fingerprint(self, using: str) -> tuple[int, str]:
        """Return how many rows there are and a hash of all of them, whatever their order."""
        count, total = 0, 0
        for row in self.rows(using):
            count += 1
            digest = hashlib.sha256("\x1f".join(map(_written, row)).encode("utf-8", "surrogatepass"))
            total = (total + int.from_bytes(digest.digest())) % 2**256
        return count, f"{total:064x}"


def tables() -> list[list[Table]]:
    """Return all tables in groups, each after what it points to; those of a circle are one group."""
    found: dict[str, Table] = {}
    registry = Apps()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed or model._meta.label in LEFT_OUT:
            continue
        name = model._meta.db_table
        found[name] = Table(name, _twin(model, registry), frozenset(_needed(model)) - {name})
    return list(_in_order(found))


def _twin(model: type[models.Model], registry: Apps) -> type[models.Model]:
    meta = type("Meta", (), {"apps": registry, "app_label": "moving", "db_table": model._meta.db_table,
                             "managed": False})  # fmt: skip
    fields = {field.column: _plain(field) for field in model._meta.local_concrete_fields}
    name = f"Plain{model.__name__}{len(registry.all_models['moving'])}"
    return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


def _plain(field: Any) -> models.Field[Any, Any]:
    kind, more = field, {"primary_key": True} if field.primary_key else {"null": True}
    while kind.is_relation:
        kind = kind.target_field
    name = kind.get_internal_type()
    more["db_column"] = field.column
    if name in TEXTS:
        return models.TextField(**more)
    if name in KEYS:
        return models.BigIntegerField(**more)
    if name == "DecimalField":
        more |= {"max_digits": kind.max_digits, "decimal_places": kind.decimal_places}
    return getattr(models, name)(**more)


def _needed(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.local_concrete_fields:
        # A key without a constraint may point to nothing, and waits for nobody.
        if field.is_relation and getattr(field, "db_constraint", True):
            yield field.remote_field.model._meta.concrete_model._meta.db_table


def _in_order(found: dict[str, Table]) -> Iterator[list[Table]]:
    left = dict(found)
    while left:
        closures = {name: _closure(name, left) for name in left}
        least = min(closures.values(), key=lambda names: (len(names), sorted(names)))
        yield [left.pop(name) for name in sorted(least)]


def _closure(name: str, left: dict[str, Table]) -> frozenset[str]:
    """Return what has to come with a table: itself, and all it needs that is not there yet."""
    reached, open_ = {name}, [name]
    while open_:
        for need in left[open_.pop()].needs:
            if need in left and need not in reached:
                reached.add(need)
                open_.append(need)
    return frozenset(reached)


def all_tables(groups: Iterable[Sequence[Table]]) -> list[Table]:
    """Return the tables of all groups."""
    return [table for group in groups for table in group]


def _written(value: Any) -> str:
    """Write a value so that both databases give the same for the same."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return repr(value)
