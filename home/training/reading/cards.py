"""Courses as cards in a list: plain values, no query."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from home.training.models import Course
from producers.domain.shown import PictureShown, Shown, shown
from producers.reading.pictures import picture_shown

THEME_SIGNS = {
    "negotiation": "people", "selling": "cart", "budget": "coin", "debt": "bank", "spending": "cash",
    "price": "ruler", "photography": "camera", "online": "mobile",
}  # fmt: skip


@dataclass(frozen=True)
class CourseCard:
    """What a list shows of a course."""

    url: str
    title: Shown
    summary: Shown | None
    audience: str
    theme: str
    theme_name: str
    sign: str
    length: str
    picture: PictureShown | None = None


def course_card(course: Course, lang: str) -> CourseCard:
    """Return the card of a course whose ``picture`` is read already."""
    own = course.original_language
    return CourseCard(
        url=reverse("training:course", args=[course.slug]),
        title=shown(course.title, lang, own),
        summary=shown(course.summary, lang, own) if course.summary else None,
        audience=course.get_audience_display(),
        theme=course.theme,
        theme_name=course.get_theme_display(),
        sign=THEME_SIGNS[course.theme],
        length=ngettext("%(n)d hour", "%(n)d hours", course.hours) % {"n": course.hours},
        picture=picture_shown(course.picture, lang),
    )
