"""Badges: name, kind with its band, picture or sign, and the code to scan or to type."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _

from home.events.domain.badges import LOOKS
from home.events.models import Event, Registration
from home.events.reading.cards import event_card
from home.events.reading.portraits import portrait_rows
from home.events.reading.seats import code_written
from producers.domain.shown import direction
from producers.models import Picture
from producers.qr_codes import code_svg
from shop.papers.press import print_paper
from shop.papers.signs import COLOURS, sign_svg


def print_badges(
    event: Event, people: Sequence[Registration], *, lang: str, at: datetime, is_alone: bool = False
) -> bytes:
    """Set badges as a PDF, eight to a sheet, or one page of a badge's size. Raises ``NoPressError``."""
    pictures = portrait_rows(one.user_id for one in people)
    with translation.override(lang):
        card = event_card(event, lang)
        data = {
            "lang": lang,
            "dir": direction(lang),
            "title": _("Badges"),
            "event": {"text": card.title.text, "lang": card.title.lang, "dir": card.title.dir},
            "facts": f"{card.days} · {card.place}",
            "code-words": _("Code of the badge"),
            "badges": [_badge(one, pictures.get(one.user_id)) for one in people],
        }
    return print_paper("badge" if is_alone else "badges", data, at=at)


def _badge(one: Registration, picture: Picture | None) -> dict[str, Any]:
    look = LOOKS[one.kind]
    return {
        "name": one.name,
        "kind": one.get_kind_display(),
        "colour": COLOURS[look.ink],
        "is-dark": look.is_dark,
        "picture": portrait_svg(picture) or sign_svg("person"),
        "sign": sign_svg(look.sign, "#ffffff" if look.is_dark else COLOURS["nuit"]),
        "code": code_written(one.code),
        "drawn": code_svg(one.code),
    }


def portrait_svg(picture: Picture | None) -> str:
    """Return a picture as a drawing that papers can hold; empty where its files are not there."""
    if picture is None or not picture.files or picture.removal_due_at:
        return ""
    try:
        with default_storage.open(picture.files["fallback"]) as file:
            held = b64encode(file.read()).decode()
    except OSError:
        return ""
    width, height = picture.files["width"], picture.files["height"]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{held}"/></svg>'
    )
