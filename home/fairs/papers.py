"""Papers of a fair: the sheet that goes with the goods and is counted on return."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.fairs.models import Sheet
from home.fairs.reading.sheets import rows_of
from producers.domain.dates import date_written
from producers.domain.shown import direction, shown
from shop.papers.press import print_paper


def print_goods(sheet: Sheet, *, lang: str, at: datetime) -> bytes:
    """Set a sheet of goods as a PDF, with columns to count in. Raises ``NoPressError``."""
    with translation.override(lang):
        return print_paper("goods", _data(sheet, lang), at=at)


def _data(sheet: Sheet, lang: str) -> dict[str, Any]:
    event = sheet.fair.event
    title = _("Goods for the fair, sheet %(number)s") % {"number": sheet.number}
    rows = rows_of(sheet, lang)
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": title,
        "foot": title,
        "fair": shown(event.title, lang, event.original_language).text,
        "facts": f"{date_written(event.first_day, lang)} – {date_written(event.last_day, lang)}",
        "head": [_("Goods"), _("SKU"), _("Out"), pgettext("goods", "Back"), _("Lost or broken"), _("Why")],
        "groups": _groups(rows),
        "signs": [_("Handed over by"), _("Received by"), _("Counted on return by")],
    }


def _groups(rows: list[Any]) -> list[dict[str, Any]]:
    """Return the lines maker by maker, in their order."""
    groups: dict[str, list[list[str]]] = {}
    for row in rows:
        name = row.name.text + (f" · {row.option.text}" if row.option else "")
        line = row.line
        counted = (
            [str(line.back), str(line.lost or ""), line.reason] if line.back is not None else ["", "", ""]
        )
        groups.setdefault(row.maker.text, []).append([name, row.sku, str(row.quantity), *counted])
    return [{"maker": maker, "rows": lines} for maker, lines in groups.items()]
