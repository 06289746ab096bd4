"""One course as its pages show it: words, lessons of cards and what is heard of them, when it is held."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.events.models import Event
from home.events.reading.cards import EventCard, event_card
from home.training.models import Card, Course, Lesson
from home.training.reading.cards import CourseCard, course_card
from home.training.reading.markup import course_markup
from home.training.reading.quiz import has_quiz
from home.training.reading.trainers import trainers_of
from producers.domain.shown import PictureShown, Shown, shown
from producers.domain.voices import VOICES, best, voices_for
from producers.reading.head import read_head, written_in
from producers.reading.pictures import picture_shown
from producers.reading.prompts import recorded
from shop.papers.press import has_press

MOST_SESSIONS = 12


@dataclass(frozen=True)
class CardShown:
    """One picture with its words; ``sound`` is empty where nobody has said it in a voice for this page."""

    text: Shown
    sign: str
    picture: PictureShown | None
    code: str
    sound: str = ""


@dataclass(frozen=True)
class LessonShown:
    """One lesson. ``number`` counts from one, as its address does."""

    number: int
    url: str
    title: Shown
    cards: tuple[CardShown, ...]
    practice: Shown | None


def find_course(slug: str) -> Course:
    """Return a public course with all that its pages need. Raises ``Course.DoesNotExist``."""
    rows = Course.objects.public().select_related("picture")
    return rows.prefetch_related("lessons__cards__picture", "trainers__organisation").get(slug=slug)


def read_course(course: Course, lang: str) -> dict[str, Any]:
    """Return what the page of a course shows, its head and its data for search engines included."""
    card, own = course_card(course, lang), course.original_language
    sessions = sessions_of(course, lang)
    lessons = lessons_of(course, lang)
    return {
        "course": course,
        "card": card,
        "description": shown(course.description, lang, own) if course.description else None,
        "lessons": lessons,
        "trainers": trainers_of(course, lang),
        "sessions": sessions,
        "has_quiz": has_quiz(course),
        "kit_url": reverse("training:kit", args=[course.slug]) if has_press() and course.pk else "",
        "head": _head(course, card),
        "markup": course_markup(course, card, lessons, sessions, lang),
    }


def read_lesson(course: Course, number: int, lang: str, voice: str) -> dict[str, Any]:
    """Return one lesson, the nth from one on. Raises ``Lesson.DoesNotExist``."""
    lessons = lessons_of(course, lang, voice)
    if not 1 <= number <= len(lessons):
        raise Lesson.DoesNotExist(number)
    lesson = lessons[number - 1]
    return {
        "course": course,
        "card": course_card(course, lang),
        "lesson": lesson,
        "of": len(lessons),
        "voices": _voices(lesson),
        "voice": voice,
        "before": lessons[number - 2] if number > 1 else None,
        "after": lessons[number] if number < len(lessons) else None,
        "head": read_head(
            "training:lesson",
            [course.slug, number],
            written_in(course.title, course.original_language),
            title=f"{lesson.title.text} · {shown(course.title, lang, course.original_language).text}",
            kind="article",
        ),
    }


def draft_page(course: Course) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    return read_course(course, get_language() or "fr") | {"is_spread_out": True}


def lessons_of(course: Course, lang: str, voice: str = "") -> tuple[LessonShown, ...]:
    """Return the lessons with their cards; ``voice`` is the one that was asked for, if any."""
    own, heard = course.original_language, recorded()
    voices = voices_for(voice, lang)
    return tuple(
        LessonShown(
            number,
            reverse("training:lesson", args=[course.slug, number]) if course.slug else "",
            shown(lesson.title, lang, own),
            tuple(_card(one, lang, own, heard, voices) for one in lesson.cards.all()),
            shown(lesson.practice, lang, own) if lesson.practice else None,
        )
        for number, lesson in enumerate(course.lessons.all(), start=1)
    )


def sessions_of(course: Course, lang: str) -> list[EventCard]:
    """Return the public events at which it is held, those that come and are not called off."""
    keys = [one.event_id for one in course.events.all()]
    rows = Event.objects.public().filter(pk__in=keys, status=Event.Status.PLANNED)
    coming = rows.coming(timezone.localdate()).select_related("picture", "series")[:MOST_SESSIONS]
    return [event_card(one, lang) for one in coming] if keys else []


def prompt_code(card: Card) -> str:
    """Return the code under which the recording desk knows a card."""
    return f"card.{card.export_id}"


def _card(card: Card, lang: str, own: str, heard: Any, voices: Iterable[str]) -> CardShown:
    code = prompt_code(card)
    return CardShown(
        shown(card.text, lang, own),
        card.sign,
        picture_shown(card.picture, lang),
        code,
        best(heard, code, voices),
    )


def _voices(lesson: LessonShown) -> list[tuple[str, str]]:
    """Return the voices in which all of a lesson can be heard."""
    heard = recorded()
    return [
        (voice, name)
        for voice, name in VOICES.items()
        if lesson.cards and all((card.code, voice) in heard for card in lesson.cards)
    ]


def _head(course: Course, card: CourseCard) -> Any:
    return read_head(
        "training:course",
        [course.slug or "-"],
        written_in(course.title, course.original_language),
        title=card.title.text,
        description=card.summary.text if card.summary else "",
        picture=card.picture,
        kind="article",
    )


def courses_title() -> str:
    """Return what the list is called, for crumbs."""
    return _("Training")
