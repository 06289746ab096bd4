"""The rooms as a list, filtered by kind."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from home.exhibition.models import Room
from home.exhibition.models.querysets import RoomQuerySet
from home.exhibition.reading.cards import room_card
from producers.reading.page_links import page_links

PER_PAGE = 12
NAMED = ("picture", "craft", "event", "edition")
HANGS = Count(
    "hangings",
    Q(hangings__work__live=True)
    & (Q(hangings__work__producer__status="active") | Q(hangings__work__producer__is_visible=True)),
)
"""Works of a room that the public sees."""


def rooms_of(kind: str) -> RoomQuerySet:
    """Return public rooms, of one kind when it is named, with ``works``: how many hang there."""
    rows = Room.objects.public().select_related(*NAMED).annotate(works=HANGS).order_by("position", "pk")
    return rows.filter(kind=kind) if kind else rows


def read_rooms(kind: str, number: int, lang: str) -> dict[str, Any]:
    """Return what the list shows. Raises ``EmptyPage`` for a page that does not exist."""
    page = Paginator(rooms_of(kind), PER_PAGE).page(number)
    return {
        "cards": [room_card(one, lang, one.works) for one in page],
        **page_links(page, lambda place: _address(kind, place)),
        "kinds": _kinds(kind),
    }


def _kinds(asked: str) -> list[tuple[str, str, bool]]:
    known = set(Room.objects.public().order_by().values_list("kind", flat=True))
    kinds = [
        (str(label), _address(value), value == asked) for value, label in Room.Kind.choices if value in known
    ]
    return [(_("All rooms"), _address(), not asked), *kinds] if len(kinds) > 1 else []


def _address(kind: str = "", number: object = "") -> str:
    asked = {"kind": kind, "page": "" if number in ("", 1) else str(number)}
    kept = {name: value for name, value in asked.items() if value}
    return reverse("exhibition:rooms") + (f"?{urlencode(kept)}" if kept else "")
