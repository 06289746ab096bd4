"""Addresses that few ask for: their modules are loaded when one of them is asked for, or written, first.

A web worker holds every module that it has loaded for as long as it lives. What is needed every day is loaded
before workers part, and is there once for all of them; what comes late is not there at all in most of them.
"""

from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class LateResolver(URLResolver):
    """Addresses in a namespace: whoever includes them has to know its name alone."""

    def _populate(self) -> None:
        """Wait, unless they are there: it is called by the addresses above for each language."""
        if "url_patterns" in vars(self):
            super()._populate()

    @property
    def namespace_dict(self) -> Any:
        """The namespaces inside of this one, which are asked for by name."""
        _load = self.url_patterns
        return super().namespace_dict

    @property
    def reverse_dict(self) -> Any:
        """The addresses by name."""
        _load = self.url_patterns
        return super().reverse_dict


def late(route: str, module: str, namespace: str) -> LateResolver:
    """Return what ``path(route, include(module))`` would, of a module whose ``app_name`` is ``namespace``."""
    pattern = RoutePattern(route, is_endpoint=False)
    return LateResolver(pattern, module, app_name=namespace, namespace=namespace)
