"""The sheet that is signed at the door: a row for each who has a seat, a box for each half day.

Of more than five days there are several sheets; who has a seat in one part signs for its days alone.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.events.models import Event, Places
from home.events.reading.cards import event_card
from home.events.reading.seats import begins_at, ends_at, people_of, seats_title
from producers.domain.dates import day_written
from producers.domain.shown import direction
from shop.papers.press import print_paper

EMPTY_ROWS, MOST_DAYS = 5, 5
"""Rows for those who come without a seat; days that fit on a sheet."""


def print_sheet(event: Event, *, lang: str, at: datetime) -> bytes:
    """Set the sheet as a PDF, a table for each part that has seats. Raises ``NoPressError``."""
    with translation.override(lang):
        data = _data(event, lang)
    return print_paper("sheet", data, at=at)


def sheets_of(places: Places) -> list[list[date]]:
    """Return the days of what the seats are for, as many to a sheet as fit on it."""
    first, last = timezone.localdate(begins_at(places)), timezone.localdate(ends_at(places))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [days[start : start + MOST_DAYS] for start in range(0, len(days), MOST_DAYS)]


def _data(event: Event, lang: str) -> dict[str, Any]:
    card = event_card(event, lang)
    groups = [
        {
            "name": seats_title(places, lang),
            "rows": [[one.name, one.code] for one in people if one.state == "seated"]
            + [["", ""]] * EMPTY_ROWS,
            "days": [day_written(day, lang) for day in days],
        }
        for places, people in people_of(event)
        for days in sheets_of(places)
    ]
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": card.title.text,
        "foot": card.title.text,
        "facts": f"{card.days} · {card.place}",
        "head": [_("Name"), _("Code")],
        "halves": [_("morning"), _("afternoon")],
        "groups": groups,
    }
