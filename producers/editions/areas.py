"""Which tables count towards which area. Each app names its own when it is ready."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from django.apps import apps

_areas: defaultdict[str, set[str]] = defaultdict(set)
_parts: defaultdict[str, list[str]] = defaultdict(list)
_on_no_page: set[str] = set()


def counts(area: str, *names: str, on_pages: bool = True, part_of: str = "") -> None:
    """Have writes to tables count towards an area; no page changes with one that is not ``on_pages``.

    What is made of the area ``part_of`` is over with writes to this one too.

    A name is that of a model (``app.Model``), of a many-to-many field (``app.Model.field``), or ``app.*``
    for every table of an app.
    """
    _areas[area] |= set(names)
    if not on_pages:
        _on_no_page.add(area)
    if part_of:
        _parts[part_of].append(area)


def areas() -> tuple[str, ...]:
    """Return the names of all areas that pages change with."""
    return tuple(sorted(_areas.keys() - _on_no_page))


@cache
def with_parts(areas: tuple[str, ...]) -> tuple[str, ...]:
    """Return areas with those that are part of them; asked for when every app is ready."""
    return (*areas, *(part for area in areas for part in _parts.get(area, ())))


def tables() -> dict[str, str]:
    """Return the area of every table that counts. Raises ``ValueError`` for a table in two areas."""
    found: dict[str, str] = {}
    for area, names in _areas.items():
        for table in sorted({table for name in names for table in _tables_of(name)}):
            if found.setdefault(table, area) != area:
                raise ValueError(f"{table} counts towards {found[table]} and {area}")
    return found


def _tables_of(name: str) -> Iterable[str]:
    label, _, rest = name.partition(".")
    if not apps.is_installed(apps.get_app_config(label).name):
        return ()
    if rest == "*":
        models = apps.get_app_config(label).get_models(include_auto_created=True)
        return [model._meta.db_table for model in models]
    model, _, field = rest.partition(".")
    found = apps.get_model(label, model)
    return [getattr(found, field).through._meta.db_table if field else found._meta.db_table]
