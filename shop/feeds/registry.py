"""Dialects of feeds by name, built from the settings on first use and kept."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from shop import conf
from shop.feeds.base import Dialect

ENTRY_POINTS = "tiwizi.feeds"


class UnknownDialectError(LookupError):
    """No dialect of this name is set up."""


@cache
def all_dialects() -> Mapping[str, Dialect]:
    """Return the dialects by name, in the order of the settings."""
    return {alias: _build(backend) for alias, backend in conf.feeds().items()}


def dialect(alias: str) -> Dialect:
    """Return one dialect. Raises ``UnknownDialectError``."""
    found = all_dialects().get(alias)
    if found is None:
        raise UnknownDialectError(alias)
    return found


def _build(backend: conf.Backend) -> Dialect:
    made: Dialect = _find(backend["BACKEND"])(**backend.get("OPTIONS", {}))
    return made


def _find(name: str) -> type[Dialect]:
    """Take a dotted path, or the name of an entry point of somebody else's package."""
    if "." in name:
        found: type[Dialect] = import_string(name)
        return found
    for point in entry_points(group=ENTRY_POINTS, name=name):
        loaded: type[Dialect] = point.load()
        return loaded
    raise UnknownDialectError(name)


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "SHOP":
        all_dialects.cache_clear()


setting_changed.connect(_forget, dispatch_uid="tiwizi.feeds")
