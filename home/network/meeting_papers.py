"""Each guest's business meetings on paper: hours, tables, whom she meets and why, and boxes to tick after."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.network.meeting_words import outcomes
from home.network.models import MeetingGuest, MeetingPlan
from home.network.reading.meetings import (
    MeetingCard,
    event_title,
    guest_kind,
    guest_name,
    meeting_cards,
    meetings_of,
)
from producers.domain.shown import direction
from shop.papers.press import print_paper
from shop.papers.signs import COLOURS, sign_svg


def print_schedules(plan: MeetingPlan, guests: Sequence[MeetingGuest], *, lang: str, at: datetime) -> bytes:
    """Set a page for each of these guests as a PDF. Raises ``NoPressError``."""
    with translation.override(lang):
        data = _data(plan, guests, lang)
    return print_paper("meetings", data, at=at)


def _data(plan: MeetingPlan, guests: Sequence[MeetingGuest], lang: str) -> dict[str, Any]:
    title = event_title(plan, lang)
    meetings = list(meetings_of(guest.pk for guest in guests))
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": title,
        "foot": f"{title} · {_('Business meetings')}",
        "words": {
            "table": _("Table"),
            "none": _("No meeting is planned for you yet."),
            "after": _("After each meeting, tick what came of it:"),
        },
        "table_sign": _sign("table"),
        "outcomes": [{"sign": _sign(sign), "name": words} for _code, sign, words in outcomes()],
        "pages": [_page(guest, meetings, lang) for guest in guests],
    }


def _page(guest: MeetingGuest, meetings: Sequence[Any], lang: str) -> dict[str, Any]:
    hers = [one for one in meetings if guest.pk in (one.first_id, one.second_id)]
    cards = meeting_cards(hers, [guest.pk], lang, timezone.now())
    return {
        "name": guest_name(guest, lang),
        "kind": guest_kind(guest),
        "code": guest.registration.code,
        "meetings": [_meeting(card) for card in cards],
    }


def _meeting(card: MeetingCard) -> dict[str, Any]:
    return {
        "day": card.day,
        "time": card.time,
        "table": card.table,
        "other": card.other.text,
        "kind": card.kind,
        "things": [{"sign": _sign(sign), "name": word} for sign, word in card.things],
    }


def _sign(name: str) -> str:
    return sign_svg(name, COLOURS["majorelle"])
