"""Labels to hang beside the works: each has a code that leads from the stand to the work's page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from home.exhibition.models import Room, Work
from home.exhibition.reading.cards import work_card
from producers.domain.shown import Shown, direction
from producers.qr_codes import code_svg
from producers.reading.head import absolute
from shop.papers.press import print_paper

MOST = 200


def print_labels(room: Room, works: Sequence[Work], *, lang: str, at: datetime) -> bytes:
    """Set the labels of a room as a PDF, eight to a sheet. Raises ``NoPressError``."""
    with translation.override(lang):
        data = {
            "lang": lang,
            "dir": direction(lang),
            "title": pgettext("exhibition", "Labels"),
            "code-words": _("Code that leads to the page of this work"),
            "labels": [_label(one, lang) for one in works[:MOST]],
        }
    return print_paper("workslabels", data, at=at)


def _label(work: Work, lang: str) -> dict[str, Any]:
    card = work_card(work, lang)
    facts = [card.technique, _hours(card.hours, work), str(work.made_in or "")]
    return {
        "title": _said(card.title),
        "maker": _said(card.maker),
        "place": card.place,
        "facts": " · ".join(filter(None, facts)),
        "sale": "" if card.is_for_sale else _("Not for sale"),
        "code": code_svg(absolute(reverse("tiwizi_permanent", args=["work", work.export_id]))),
    }


def _hours(written: str, work: Work) -> str:
    if not work.hours:
        return ""
    return ngettext("%(hours)s hour", "%(hours)s hours", int(work.hours)) % {"hours": written}


def _said(text: Shown) -> dict[str, str]:
    return {"text": text.text, "lang": text.lang, "dir": text.dir}
