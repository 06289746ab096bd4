"""Rooms and works as cards: plain values."""

from dataclasses import dataclass

from django.urls import reverse

from home.exhibition.models import Room, Work
from producers.domain.regions import region_name
from producers.domain.shown import PictureShown, Shown, shown
from producers.reading.names import name_shown
from producers.reading.pictures import picture_shown
from shop.domain.measures import number_written


@dataclass(frozen=True)
class RoomCard:
    """What the list shows of a room; ``about`` is its region, craft, fair or award."""

    url: str
    title: Shown
    kind_name: str
    about: str
    works: int
    picture: PictureShown | None = None
    is_fictional: bool = False


@dataclass(frozen=True)
class WorkCard:
    """What a room shows of a work."""

    url: str
    title: Shown
    maker: Shown
    number: int
    place: str
    technique: str
    hours: str
    is_for_sale: bool
    picture: PictureShown | None = None


def room_card(room: Room, lang: str, works: int) -> RoomCard:
    """Return the card of a room read with what it names."""
    return RoomCard(
        url=reverse("exhibition:room", args=[room.slug]),
        title=shown(room.title, lang, room.original_language),
        kind_name=room.get_kind_display(),
        about=about(room, lang)[0],
        works=works,
        picture=picture_shown(room.picture, lang),
        is_fictional=room.is_fictional,
    )


def about(room: Room, lang: str) -> tuple[str, str]:
    """Return what a room is about, and where more of it stands; empty where nothing does."""
    if room.event:
        url = reverse("events:event", args=[room.event.slug]) if room.event.live else ""
        return shown(room.event.title, lang, room.event.original_language).text, url
    if room.edition:
        url = reverse("awards:edition", args=[room.edition.slug]) if room.edition.live else ""
        return shown(room.edition.title, lang, room.edition.original_language).text, url
    directory = reverse("producers:directory")
    if room.craft:
        return shown(room.craft.name, lang).text, f"{directory}?craft={room.craft.code}"
    return region_name(room.region, lang), f"{directory}?region={room.region}"


def work_card(work: Work, lang: str, room: str = "") -> WorkCard:
    """Return the card of a work read with maker, product, technique and picture; it hangs in ``room``."""
    url = reverse("exhibition:work", args=[work.slug])
    return WorkCard(
        url=f"{url}?room={room}" if room else url,
        title=shown(work.title, lang, work.original_language),
        maker=name_shown(work.producer, lang),
        number=work.producer.number,
        place=region_name(work.producer.region, lang),
        technique=shown(work.technique.name, lang).text if work.technique else "",
        hours=number_written(work.hours, lang) if work.hours else "",
        is_for_sale=is_on_show(work),
        picture=picture_shown(work.picture, lang),
    )


def is_on_show(work: Work) -> bool:
    """Say whether pieces like this one have a page in the shop."""
    return bool(work.product and work.product.live and work.product.hidden_at is None)
