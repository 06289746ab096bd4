"""Gateways by alias, built from the settings on first use and kept."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from shop import conf
from shop.gateways.base import Gateway

ENTRY_POINTS = "tiwizi.gateways"


class UnknownGatewayError(LookupError):
    """No gateway of this alias is set up."""


@cache
def all_gateways() -> Mapping[str, Gateway]:
    """Return the gateways by alias, in the order of the settings."""
    return {alias: _build(backend) for alias, backend in conf.gateways().items()}


def gateway(alias: str) -> Gateway:
    """Return one gateway. Raises ``UnknownGatewayError``."""
    found = all_gateways().get(alias)
    if found is None:
        raise UnknownGatewayError(alias)
    return found


def _build(backend: conf.Backend) -> Gateway:
    made: Gateway = _find(backend["BACKEND"])(**backend.get("OPTIONS", {}))
    return made


def _find(name: str) -> type[Gateway]:
    """Take a dotted path, or the name of an entry point of somebody else's package."""
    if "." in name:
        found: type[Gateway] = import_string(name)
        return found
    for point in entry_points(group=ENTRY_POINTS, name=name):
        loaded: type[Gateway] = point.load()
        return loaded
    raise UnknownGatewayError(name)


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "SHOP":
        all_gateways.cache_clear()


setting_changed.connect(_forget, dispatch_uid="tiwizi_gateways")
