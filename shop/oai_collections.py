"""Which collections harvesters find here. An app adds its own when it is ready."""

from collections.abc import Callable

from producers.conf import site_url
from shop.reading.oai import Collection, Goods

_MAKERS: dict[str, Callable[[str], Collection]] = {Goods.spec: Goods}


def add_collection(spec: str, made: Callable[[str], Collection]) -> None:
    """Have a collection harvested; ``made`` gets the address of the site. Safe to repeat."""
    _MAKERS[spec] = made


def collections() -> tuple[Collection, ...]:
    """Return all collections, in the order in which they are harvested."""
    return tuple(made(site_url()) for _spec, made in sorted(_MAKERS.items()))
