"""Rows of training for tests. Every function takes what matters to the test and invents the rest."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from home.events.models import Event
from home.training.models import (
    Card,
    Choice,
    Course,
    CourseEvent,
    Guide,
    Lesson,
    PracticeSheet,
    Project,
    Question,
)
from producers.testing.builders import texts


def a_course(*, title: str | dict[str, str] = "Fixer son prix", **fields: Any) -> Course:
    """Build a public course about prices for makers, without lessons."""
    values: dict[str, Any] = {
        "slug": f"course-{Course.objects.count() + 1}",
        "audience": "beneficiaries",
        "theme": "price",
    }
    return Course.objects.create(title=texts(title), **(values | fields))


def a_lesson(
    course: Course, *cards: str, title: str | dict[str, str] = "La matière", **fields: Any
) -> Lesson:
    """Build a lesson with a card for each text."""
    place = course.lessons.count()
    lesson = Lesson.objects.create(course=course, title=texts(title), sort_order=place, **fields)
    for number, text in enumerate(cards):
        Card.objects.create(lesson=lesson, text=texts(text), sign="coin", sort_order=number)
    return lesson


def a_question(course: Course, *, text: str = "Que compte-t-on ?", choices: int = 2) -> Question:
    """Build a question whose first choice is right."""
    question = Question.objects.create(course=course, text=texts(text), sort_order=course.questions.count())
    for number in range(choices):
        Choice.objects.create(
            question=question, text=texts(f"Image {number}"), is_right=number == 0, sort_order=number
        )
    return question


def a_project(*, name: str = "Porteuse Privée", **fields: Any) -> Project:
    """Build a project that is being prepared, with a sheet that says nothing yet."""
    values = {"language": "fr", "phone": "+212600000001"}
    return Project.objects.create(name=name, **(values | fields))


def a_guide(*, title: str | dict[str, str] = "L’auto-entrepreneuse", **fields: Any) -> Guide:
    """Build a public guide about taxes, of this year."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "slug": f"guide-{Guide.objects.count() + 1}",
        "topic": "tax",
        "body": texts("Un seuil par an."),
        "as_of": today,
        "stale_after": today + timedelta(days=365),
    }
    return Guide.objects.create(title=texts(title), **(values | fields))


def a_practice(*, title: str = "Laine achetée à dix", **fields: Any) -> PracticeSheet:
    """Build a public practice sheet that everybody may read."""
    words = {name: texts(name) for name in ("situation", "done", "result", "limits")}
    values = {"slug": f"practice-{PracticeSheet.objects.count() + 1}", "readers": "everybody"}
    return PracticeSheet.objects.create(title=texts(title), **(words | values | fields))


def held_at(course: Course, event: Event) -> CourseEvent:
    """Have a course held at an event."""
    return CourseEvent.objects.create(course=course, event=event)
