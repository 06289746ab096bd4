"""Small presentation tags of the element templates. None of them asks the database anything."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from producers.domain import bands, region_tiles
from producers.domain.craft_signs import craft_sign as sign_of_craft
from producers.domain.dates import date_written, day_written
from producers.domain.shown import PictureShown
from producers.domain.written import count_written
from producers.saving import saves_data

register = template.Library()

DIGITS = re.compile(r"(-?\d[\d.,\u00a0\u202f\u2009 ]*\d|-?\d)")
COLONS = {"fr": "\u00a0:"}
"""French leaves a space before a colon, and never breaks the line there."""
MARKS = (".", "?", "!", ":", "؟", "…")
"""What ends a label that is a sentence of its own."""
LEFT_TO_RIGHT_INPUTS = frozenset({"tel", "email", "url", "number", "date", "datetime-local", "time"})


@register.simple_tag
def colon(label: object = "") -> str:
    """Write the colon between a label and what it says, as the reader's language does; none after a mark."""
    return "" if str(label).rstrip().endswith(MARKS) else COLONS.get(get_language() or "fr", ":")


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, extra: str = "") -> SafeString:
    """Write one icon of the sprite; a word beside it says what it means."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="#tz-{}"/></svg>',
        f" {extra}" if extra else "",
        name,
    )


@register.filter
def hours(text: object) -> SafeString:
    """Keep "09:00 – 17:00" on one line; the first hour stands where reading begins."""
    return format_html_join("\u00a0–\u00a0", "<bdi>{}</bdi>", ((part,) for part in str(text).split(" – ")))


@register.filter
def dots(text: object) -> str:
    """Have no line begin with a dot that parts what is listed."""
    return str(text).replace(" · ", "\u00a0· ")


@register.filter
def craft_sign(code: object) -> str:
    """Return the sign of a craft; the page that uses it includes ``producers/elements/craft_signs.html``."""
    return sign_of_craft(str(code))


@register.filter
def amount(text: object) -> SafeString:
    """Keep the digits of a written price together in any direction, and its currency small."""
    parts = DIGITS.split(str(text).strip(), maxsplit=1)
    if len(parts) < 3:
        return format_html("<bdi>{}</bdi>", text)
    before, digits, after = parts
    return format_html("{}<bdi>{}</bdi>{}", _currency(before), digits, _currency(after))


def _currency(text: str) -> SafeString:
    return format_html('<small class="currency">{}</small>', text) if text.strip() else SafeString("")


@register.simple_tag
def control(field: BoundField, **attrs: Any) -> SafeString:
    """Write a form's control with the direction that its content has."""
    kind = getattr(field.field.widget, "input_type", "text")
    if kind in LEFT_TO_RIGHT_INPUTS:
        attrs.setdefault("dir", "ltr")
    elif kind in {"text", "search"}:
        attrs.setdefault("dir", "auto")
    return field.as_widget(attrs=attrs)


@register.filter
def input_type(field: BoundField) -> str:
    """Return what kind of control a field has: ``text``, ``radio``, ``checkbox``, ``select``..."""
    return getattr(field.field.widget, "input_type", "textarea")


class Count(int):
    """A number that plurals can be chosen by, and that is printed with its thousands apart."""

    def __str__(self) -> str:
        return count_written(self, get_language() or "fr")


@register.filter
def counted(number: int | None) -> Count | str:
    """Return a count as its reader writes it; nothing where it is not known."""
    return "" if number is None else Count(number)


@register.filter
def count_shown(number: int) -> SafeString:
    """Write a count, as ``counted`` does, where it is only read: a list shows a hundred and fifty of them."""
    return _count_shown(number, get_language() or "fr")


@lru_cache(maxsize=5_000)
def _count_shown(number: int, lang: str) -> SafeString:
    return format_html("{}", count_written(number, lang))


@register.filter
def day_in_full(day: date | None) -> str:
    """Write a day, or the day of a moment, in full: ``26 novembre 2026``."""
    return date_written(_day_here(day), get_language() or "fr") if day else ""


@register.filter
def near_day(day: date | None) -> str:
    """Write a day of these weeks: ``jeu. 26 nov.``."""
    return day_written(_day_here(day), get_language() or "fr") if day else ""


@register.filter
def machine_day(day: date | None) -> str:
    """Write a day, or a moment, for programs: ISO 8601."""
    return day.isoformat() if day else ""


def _day_here(day: date) -> date:
    return timezone.localdate(day) if isinstance(day, datetime) else day


@register.filter
def weaver_band(number: int | None) -> bands.Band:
    """Return the band of a producer's number."""
    return bands.band(int(number or 0))


@register.filter
def language_name(code: str) -> str:
    """Return a language's own name for itself, or its code when Django does not know it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


@register.filter
def sparing(picture: PictureShown | None) -> PictureShown | None:
    """Return the picture in its smallest files where the reader saves data, else as it is."""
    return picture.smallest if picture is not None and saves_data() else picture


@register.simple_tag
@cache
def band_patterns() -> SafeString:
    """Define the eight signs, and each sign in each pair of inks as a pattern; once per page."""
    paths = [(name, *(bands.cells_path(rows, ink) for ink in "#o")) for name, rows in bands.SIGNS.items()]
    sign = '<g id="tz-s-{}"><path d="{}"/><path fill="currentColor" d="{}"/></g>'
    signs = format_html_join("", sign, paths)
    patterns = format_html_join(
        "",
        '<pattern id="tz-b{}-{}" class="inks-{}" width="33" height="11" patternUnits="userSpaceOnUse">'
        '<use href="#tz-s-{}" x="1" y="1"/></pattern>',
        ((inks, name, inks, name) for inks in range(len(bands.INKS)) for name in bands.SIGNS),
    )
    return format_html("<defs>{}{}</defs>", signs, patterns)


@register.filter
def bar(parts: Sequence[Any]) -> list[tuple[Any, str, str]]:
    """Place the parts of a price on a bar of 100: (part, start, length)."""
    total = sum(max(part.amount.minor, 0) for part in parts) or 1
    placed, start = [], 0
    for part in parts:
        length = max(part.amount.minor, 0)
        placed.append((part, _hundredths(start, total), _hundredths(length, total)))
        start += length
    return placed


def _hundredths(value: int, total: int) -> str:
    whole, rest = divmod(value * 10000 // total, 100)
    return f"{whole}.{rest:02}"


@register.simple_tag
def region_outlines() -> region_tiles.Outlines:
    """Return the outlines of the regions for the map that draws them."""
    return region_tiles.outlines()


@register.filter
def notice_kind(level: str) -> str:
    """Return the kind of notice for the level of a message."""
    return {"success": "done", "warning": "warning", "error": "error"}.get(level, "info")


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """Look a key up in a mapping."""
    return mapping.get(key, "")
