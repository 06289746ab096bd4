"""The page that tells programmers what the API answers: written from the description that programs read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from producers.editions.memory import remembered
from producers.responses import shared_page
from shop.api.problems import titles


@dataclass(frozen=True)
class Asked:
    """One thing that an address takes."""

    name: str
    where: str
    is_required: bool
    kind: str


@dataclass(frozen=True)
class Operation:
    """One thing that the API does."""

    code: str
    method: str
    path: str
    summary: str
    text: str
    asked: tuple[Asked, ...]
    statuses: tuple[str, ...]


@shared_page
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show every operation, what it takes and how it can end."""
    from shop.api.composed import description  # the API is loaded by those who ask for it
    from storefront.api_urls import api

    operations = remembered("api docs", (), (), lambda: tuple(_operations(description(api))))
    context = {"operations": operations, "problems": titles()}
    return render(request, "storefront/api_docs.html", context)


def _operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            text = " ".join(one.get("description", "").replace("``", "").split())
            asked = tuple(_asked(one))
            statuses = tuple(str(status) for status in one["responses"])
            yield Operation(one["operationId"], method.upper(), path, one["summary"], text, asked, statuses)


def _asked(operation: Mapping[str, Any]) -> Iterator[Asked]:
    for one in operation.get("parameters", ()):
        yield Asked(one["name"], one["in"], bool(one.get("required")), _kind(one["schema"]))
    if body := operation.get("requestBody"):
        [content] = body["content"].values()
        yield Asked("", "body", is_required=True, kind=_kind(content["schema"]))


def _kind(schema: Mapping[str, Any]) -> str:
    """Say a schema in a few characters."""
    if choices := schema.get("anyOf"):
        return " | ".join(_kind(one) for one in choices if one.get("type") != "null")
    if values := schema.get("enum"):
        return " | ".join(str(one) for one in values)
    if schema.get("type") == "array":
        return _kind(schema.get("items", {})) + "[]"
    return str(schema.get("const") or schema.get("$ref", "").rpartition("/")[2] or schema.get("type", ""))
