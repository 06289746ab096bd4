"""Elements of the Centre's systems in every state that they have, for the gallery."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from home.events.models import Event, Session
from home.events.reading.cards import EventCard
from home.events.reading.event import PartShown
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
