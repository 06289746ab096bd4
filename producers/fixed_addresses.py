"""Addresses without anything of a request in them, put together once a language."""

from collections.abc import Hashable

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

from producers.quick_language import language

_known: dict[Hashable, str] = {}


def fixed_address(name: str) -> str:
    """Return what ``reverse`` returns for a name that our code knows: what visitors send is none."""
    key = name, where()
    found = _known.get(key)
    if found is None:
        found = _known[key] = reverse(name)
    return found


def where() -> Hashable:
    """Return all that decides how a fixed address is written."""
    return language(), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()
