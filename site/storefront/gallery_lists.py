"""Elements of lists and of the pages of lists in every state that they have, for the gallery."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace as Values
from typing import Any

Context = dict[str, Any]
States = Iterator[tuple[str, Iterable[tuple[str, Context]]]]


def of_lists(values: Context) -> States:
    words, price = values["words"], values["price"]
    yield "shop/elements/categories.html", [("all", {"links": values["categories"], "label": words["see"]})]
    yield (
        "shop/elements/chips.html",
        [
            ("several", {"chips": values["chips"], "clear_url": "#"}),
            ("one", {"chips": values["chips"][:1], "clear_url": "#"}),
        ],
    )
    yield "shop/elements/crumbs.html", [("all", {"crumbs": values["crumbs"]})]
    yield (
        "shop/elements/delivery_estimate.html",
        [
            ("day", {"text": words["delivery"], "price": price, "change_url": "#"}),
            ("closed", {"closed": words["notices"]["warning"], "change_url": "#"}),
        ],
    )
    nothing = {"title": words["empty"][0], "text": words["empty"][1]}
    yield (
        "shop/elements/empty.html",
        [
            ("plain", nothing),
            ("way on", nothing | {"url": "#", "link": words["see"], "links": values["categories"][:3]}),
        ],
    )
    first = values["products"][0]
    hit = Values(url="#", title=first.name, line=first.place, summary=None, picture=first.picture)
    yield "shop/elements/hit.html", [("plain", {"hit": hit})]
    facets = {"facets": values["facets"], "action": "#", "open": True}
    yield (
        "shop/elements/facets.html",
        [
            ("plain", facets | {"count": 0}),
            ("applied", facets | {"count": 2, "currency": words["currency"]}),
        ],
    )
    yield (
        "shop/elements/gallery.html",
        [
            ("several", {"pictures": values["pictures"], "name": words["title"]}),
            ("one", {"pictures": values["pictures"][:1], "name": words["intro"]}),
            ("none", {"pictures": [], "name": words["see"]}),
        ],
    )
    pages = values["pages"]
    yield (
        "shop/elements/pages.html",
        [
            ("middle", {"pages": pages}),
            ("first", {"pages": replace(pages, previous_url="")}),
            ("last", {"pages": replace(pages, next_url="")}),
        ],
    )
    yield from _of_pages()


@dataclass(frozen=True)
class _Page:
    """What the element reads of a page of Django's."""

    number: str
    has_other_pages: bool = True


def _of_pages() -> States:
    numbers = [("1", "#"), ("2", "#"), ("3", "#")]
    ends = {"page": _Page("2"), "pages": numbers, "previous_url": "#", "next_url": "#"}
    yield (
        "producers/elements/page_links.html",
        [
            ("middle", ends),
            ("first", ends | {"page": _Page("1"), "previous_url": ""}),
            ("last", ends | {"page": _Page("3"), "next_url": ""}),
        ],
    )
