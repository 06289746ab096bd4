"""The interface for programs behind the editor's choosers: its addresses are there, its views come late.

Every page of the back office names these addresses, and few of them ever ask there. The views bring two more
frameworks along, 20 MB of each worker.
"""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLResolver, include, path

Answer = Callable[..., HttpResponseBase]
NAMESPACE = "wagtailadmin_api"
ENDPOINTS = {
    "pages": ("wagtail.admin.api.views", "PagesAdminAPIViewSet"),
    "images": ("wagtail.images.api.admin.views", "ImagesAdminAPIViewSet"),
    "documents": ("wagtail.documents.api.admin.views", "DocumentsAdminAPIViewSet"),
}
ROUTES = {"": "listing", "<int:pk>/": "detail", "find/": "find"}
MORE = {"pages": {"<int:pk>/action/<str:action_name>/": "action"}}
SPARED = {
    "rest_framework.compat": ("requests", "yaml", "pygments"),
    "bs4.dammit": ("charset_normalizer", "chardet", "cchardet"),
}
"""What comes along and is never used: clients and colours for tests, guesses at how bytes are written."""
OF_HOOKS = ("images", "documents")
"""Endpoints that Wagtail's hooks name at the top of their modules."""


def take_the_place() -> None:
    """Stand in for Wagtail's own addresses, and for the modules of views that its hooks import."""
    if "wagtail.admin.api.urls" in sys.modules:  # too late, and right all the same
        return
    sys.modules["wagtail.admin.api.urls"] = sys.modules[__name__]
    for module, names in SPARED.items():
        _load_without(module, *names)
    for module, name in (ENDPOINTS[endpoint] for endpoint in OF_HOOKS):
        sys.modules[module] = _stand_in(module, name)


def _load_without(module: str, *names: str) -> None:
    """Load a module that uses these where they are there, as if they were not."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None says that a module is not there
    try:
        import_module(module)
    finally:
        for name in absent:
            del sys.modules[name]


def _stand_in(module: str, name: str) -> ModuleType:
    found = ModuleType(module)
    vars(found)[name] = None
    return found


@cache
def views() -> dict[tuple[str, str], tuple[str, Answer]]:
    """Return the routes and views by endpoint and name; loads them."""
    from wagtail.api.v2.router import WagtailAPIRouter

    router: Any = WagtailAPIRouter(NAMESPACE)
    for endpoint, (module, name) in ENDPOINTS.items():
        if not hasattr(sys.modules.get(module), "__file__"):
            sys.modules.pop(module, None)
        router.register_endpoint(endpoint, getattr(import_module(module), name))
    return {
        (part.namespace, each.name): (str(each.pattern), each.callback)
        for part in router.get_urlpatterns()
        for each in part.url_patterns
    }


def _late(endpoint: str, name: str) -> Answer:
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return views()[endpoint, name][1](request, **kwargs)

    answer.__module__ = ENDPOINTS[endpoint][0]  # it is that one which answers, behind Wagtail's own door
    return answer


def _part(endpoint: str) -> URLResolver:
    routes = ROUTES | MORE.get(endpoint, {})
    inside = [path(route, _late(endpoint, name), name=name) for route, name in routes.items()]
    return path(f"{endpoint}/", include((inside, endpoint)))


urlpatterns = [path("main/", include(([_part(endpoint) for endpoint in ENDPOINTS], NAMESPACE)))]
