"""The links around every page."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from home.models import MenuLink
from producers.editions.memory import remembered


@dataclass(frozen=True)
class MenuShown:
    """What stands above the links, and (words, address) of each."""

    title: str
    links: tuple[tuple[str, str], ...]


def menus(lang: str) -> dict[str, MenuShown]:
    """Return the editors' menus of a language by place; a place that has none is not in it."""
    return remembered("menus", ("pages",), (lang,), lambda: _read(lang))


def _read(lang: str) -> dict[str, MenuShown]:
    is_public = Q(page=None) | Q(page__live=True)
    rows = MenuLink.objects.filter(is_public, menu__locale__language_code=lang)
    titles: dict[str, str] = {}
    links: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows.select_related("menu", "page__locale").order_by("menu", "sort_order", "pk"):
        if address := (row.page.url if row.page else row.address):
            titles[row.menu.place] = row.menu.title
            links[row.menu.place].append((row.label, address))
    return {place: MenuShown(titles[place], tuple(found)) for place, found in links.items()}
