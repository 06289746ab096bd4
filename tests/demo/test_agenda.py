"""The demo's agenda: a year of the Centre, whose figures add up to its rows."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from home.events.figures import fairs, trainee_days, trainees
from home.events.models import Attendance, Certificate, Correction, Event, Exhibitor
from producers.figures import By
from producers.models import Announcement, Message
from producers.testing.builders import a_producer, an_organisation
from storefront.demo.agenda import load_agenda
from tests.demo.recounts import TRAINING, TRAINING_BY

pytestmark = pytest.mark.django_db


def test_the_demo_holds_a_year_and_a_second_run_changes_nothing(client):
    an_organisation("centre", name="Centre")
    for number in range(8):
        a_producer(slug=f"maker-{number}")
    load_agenda()
    kinds = list(Event.objects.public().values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"fair": 6, "meeting": 2, "training": 10}
    assert Exhibitor.objects.count() == 8
    assert all(event.sessions.count() == 14 for event in Event.objects.filter(kind="meeting"))
    halves = Attendance.objects.filter(registration__places__event__kind="training").count()
    assert sum(row[4] for row in trainee_days(By.REGION)) == Decimal(halves) / 2 > 0
    assert len({row[3] for row in trainees(By.REGION)}) == 8
    assert len(list(fairs(By.REGION))) == 3
    assert Certificate.objects.exists()
    counts = Event.objects.count(), Attendance.objects.count()
    load_agenda()
    assert (Event.objects.count(), Attendance.objects.count()) == counts
    assert Correction.objects.count() == 1
    assert not Message.objects.exists()
    assert Announcement.objects.exists()


@pytest.mark.parametrize("by", [By.SEX, By.TOPIC, By.FUNDER])
def test_training_told_apart_adds_up_to_the_rows(by):
    an_organisation("centre", name="Centre")
    load_agenda()
    with connection.cursor() as cursor:
        cursor.execute(TRAINING.format(by=TRAINING_BY[by.value]))
        rows = cursor.fetchall()
    days, people = Counter[Any](), defaultdict[Any, set[Any]](set)
    for year, code, _unit, _person, amount in trainee_days(by):
        days[year, code or ""] += amount
    for year, code, _unit, person, _amount in trainees(by):
        people[year, code or ""].add(person)
    assert {(year, code): (float(days), who) for year, code, days, who in rows} == {
        key: (float(days[key]), len(people[key])) for key in days
    }
    assert len(rows) >= (1 if by == By.SEX else 3)
