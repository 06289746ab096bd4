"""The demo's training: a course with lessons for each kind of training that the agenda holds."""

from typing import Any

from home.events.models import Event
from home.training.models import Card, Course, CourseEvent, Lesson, Trainer
from producers.models import Organisation
from storefront.demo.data import read, texts

TRAINERS = ("Khadija (démo)", "Zahra (démo)", "Malika (démo)")


def load_training() -> None:
    """Write what is missing; a second run changes nothing."""
    if Course.objects.exists():
        return
    centre = Organisation.objects.get(kind=Organisation.Kind.CENTRE)
    for number, facts in enumerate(read("training.yaml")["courses"]):
        _course(facts, TRAINERS[number % len(TRAINERS)], centre)


def _course(facts: dict[str, Any], trainer: str, centre: Organisation) -> None:
    course = Course.objects.create(
        live=False,
        **{name: facts[name] for name in ("slug", "theme", "audience", "hours")},
        **{name: texts(facts[name]) for name in ("title", "summary", "needed")},
    )
    for place, lesson in enumerate(facts["lessons"]):
        _lesson(course, place, lesson)
    Trainer.objects.create(course=course, name=trainer, organisation=centre)
    for slug in facts["events"]:
        CourseEvent.objects.create(course=course, event=Event.objects.get(slug=slug))
    Course.objects.get(pk=course.pk).save_revision().publish()


def _lesson(course: Course, place: int, facts: dict[str, Any]) -> None:
    words = {name: texts(facts[name]) for name in ("title", "practice")}
    lesson = Lesson.objects.create(course=course, sort_order=place, **words)
    for number, card in enumerate(facts["cards"]):
        text = texts({lang: card[lang] for lang in ("fr", "ar")})
        Card.objects.create(lesson=lesson, sign=card["sign"], text=text, sort_order=number)
