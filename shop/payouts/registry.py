"""Ways of paying makers by alias, built from the settings on first use and kept."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from shop import conf
from shop.payouts.base import Method

ENTRY_POINTS = "tiwizi.payouts"


class UnknownMethodError(LookupError):
    """No way of paying makers of this alias is set up."""


@cache
def all_methods() -> Mapping[str, Method]:
    """Return the methods by alias, in the order of the settings."""
    return {alias: _build(backend) for alias, backend in conf.payouts().items()}


def method(alias: str) -> Method:
    """Return one method. Raises ``UnknownMethodError``."""
    found = all_methods().get(alias)
    if found is None:
        raise UnknownMethodError(alias)
    return found


def _build(backend: conf.Backend) -> Method:
    made: Method = _find(backend["BACKEND"])(**backend.get("OPTIONS", {}))
    return made


def _find(name: str) -> type[Method]:
    """Take a dotted path, or the name of an entry point of somebody else's package."""
    if "." in name:
        found: type[Method] = import_string(name)
        return found
    for point in entry_points(group=ENTRY_POINTS, name=name):
        loaded: type[Method] = point.load()
        return loaded
    raise UnknownMethodError(name)


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "SHOP":
        all_methods.cache_clear()


setting_changed.connect(_forget, dispatch_uid="tiwizi_payouts")
