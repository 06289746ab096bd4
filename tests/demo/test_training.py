"""The demo's training: each course of the agenda is one that people can look at, in both languages."""

import pytest
from django.db.models import Count

from home.events.models import Event
from home.training.domain.projects import filled
from home.training.models import (
    Card,
    Course,
    CourseEvent,
    Guide,
    PracticeSheet,
    Project,
    QuizSheet,
    TrainerPath,
    TrainerStep,
)
from producers.models import Message
from producers.reading.rounds import associations_of
from producers.testing.builders import a_producer, an_agent_for, an_association, an_organisation
from storefront.demo.agenda import load_agenda
from storefront.demo.trainers import load_trainers
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
    agent = an_agent_for(a_producer(), association=an_association(region="MA-05", province="MA-AZI"))
    load_trainers({"agent": agent})
    assert TrainerPath.objects.named().count() == 3
    steps = TrainerPath.objects.annotate(gone=Count("steps")).filter(gone__gt=1)
    assert sorted(steps.values_list("gone", flat=True)) == [2, 3, 4]
    assert TrainerPath.objects.to_confirm().get().user == agent
    assert Project.objects.followed_by(agent).count() == 1
    assert Project.objects.near(associations_of(agent)).count() == 1
    tables = (Course, QuizSheet, Project, TrainerPath, TrainerStep)
    counts = [table.objects.count() for table in tables]
    load_training()
    load_trainers({"agent": agent})
    assert [table.objects.count() for table in tables] == counts
