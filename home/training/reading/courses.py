"""The list of courses, filtered by for whom they are and what they are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.http import urlencode

from home.training.models import Course
from home.training.reading.cards import THEME_SIGNS, course_card
from producers.reading.page_links import page_links

PER_PAGE = 12


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what does not exist is left out."""

    audience: str = ""
    theme: str = ""

    def url(self, **changes: object) -> str:
        """Return the address of the list with some of it changed."""
        asked = {"audience": self.audience, "theme": self.theme} | changes
        kept = {name: value for name, value in asked.items() if value}
        return reverse("training:courses") + (f"?{urlencode(kept)}" if kept else "")


def read_asked(values: Mapping[str, str]) -> Asked:
    """Read the address; audiences and themes that do not exist are ignored."""
    audience, theme = values.get("audience", ""), values.get("theme", "")
    return Asked(
        audience if audience in Course.Audience.values else "", theme if theme in Course.Theme.values else ""
    )


def read_courses(asked: Asked, number: int, lang: str) -> dict[str, Any]:
    """Return what the page shows. Raises ``EmptyPage`` for a page that does not exist."""
    rows = Course.objects.public().select_related("picture")
    for name in ("audience", "theme"):
        value = getattr(asked, name)
        rows = rows.filter(**{name: value}) if value else rows
    page = Paginator(rows, PER_PAGE).page(number)
    return {
        "cards": [course_card(one, lang) for one in page],
        **page_links(page, lambda place: asked.url(page=place)),
        "audiences": [(name, *_choice(asked, "audience", value)) for value, name in Course.Audience.choices],
        "themes": [
            (name, THEME_SIGNS[value], *_choice(asked, "theme", value))
            for value, name in Course.Theme.choices
        ],
        "asked": asked,
        "everything_url": Asked().url(),
    }


def _choice(asked: Asked, name: str, value: str) -> tuple[str, bool]:
    """Return where a choice leads and whether it is made; choosing it again takes it back."""
    is_made = getattr(asked, name) == value
    return asked.url(**{name: "" if is_made else value}), is_made
