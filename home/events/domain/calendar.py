"""Events as iCalendar (RFC 5545, RFC 7986): plain values in, one text out. Nothing is asked of a database.

Hours are written in Moroccan wall time with the zone's own changes from the tz database beside them: the
clock goes back for Ramadan, on days that no rule of arithmetic gives.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import icalendar

ZONE = "Africa/Casablanca"
HERE = ZoneInfo(ZONE)
PRODUCT = "-//Tiwizi//Agenda//EN"
AGAIN = timedelta(hours=6)
"""How long a reader may wait before it looks again."""


@dataclass(frozen=True)
class Entry:
    """One entry. ``begins`` and ``ends`` are both days (the last one included) or both moments.

    ``uid`` never changes; ``sequence`` goes up with every edit; ``point`` is latitude and longitude of a
    public place; ``parent`` is the ``uid`` of what this is a part of.
    """

    uid: str
    sequence: int
    changed_at: datetime
    title: str
    lang: str
    begins: date
    ends: date
    url: str
    is_cancelled: bool = False
    description: str = ""
    location: str = ""
    point: tuple[str, str] | None = None
    categories: tuple[str, ...] = ()
    parent: str = ""

    @property
    def has_hours(self) -> bool:
        """Whether it begins at an hour, not just on a day."""
        return isinstance(self.begins, datetime)


def calendar_text(entries: Iterable[Entry], *, name: str, lang: str, url: str) -> bytes:
    """Write a calendar. Raises ``ValueError`` for an entry without a uid, or for two with the same."""
    import icalendar  # most workers of a site never write a calendar

    rows = list(entries)
    _check(rows)
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name, parameters={"LANGUAGE": lang})
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("source", url, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    if zone := _zone(rows):
        calendar.add_component(zone)
    for row in rows:
        calendar.add_component(_event(row))
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _check(rows: Sequence[Entry]) -> None:
    """No library refuses what every reader needs."""
    uids = [row.uid for row in rows]
    if not all(uids) or len(set(uids)) != len(uids):
        raise ValueError("every entry has a uid of its own")


def _zone(rows: Sequence[Entry]) -> "icalendar.Timezone | None":
    """Return what the zone's clock does around these entries, from the tz database."""
    import icalendar

    hours = [day for row in rows if row.has_hours for day in (_day(row.begins), _day(row.ends))]
    if not hours:
        return None
    first, last = date(min(hours).year, 1, 1), date(max(hours).year + 1, 1, 1)
    zone: icalendar.Timezone = icalendar.Timezone.from_tzid(ZONE, first_date=first, last_date=last)
    return zone


def _day(moment: date) -> date:
    return moment.astimezone(HERE).date() if isinstance(moment, datetime) else moment


def _event(row: Entry) -> "icalendar.Event":
    import icalendar

    event, language = icalendar.Event(), {"LANGUAGE": row.lang}
    event.add("uid", row.uid)
    event.add("dtstamp", row.changed_at.astimezone(UTC))
    event.add("last-modified", row.changed_at.astimezone(UTC))
    event.add("sequence", row.sequence)
    event.add("status", "CANCELLED" if row.is_cancelled else "CONFIRMED")
    event.add("summary", row.title, parameters=language)
    _when(event, row)
    event.add("url", row.url)
    if row.description:
        event.add("description", row.description, parameters=language)
    if row.location:
        event.add("location", row.location, parameters=language)
    if row.point:
        event.add("geo", row.point)
    if row.categories:
        event.add("categories", list(row.categories))
    if row.parent:
        event.add("related-to", row.parent, parameters={"RELTYPE": "PARENT"})
    return event


def _when(event: "icalendar.Event", row: Entry) -> None:
    """A day stands for itself in every zone, and the end is the first day that is free again."""
    if isinstance(row.begins, datetime) and isinstance(row.ends, datetime):
        event.add("dtstart", row.begins.astimezone(HERE))
        event.add("dtend", row.ends.astimezone(HERE))
    else:
        event.add("dtstart", row.begins)
        event.add("dtend", row.ends + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
