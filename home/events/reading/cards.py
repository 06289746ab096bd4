"""Events as cards: plain values, no query."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from home.events.models import Event
from producers.domain.dates import date_written, day_range
from producers.domain.regions import province_name, region_name
from producers.domain.shown import PictureShown, Shown, shown
from producers.reading.pictures import picture_shown


@dataclass(frozen=True)
class EventCard:
    """What a list shows of an event. ``days`` are written out, ``first_day`` is for programs."""

    url: str
    title: Shown
    kind: str
    kind_name: str
    days: str
    hours: str
    first_day: date
    place: str
    summary: Shown | None = None
    series: Shown | None = None
    picture: PictureShown | None = None
    is_cancelled: bool = False
    is_past: bool = False


def event_card(event: Event, lang: str) -> EventCard:
    """Return the card of an event whose ``picture`` and ``series`` are read already."""
    own = event.original_language
    return EventCard(
        url=reverse("events:event", args=[event.slug]),
        title=shown(event.title, lang, own),
        kind=event.kind,
        kind_name=event.get_kind_display(),
        days=days_written(event.first_day, event.last_day, lang),
        hours=hours_written(event),
        first_day=event.first_day,
        place=place_written(event, lang),
        summary=shown(event.summary, lang, own) if event.summary else None,
        series=shown(event.series.name, lang) if event.series else None,
        picture=picture_shown(event.picture, lang),
        is_cancelled=event.is_cancelled,
        is_past=event.last_day < timezone.localdate(),
    )


def days_written(first: date, last: date, lang: str) -> str:
    """Write the days of an event with the year, once."""
    year = date_written(last, lang).rpartition(" ")[2]
    return f"{day_range(first, last, lang)} {year}"


def hours_written(event: Event) -> str:
    """Write the daily hours, nothing where they are not said."""
    if event.opens_at is None or event.closes_at is None:
        return ""
    return f"{event.opens_at:%H:%M} – {event.closes_at:%H:%M}"


def place_written(event: Event, lang: str) -> str:
    """Write where it is: place, commune, province or region, each said once."""
    own = event.original_language
    venue, commune = (shown(text, lang, own).text for text in (event.venue, event.commune))
    wider = province_name(event.province, lang) or region_name(event.region, lang)
    parts = [part for part in (venue, commune, wider) if part]
    return " · ".join(dict.fromkeys(parts))


def here(moment: datetime) -> datetime:
    """Return a moment in wall time."""
    return timezone.localtime(moment)
