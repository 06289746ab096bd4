"""The links between the pages of a list, for ``producers/elements/page_links.html``."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page


def page_links(page: Page[Any], address: Callable[[Any], str]) -> dict[str, Any]:
    """Return the page, the numbers around it with their addresses, and the addresses before and after it."""
    number = page.number
    places = page.paginator.get_elided_page_range(number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "pages": [(place, address(place)) for place in places],
        "next_url": address(number + 1) if page.has_next() else "",
        "previous_url": address(number - 1) if page.has_previous() else "",
    }
