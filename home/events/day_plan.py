"""The plan of an event on A5: a sign, hours, words, room and language of each part, day by day."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from home.events.domain.badges import PART_SIGNS
from home.events.domain.programme import by_day
from home.events.models import Event, Session
from home.events.reading.cards import event_card
from home.events.reading.event import PartShown, part_shown
from producers.domain.dates import day_written
from producers.domain.shown import direction
from shop.papers.press import print_paper
from shop.papers.signs import COLOURS, sign_svg


def print_day_plan(event: Event, *, lang: str, at: datetime) -> bytes:
    """Set the plan as a PDF. Raises ``NoPressError``."""
    with translation.override(lang):
        data = _data(event, lang)
    return print_paper("dayplan", data, at=at)


def _data(event: Event, lang: str) -> dict[str, Any]:
    card, own = event_card(event, lang), event.original_language
    sessions = event.sessions.exclude(kind=Session.Kind.GROUP)
    parts = [part_shown(one, lang, own) for one in sessions]
    facts = [card.days, card.hours, card.place]
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": card.title.text,
        "name": _own(card.title),
        "foot": card.title.text,
        "off": _("This event is cancelled.") if card.is_cancelled else "",
        "facts": " · ".join(filter(None, facts)),
        "days": [
            {"name": day_written(day, lang), "parts": [_part(one) for one in rows]}
            for day, rows in by_day(parts)
        ],
        "signs": [
            {"sign": sign_svg(PART_SIGNS[kind], COLOURS["majorelle"]), "name": name}
            for kind, name in dict.fromkeys((one.kind, str(one.kind_name)) for one in parts)
        ],
    }


def _part(one: PartShown) -> dict[str, Any]:
    where = [one.room, one.track, one.language]
    return {
        "sign": sign_svg(PART_SIGNS[one.kind], COLOURS["majorelle"]),
        "kind": str(one.kind_name),
        "hours": one.hours,
        "title": _own(one.title),
        "where": " · ".join(str(each) for each in where if each),
        "speakers": " · ".join(one.speakers),
    }


def _own(text: Any) -> dict[str, str]:
    return {"text": text.text, "lang": text.lang, "dir": text.dir}
