"""Elements of the Centre's systems in every state that they have, for the gallery."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html

from home.events.models import Event, Session
from home.events.reading.cards import EventCard
from home.events.reading.event import PartShown
from home.exhibition.models import Room
from home.exhibition.reading.cards import RoomCard, WorkCard
from home.exhibition.reading.story import Part, StoryShown
from producers.domain.shown import Shown

States = Iterator[tuple[str, list[tuple[str, dict[str, Any]]]]]


def of_agenda(values: dict[str, Any]) -> States:
    """Return the card of an event, and a part of a programme."""
    words = values["words"]
    title, place = values["crumbs"][-1].label, words["regions"][4]
    plain = {
        "url": "#",
        "title": title,
        "kind": Event.Kind.FAIR,
        "kind_name": Event.Kind.FAIR.label,
        "days": words["dates"][0],
        "hours": "09:00 – 18:00",
        "first_day": date(2026, 12, 5),
        "place": place,
    }
    more = {"summary": title, "series": title}
    yield (
        "home/events/elements/event_card.html",
        [
            ("to come", {"card": EventCard(**plain, **more)}),
            ("over", {"card": EventCard(**plain, is_past=True)}),
            ("cancelled", {"card": EventCard(**plain, is_cancelled=True)}),
        ],
    )
    yield "home/events/elements/part.html", [(name, {"part": part}) for name, part in _parts(title, place)]


def _parts(title: Shown, place: str) -> Iterator[tuple[str, PartShown]]:
    plain: dict[str, Any] = {
        "pk": 1,
        "kind": Session.Kind.WORKSHOP,
        "kind_name": Session.Kind.WORKSHOP.label,
        "title": title,
        "begins": datetime(2026, 12, 5, 10, 0),  # noqa: DTZ001  wall time
        "ends": datetime(2026, 12, 5, 12, 0),  # noqa: DTZ001  wall time
    }
    yield "plain", PartShown(**plain)
    more = {"room": place, "track": "A", "language": "العربية", "speakers": ("Rabia T.", "Hanan B.")}
    yield "with everything", PartShown(**plain, **more, description=title)


def of_exhibition(values: dict[str, Any]) -> States:
    """Return the card of a room, and of a work."""
    title, place = values["crumbs"][-1].label, values["words"]["regions"][4]
    room = {"url": "#", "title": title, "kind_name": Room.Kind.CRAFT.label, "about": place, "works": 6}
    picture = values["pictures"][0]
    yield (
        "home/exhibition/elements/room_card.html",
        [
            ("plain", {"card": RoomCard(**room), "level": 3}),
            ("picture", {"card": RoomCard(**room, picture=picture, is_fictional=True), "level": 3}),
        ],
    )
    sold = {"hours": "108", "is_for_sale": True, "picture": picture}
    work = {"url": "#", "title": title, "maker": title, "number": 3, "place": place, "technique": place}
    yield (
        "home/exhibition/elements/work_card.html",
        [
            (
                "for sale",
                {"card": WorkCard(**work, **sold), "level": 3},
            ),
            ("not for sale", {"card": WorkCard(**work, hours="", is_for_sale=False), "level": 3}),
        ],
    )
    told = (
        Part("text", html=format_html("<p>{}</p>", place)),
        Part("quote", words=title.text, who=place),
        Part("picture", words=place, pictures=(picture,)),
        Part("gallery", pictures=(picture, picture)),
        Part("video", words=place, url="#", pictures=(picture,)),
        Part("numbers", numbers=(("40", place), ("2", place))),
    )
    story = StoryShown(title.lang, told, is_fallback=False)
    yield "home/exhibition/elements/story.html", [("every block", {"story": story})]
