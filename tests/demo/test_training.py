"""The demo's training: each course of the agenda is one that people can look at, in both languages."""

import pytest

from home.events.models import Event
from home.training.domain.projects import filled
from home.training.models import Card, Course, CourseEvent, Guide, PracticeSheet, Project, QuizSheet
from producers.models import Message
from producers.testing.builders import an_organisation
from storefront.demo.agenda import load_agenda
from storefront.demo.training import load_training

pytestmark = pytest.mark.django_db


def test_each_course_of_the_agenda_has_lessons_and_a_second_run_changes_nothing():
    an_organisation("centre", name="Centre")
    load_agenda()
    load_training()
    held = set(CourseEvent.objects.values_list("event", flat=True))
    assert held == set(Event.objects.filter(kind="training").values_list("pk", flat=True))
    assert len(held) == 10
    courses = Course.objects.public().prefetch_related("lessons__cards")
    assert {one.audience for one in courses} == {"beneficiaries", "agents", "managers", "trainers"}
    assert {one.theme for one in courses} == set(Course.Theme.values)
    assert all(len(lesson.cards.all()) >= 2 for one in courses for lesson in one.lessons.all())
    assert all(card.text.data.keys() >= {"fr", "ar"} for card in Card.objects.all())
    assert (
        QuizSheet.objects.filter(moment="before").count()
        == QuizSheet.objects.filter(moment="after").count()
        > 0
    )
    assert [filled(vars(one)) for one in Project.objects.order_by("pk")] == [5, 1]
    assert not Message.objects.exists()
    assert all(guide.sources.exists() for guide in Guide.objects.filter(live=True))
    assert (Guide.objects.count(), PracticeSheet.objects.filter(live=True).count()) == (4, 2)
    counts = Course.objects.count(), QuizSheet.objects.count(), Project.objects.count()
    load_training()
    assert (Course.objects.count(), QuizSheet.objects.count(), Project.objects.count()) == counts
