"""Courses, guides and practice sheets, as the search over everything finds them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from home.training.models import Course, Guide, PracticeSheet
from home.training.reading.cards import course_card
from home.training.reading.guides import readable
from producers.domain.dates import date_written
from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind, fitting

MOST_COURSES = 2000
MOST_TEXTS = 2000
Row = tuple[int, str, str, str]


def find_courses(question: Question) -> Sequence[int]:
    """Return the courses that hold each word in their title, line, theme or lessons."""
    return _fitting(_courses(question.lang), question)


def show_courses(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return courses as hits."""
    found = Course.objects.public().select_related("picture").in_bulk(list(keys))
    cards = {pk: course_card(one, question.lang) for pk, one in found.items()}
    return {
        pk: Hit(one.url, one.title, f"{one.theme_name} · {one.audience}", one.summary, one.picture)
        for pk, one in cards.items()
    }


def course_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of courses."""
    return _names(_courses(question.lang))


def find_guides(question: Question) -> Sequence[int]:
    """Return the public guides that hold each word in their title, line, subject or text."""
    return _fitting(_guides(question.lang), question)


def show_guides(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return guides as hits, each with the day of its facts."""
    found = Guide.objects.filter(live=True).in_bulk(list(keys))
    return {pk: _guide(one, question.lang) for pk, one in found.items()}


def guide_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of guides."""
    return _names(_guides(question.lang))


def find_practices(question: Question) -> Sequence[int]:
    """Return the practice sheets for everybody that hold each word; one for agents alone is never found."""
    return _fitting(_practices(question.lang), question)


def show_practices(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return practice sheets as hits."""
    found = readable(is_agent=False).in_bulk(list(keys))
    return {pk: _practice(one, question.lang) for pk, one in found.items()}


def practice_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of practice sheets for everybody."""
    return _names(_practices(question.lang))


def _guide(one: Guide, lang: str) -> Hit:
    title, summary = (shown(text, lang, one.original_language) for text in (one.title, one.summary))
    line = f"{one.get_topic_display()} · {date_written(one.as_of, lang)}"
    return Hit(reverse("training:guide", args=[one.slug]), title, line, summary if summary.text else None)


def _practice(one: PracticeSheet, lang: str) -> Hit:
    title, situation = (shown(text, lang, one.original_language) for text in (one.title, one.situation))
    return Hit(reverse("training:practice", args=[one.slug]), title, "", situation)


def _fitting(rows: list[Row], question: Question) -> list[int]:
    return fitting(((pk, title, text) for pk, _name, title, text in rows), question.words)


def _names(rows: list[Row]) -> list[tuple[str, str]]:
    return [(name, title) for _pk, name, title, _text in rows]


def _courses(lang: str) -> list[Row]:
    return remembered("course texts", ("training",), (lang,), lambda: _read_courses(lang), size=50)


def _guides(lang: str) -> list[Row]:
    return remembered("guide texts", ("training",), (lang,), lambda: _read_guides(lang), size=50)


def _practices(lang: str) -> list[Row]:
    return remembered("practice texts", ("training",), (lang,), lambda: _read_practices(lang), size=50)


def _read_courses(lang: str) -> list[Row]:
    rows = Course.objects.public().prefetch_related("lessons").order_by("pk")[:MOST_COURSES]
    return [
        _row(one, lang, one.summary, one.get_theme_display(), *(each.title for each in one.lessons.all()))
        for one in rows
    ]


def _read_guides(lang: str) -> list[Row]:
    rows = Guide.objects.filter(live=True).order_by("-as_of", "pk")[:MOST_TEXTS]
    return [_row(one, lang, one.summary, one.get_topic_display(), one.body) for one in rows]


def _read_practices(lang: str) -> list[Row]:
    rows = readable(is_agent=False).order_by("-pk")[:MOST_TEXTS]
    return [_row(one, lang, one.situation, one.done, one.result, one.limits) for one in rows]


def _row(one: Any, lang: str, *texts: Any) -> Row:
    title, *rest = (shown(text, lang, one.original_language).text for text in (one.title, *texts) if text)
    return one.pk, title, fold(title), fold(" ".join(rest))


KINDS = (
    SearchKind(
        "courses",
        gettext_lazy("Courses"),
        "book",
        find_courses,
        show_courses,
        course_names,
        position=45,
        areas=("training", "pictures"),
    ),
    SearchKind(
        "guides",
        gettext_lazy("Guides"),
        "info",
        find_guides,
        show_guides,
        guide_names,
        position=46,
        areas=("training",),
    ),
    SearchKind(
        "practices",
        gettext_lazy("Practice sheets"),
        "list",
        find_practices,
        show_practices,
        practice_names,
        position=47,
        areas=("training",),
    ),
)


def add_kinds() -> None:
    """Name them; for ``AppConfig.ready``."""
    for kind in KINDS:
        add_search_kind(kind)
