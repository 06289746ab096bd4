"""The sheet that readers sign: a row for each who has a seat that day, and some for who comes without."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from home.library.domain.room import code_written
from home.library.models import Room, Sitting, Visit
from producers.domain.dates import day_written
from producers.domain.shown import direction, shown
from shop.papers.press import print_paper

EMPTY_ROWS = 5


def print_sheet(
    room: Room, day: date, sittings: Sequence[tuple[Sitting, list[Visit]]], *, lang: str, at: datetime
) -> bytes:
    """Set the sheet of a day as a PDF. Raises ``NoPressError``."""
    name = shown(room.name, lang, room.original_language).text
    with translation.override(lang):
        groups = [
            {
                "name": str(sitting.get_half_display()),
                "rows": [[one.name, code_written(one.code)] for one in visits if one.state == "booked"]
                + [["", ""]] * EMPTY_ROWS,
                "days": [day_written(day, lang)],
            }
            for sitting, visits in sittings
        ]
        data = {
            "lang": lang,
            "dir": direction(lang),
            "title": name,
            "foot": name,
            "facts": day_written(day, lang),
            "head": [_("Name"), _("Code")],
            "halves": [_("comes"), _("leaves")],
            "groups": groups,
        }
    return print_paper("sheet", data, at=at)
