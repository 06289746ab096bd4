"""What stands around a page, read once for all readers of a market and a language."""

from collections.abc import Callable, Hashable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from producers.editions.memory import remembered
from shop.models import Market

SHOWN = ("words", "offers", "pages")


def kept_as(page: Page, request: HttpRequest, market: Market) -> tuple[Hashable, ...]:
    """Return what a published page is kept under; nothing for a draft, which only its editor may see."""
    return () if getattr(request, "is_preview", False) else (page.pk, market.pk, get_language())


def kept_reading(
    page: Page, request: HttpRequest, market: Market, read: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Return what ``read`` reads, from memory while nothing has changed that pages show."""
    key = kept_as(page, request, market)
    return remembered("page", SHOWN, key, read, size=50) if key else read()
