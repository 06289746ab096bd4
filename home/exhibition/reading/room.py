"""One room as its page shows it."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language

from home.exhibition.models import Room, Work
from home.exhibition.reading.cards import WorkCard, about, room_card, work_card
from home.exhibition.reading.markup import room_markup
from home.exhibition.reading.rooms import NAMED
from home.exhibition.reading.story import read_story
from producers.domain.shown import shown
from producers.reading.head import absolute, read_head, written_in
from producers.reading.page_links import page_links
from shop.papers.press import has_press

PER_PAGE = 24
PER_LIGHT_PAGE = 8  # with the heaviest pictures of the demo, all of it is still under 100 KB
PER_LIGHT_PAGE_WITH_A_STORY = 5  # its words take the place of three pictures
SHOWN_WITH = ("producer", "product", "technique", "picture")


def find_room(slug: str) -> Room:
    """Return a public room. Raises ``Room.DoesNotExist``."""
    return Room.objects.public().select_related(*NAMED).get(slug=slug)


def works_in(room: Room) -> list[Work]:
    """Return the public works of a room in their order, with all that their cards show: one query."""
    places = [one.work_id for one in room.hangings.all()]
    found = Work.objects.public().select_related(*SHOWN_WITH).in_bulk(places)
    return [found[pk] for pk in places if pk in found]


def read_room(room: Room, number: int, lang: str, *, is_light: bool = False) -> dict[str, Any]:
    """Return what the page shows, a part of it for a slow line. Raises ``EmptyPage`` for one that is none."""
    works, name = works_in(room), "exhibition:light" if is_light else "exhibition:room"
    told = read_story(room.stories.all(), lang, room.original_language, is_light=is_light)
    page = Paginator(works, _per_page(is_light=is_light, has_story=told is not None)).page(number)
    cards = [work_card(one, lang, room.slug) for one in page]
    card, own, url = room_card(room, lang, len(works)), room.original_language, _address(room, name)
    return {
        "room": room,
        "card": card,
        "cards": cards,
        "is_light": is_light,
        "story": told if page.number == 1 else None,
        "description": shown(room.description, lang, own) if room.description else None,
        "about_url": about(room, lang)[1],
        **page_links(page, lambda place: f"{url}?page={place}" if place != 1 else url),
        "light_url": _address(room, "exhibition:light"),
        "room_url": absolute(_address(room, "exhibition:room")),
        "embed_url": absolute(_address(room, "exhibition:embed")),
        "labels_url": _address(room, "exhibition:labels") if works and has_press() else "",
        **_head(room, cards, card.title.text, 1 if is_light else number),
    }


def draft_room(room: Room) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    return read_room(room, 1, get_language() or "fr")


def _per_page(*, is_light: bool, has_story: bool) -> int:
    if not is_light:
        return PER_PAGE
    return PER_LIGHT_PAGE_WITH_A_STORY if has_story else PER_LIGHT_PAGE


def _head(room: Room, cards: Sequence[WorkCard], title: str, number: int) -> dict[str, Any]:
    head = read_head(
        "exhibition:room",
        [room.slug],
        written_in(room.title, room.original_language),
        query=f"?page={number}" if number > 1 else "",
        title=title,
        picture=cards[0].picture if cards else None,
    )
    return {"head": head, "markup": room_markup(room, title, cards)}


def _address(room: Room, name: str) -> str:
    return reverse(name, args=[room.slug])
