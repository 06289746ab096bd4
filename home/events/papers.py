"""The sheet that is signed at the door: a row for each who has a seat, a box for each half day."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from home.events.models import Event
from home.events.reading.cards import event_card
from home.events.reading.seats import people_of, seats_title
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


def _data(event: Event, lang: str) -> dict[str, Any]:
    card = event_card(event, lang)
    days = [event.first_day + timedelta(days=n) for n in range((event.last_day - event.first_day).days + 1)]
    groups = [
        {
            "name": seats_title(places, lang),
            "rows": [[one.name, one.code] for one in people if one.state == "seated"]
            + [["", ""]] * EMPTY_ROWS,
        }
        for places, people in people_of(event)
    ]
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": card.title.text,
        "foot": card.title.text,
        "facts": f"{card.days} · {card.place}",
        "head": [_("Name"), _("Code")],
        "days": [day_written(day, lang) for day in days[:MOST_DAYS]],
        "halves": [_("morning"), _("afternoon")],
        "groups": groups,
    }
