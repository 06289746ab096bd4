"""One API out of routers: its description, its errors, and its addresses behind the door."""

import logging
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from producers.policy import Policy
from shop.api import bulk, carts, orders, producers, products, vocabulary
from shop.api.door import api_view
from shop.api.problems import MEDIA_TYPE, ProblemError, of_validation, problem, problem_of, refused
from shop.domain.errors import RefusedError

log = logging.getLogger(__name__)
PREFIX = "/api/v1/"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROUTERS = (products.router, producers.router, vocabulary.router, carts.router, orders.router, bulk.router)
TEXT = """The shop for programs. Every price, stock and text equals what its page shows.

Language by `lang` or `Accept-Language`, market by `country`. Lists go on by `cursor`. Errors are problem
documents (RFC 9457) with a stable `code`. See the documentation for how long a version is kept.
"""


def compose(more: Sequence[Router] = ()) -> NinjaAPI:
    """Return an API of the shop's routers and those of other floors."""
    api = NinjaAPI(
        title="Tiwizi",
        version="1",
        description=TEXT,
        urls_namespace="api",
        docs_url=None,
        openapi_url=None,
    )
    for router in (*ROUTERS, *more):
        api.add_router("", router)
    handlers: dict[type[Exception], Any] = {
        ProblemError: lambda request, error: problem_of(error),
        RefusedError: lambda request, error: refused(error),
        ValidationError: of_validation,
        Http404: lambda request, error: problem(404, "not_found"),
        HttpError: _of_ninja,
        Exception: _broken,
    }
    for kind, answer in handlers.items():
        api.add_exception_handler(kind, answer)
    return api


def addresses(api: NinjaAPI) -> list[URLPattern]:
    """Return the API's addresses; whatever else begins like them is a problem document too."""

    def describe(request: HttpRequest) -> HttpResponse:
        """Describe the whole API."""
        return JsonResponse(description(api), json_dumps_params={"ensure_ascii": False})

    def missing(request: HttpRequest, **values: str) -> HttpResponse:
        """Say that there is nothing."""
        raise ProblemError(404, "not_found")

    return [
        path("openapi.json", api_view(describe, Policy.PUBLIC, ("GET",)), name="description"),
        *_behind_the_door(api),
        re_path(r"^.*$", api_view(missing, Policy.PUBLIC, METHODS), name="missing"),
    ]


@cache
def description(api: NinjaAPI) -> dict[str, Any]:
    """Return the OpenAPI description, in which problems have the media type that they are sent with.

    It follows from the code alone and takes a second to make: a process makes it once. Nobody changes it.
    """
    described = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for methods in described["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
    return described


def _behind_the_door(api: NinjaAPI) -> Iterator[URLPattern]:
    """An address is one view for all its methods; a secret in it decides who is answered."""
    described = description(api)["paths"]
    methods = {
        one.removeprefix(PREFIX).replace("{", "<").replace("}", ">"): tuple(name.upper() for name in known)
        for one, known in described.items()
    }
    seen: set[str] = set()
    for pattern in api.urls[0]:
        route = str(pattern.pattern)
        if route in methods and route not in seen:
            seen.add(route)
            policy = _policy(route)
            yield path(route, api_view(pattern.callback, policy, methods[route]), name=pattern.name)


def _policy(route: str) -> Policy:
    if "<token>" in route:
        return Policy.KEY
    return Policy.PARTNER if route.startswith(bulk.PREFIX) else Policy.PUBLIC


def _of_ninja(request: HttpRequest, error: HttpError) -> HttpResponse:
    codes = {401: "unauthorized", 403: "forbidden", 404: "not_found", 429: "too_many_requests"}
    return problem(error.status_code, codes.get(error.status_code, "invalid"))


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a program in its own words when we fail; failures are heard of as those of pages."""
    log.error("%s %s has failed", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=NinjaAPI, request=request)
    return problem(500, "broken")
