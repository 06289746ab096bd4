"""What the pages of a site show around their content, as editors wrote it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from home.reading.menus import menus


def editors(request: HttpRequest) -> dict[str, Any]:
    """Return the menus of the language; a template that shows none asks nothing."""
    return {"menus": SimpleLazyObject(lambda: menus(get_language() or "fr"))}
