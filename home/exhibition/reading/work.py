"""One work as its page shows it: maker, technique, hours, sound, and where its like can be bought."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from home.exhibition.models import Room, Work
from home.exhibition.reading.cards import WorkCard, is_on_show, room_card, work_card
from home.exhibition.reading.markup import work_markup
from home.exhibition.reading.room import SHOWN_WITH, works_in
from home.exhibition.reading.rooms import rooms_of
from producers.domain.shown import shown
from producers.models import Recording
from producers.reading.cards import producer_card
from producers.reading.head import read_head, written_in
from producers.reading.recordings import FIELDS, SoundShown, sound_shown
from shop.models import Market
from shop.reading.cards import cards_of
from shop.reading.market import current_market


def find_work(slug: str) -> Work:
    """Return a public work. Raises ``Work.DoesNotExist``."""
    return Work.objects.public().select_related(*SHOWN_WITH, "recording").get(slug=slug)


def read_work(work: Work, room: str, market: Market, lang: str) -> dict[str, Any]:
    """Return what the page shows; ``room`` is the slug of the room that the visitor comes from."""
    card, own = work_card(work, lang), work.original_language
    return {
        "work": work,
        "card": card,
        "description": shown(work.description, lang, own) if work.description else None,
        "sound": _sound(work, lang),
        "maker": producer_card(work.producer, lang),
        **_in_the_shop(work, market, lang),
        **_around(work, room, lang),
        "head": read_head(
            "exhibition:work",
            [work.slug],
            written_in(work.title, own),
            title=card.title.text,
            picture=card.picture,
            kind="article",
        ),
        "markup": work_markup(work, card),
    }


def draft_work(work: Work, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    return read_work(work, "", current_market(request), get_language() or "fr")


def _in_the_shop(work: Work, market: Market, lang: str) -> dict[str, Any]:
    """Return the card and the page of a product like it, where the public sees one."""
    if work.product is None or not is_on_show(work):
        return {"products": (), "product_url": ""}
    url = reverse("shop:product", args=[work.product.slug])
    return {"products": cards_of([work.product.pk], market, lang), "product_url": url}


def _sound(work: Work, lang: str) -> SoundShown | None:
    """Return what she says of it, where somebody has approved that."""
    one = work.recording
    if one is None or one.state != Recording.State.APPROVED or not one.public_name:
        return None
    return sound_shown({name: getattr(one, name) for name in FIELDS}, lang)


def _around(work: Work, slug: str, lang: str) -> dict[str, Any]:
    """Return the rooms where it hangs, and in the visitor's room the works beside it."""
    rooms = list(rooms_of("").filter(hangings__work=work.pk)) if work.pk else []
    here = next((one for one in rooms if one.slug == slug), None)
    return {
        "rooms": [room_card(one, lang, one.works) for one in rooms],
        "here": room_card(here, lang, here.works) if here else None,
        **(_neighbours(here, work, lang) if here else {}),
    }


def _neighbours(room: Room, work: Work, lang: str) -> dict[str, WorkCard | None]:
    cards = {one.pk: work_card(one, lang, room.slug) for one in works_in(room)}
    places = list(cards)
    at = places.index(work.pk) if work.pk in cards else 0
    return {
        "previous": cards[places[at - 1]] if at else None,
        "next": cards[places[at + 1]] if at + 1 < len(places) else None,
    }
