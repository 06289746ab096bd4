"""Courses, as the search over everything finds them."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from home.training.models import Course
from home.training.reading.cards import course_card
from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind, fitting

MOST_COURSES = 2000
Row = tuple[int, str, str, str]


def find_courses(question: Question) -> Sequence[int]:
    """Return the courses that hold each word in their title, line, theme or lessons."""
    rows = _texts(question.lang)
    return fitting(((pk, title, text) for pk, _title, title, text in rows), question.words)


def show_courses(keys: Sequence[int], question: Question) -> list[Hit]:
    """Return courses as hits."""
    found = Course.objects.public().select_related("picture").in_bulk(list(keys))
    cards = [course_card(found[pk], question.lang) for pk in keys if pk in found]
    return [
        Hit(one.url, one.title, f"{one.theme_name} · {one.audience}", one.summary, one.picture)
        for one in cards
    ]


def course_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of courses."""
    return [(name, title) for _pk, name, title, _text in _texts(question.lang)]


def _texts(lang: str) -> list[Row]:
    return remembered("course texts", ("training",), (lang,), lambda: _read(lang), size=50)


def _read(lang: str) -> list[Row]:
    rows = Course.objects.public().prefetch_related("lessons").order_by("pk")[:MOST_COURSES]
    return [_row(one, lang) for one in rows]


def _row(one: Course, lang: str) -> Row:
    title, summary = (shown(text, lang, one.original_language).text for text in (one.title, one.summary))
    lessons = " ".join(shown(each.title, lang, one.original_language).text for each in one.lessons.all())
    return one.pk, title, fold(title), fold(f"{summary} {one.get_theme_display()} {lessons}")


COURSES = SearchKind("courses", _("Courses"), "book", find_courses, show_courses, course_names, position=45)


def add_kind() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_search_kind(COURSES)
