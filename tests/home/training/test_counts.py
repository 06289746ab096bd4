"""People and days of training are counted once, as plain SQL counts them; stated totals are not added."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.figures import trainee_days, trainees
from home.events.models import Attendance
from home.events.testing.builders import a_person, an_event
from home.impact.models import Statement
from producers.domain.actors import SYSTEM
from producers.figures import By

pytestmark = pytest.mark.django_db
RECOUNT = """
    SELECT COUNT(DISTINCT CASE WHEN r.person = '' THEN 'seat ' || r.id ELSE r.person END), COUNT(*)
    FROM tiwizi_events_attendance a
    JOIN tiwizi_events_registration r ON r.id = a.registration_id
    JOIN tiwizi_events_places p ON p.id = r.places_id
    JOIN tiwizi_events_event e ON e.id = p.event_id
    WHERE e.kind = 'training'
"""


def recount() -> tuple[int, int]:
    """Count people and half days without any code of ours."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        people, halves = cursor.fetchone()
    return people, halves


def counted() -> tuple[int, float]:
    """Count as the figures do."""
    return len({row[3] for row in trainees(By.REGION)}), float(sum(row[4] for row in trainee_days(By.REGION)))


@pytest.fixture
def _came():
    """Three people at two courses, one of them at both; a fair that is no training."""
    for kind, people, halves in (("training", (1, 2), 4), ("training", (2, 3), 3), ("fair", (4,), 2)):
        event = an_event(kind=kind)
        set_places(event, capacity=9, actor=SYSTEM)
        for number in people:
            seat = register(event, event.places.get().pk, a_person(number), actor=SYSTEM)
            for half in range(halves):
                day = event.first_day + timedelta(days=half // 2)
                Attendance.objects.create(
                    registration=seat, day=day, half=("am", "pm")[half % 2], key=uuid4()
                )


@pytest.mark.usefixtures("_came")
def test_figures_are_those_of_an_independent_recount():
    people, halves = recount()
    assert (people, halves) == (3, 14)
    assert counted() == (people, halves / 2)


def table(*rows: str) -> SimpleUploadedFile:
    text = "\n".join(("figure,what_fr,value,stated_by,source,stated_on", *rows))
    return SimpleUploadedFile("totals.csv", text.encode(), "text/csv")


@pytest.mark.usefixtures("_came")
def test_totals_that_others_told_stand_beside_and_add_nothing(admin_client):
    before = counted()
    told = table(
        'trainees,Personnes formées,6500,Un journal,"Article sur le Centre, vers 2010",',
        'trainee-days,Journées de formation,24000,Un journal,"Article sur le Centre, vers 2010",',
    )
    address = "/admin/impact/statements/"
    assert admin_client.post(address, {"file": told}).status_code == 302
    assert list(Statement.objects.order_by("value").values_list("value", flat=True)) == [6500, 24000]
    assert counted() == before


def test_every_line_that_is_wrong_is_said_and_none_is_taken_over(admin_client):
    wrong = table("trainees,Formées,6500,,,", "trainees,Formées,many,,Un journal,", ",Bien,1,,Un journal,")
    answer = admin_client.post("/admin/impact/statements/", {"file": wrong})
    assert (answer.status_code, Statement.objects.exists()) == (422, False)
    said = answer.context["form"].errors["file"]
    assert [one.partition(":")[0].split()[-1].rstrip("\u00a0\u202f ") for one in said] == ["2", "3"]
