"""What search engines read of an event: schema.org, from the same values as the page."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Protocol

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.events.models import Event
from home.events.reading.cards import EventCard
from producers.domain.regions import region_name
from producers.domain.shown import Shown, shown
from producers.reading.head import absolute
from producers.reading.markup import as_script, crumbs_node

TYPES = {"fair": "ExhibitionEvent", "meeting": "BusinessEvent", "training": "EducationEvent"}
PLANNED, CANCELLED = "https://schema.org/EventScheduled", "https://schema.org/EventCancelled"
ON_SITE = "https://schema.org/OfflineEventAttendanceMode"
Node = dict[str, Any]


class Part(Protocol):
    """What is read of one part of a programme."""

    title: Shown
    begins: datetime
    ends: datetime


def event_markup(event: Event, card: EventCard, parts: Sequence[Part], lang: str) -> SafeString:
    """Return the event with its parts, and the way back to the agenda."""
    node = event_node(event, card, lang)
    node["subEvent"] = [_part(one, node) for one in parts]
    steps = [(_("Agenda"), absolute(reverse("events:agenda"))), (card.title.text, absolute(card.url))]
    return as_script([{key: value for key, value in node.items() if value}, crumbs_node(steps)])


def event_node(event: Event, card: EventCard, lang: str) -> Node:
    """Return one event. A cancelled one keeps its days, as search engines ask."""
    return {
        "@type": TYPES[event.kind],
        "@id": f"{absolute(card.url)}#event",
        "identifier": event.export_id,
        "name": card.title.text,
        "url": absolute(card.url),
        "description": card.summary.text if card.summary else card.title.text,
        "startDate": _begin(event),
        "endDate": _end(event),
        "eventStatus": CANCELLED if event.is_cancelled else PLANNED,
        "eventAttendanceMode": ON_SITE,
        "location": _place(event, lang),
        "organizer": _organiser(event, lang),
        "superEvent": {"@type": "EventSeries", "name": card.series.text} if card.series else None,
        "image": absolute(card.picture.src) if card.picture else None,
        "isAccessibleForFree": True,
    }


def _place(event: Event, lang: str) -> Node:
    own = event.original_language
    venue, commune = (shown(text, lang, own).text for text in (event.venue, event.commune))
    address: Node = {
        "@type": "PostalAddress",
        "addressCountry": "MA",
        "addressRegion": region_name(event.region, lang),
    }
    if commune:
        address["addressLocality"] = commune
    place: Node = {"@type": "Place", "name": venue or commune or address["addressRegion"], "address": address}
    if event.latitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": str(event.latitude),
            "longitude": str(event.longitude),
        }
    return place


def _organiser(event: Event, lang: str) -> Node | None:
    if event.organiser is None:
        return None
    name = shown(event.organiser.name, lang, event.organiser.original_language).text
    return {"@type": "Organization", "name": name}


def _part(part: Part, whole: Node) -> Node:
    return {
        "@type": "Event",
        "name": part.title.text,
        "startDate": part.begins.isoformat(),
        "endDate": part.ends.isoformat(),
        "eventStatus": whole["eventStatus"],
        "location": whole["location"],
    }


def _begin(event: Event) -> str:
    return _moment(event.first_day, event.opens_at)


def _end(event: Event) -> str:
    return _moment(event.last_day, event.closes_at)


def _moment(day: Any, hour: time | None) -> str:
    """Write a day, or a moment with the offset that the zone has on that day."""
    if hour is None:
        return str(day.isoformat())
    return timezone.make_aware(datetime.combine(day, hour)).isoformat()
