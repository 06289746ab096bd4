"""Training told apart by who came, what about and who paid; corrections that nobody makes silently."""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from home.events.actions.check_in import check_in
from home.events.actions.corrections import add_half_day, name_funder, take_back_half_day
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.domain.attendance import Answer, Half, Scan
from home.events.domain.corrections import CorrectionError, read_reason
from home.events.figures import trainee_days
from home.events.models import Attendance, Correction, Event, Funder, Registration, Theme
from home.events.testing.builders import a_person, an_event, at
from home.impact.actions.freeze import freeze
from home.impact.models import EditionCell
from producers.domain.actors import SYSTEM, Actor
from producers.figures import By
from producers.models import Act
from producers.testing.builders import texts
from shop.domain.counting import Table, cells_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
HER = Actor(None, "office")
FIRST, YEAR = date(2025, 3, 4), "2025"
BY = {"sex": "r.sex", "topic": "h.code", "funder": "f.code", "region": "e.region"}
RECOUNT = """
    SELECT COALESCE({by}, ''), COUNT(*) / 2.0 FROM tiwizi_events_attendance a
    JOIN tiwizi_events_registration r ON r.id = a.registration_id
    JOIN tiwizi_events_places p ON p.id = r.places_id JOIN tiwizi_events_event e ON e.id = p.event_id
    LEFT JOIN tiwizi_events_funder f ON f.id = e.funder_id
    LEFT JOIN tiwizi_events_event_themes x ON x.event_id = e.id
    LEFT JOIN tiwizi_events_theme h ON h.id = x.theme_id
    WHERE e.kind = 'training' GROUP BY 1
"""


@pytest.fixture(autouse=True)
def fresh():
    a_market()
    cache.clear()
    yield
    cache.clear()


def a_funder(code: str) -> Funder:
    return Funder.objects.create(code=code, name=texts(f"Fonds {code}"))


def a_course(number: int, people: range, *, region: str, theme: str, funder: Funder | None) -> Event:
    """A course of two days that is over, everybody at three half days: women, every third does not say."""
    event = an_event(kind="training", region=region, first_day=FIRST + timedelta(days=9 * number))
    event.themes.set([Theme.objects.get_or_create(code=theme, defaults={"name": texts(theme)})[0]])
    event.save()
    name_funder(event, funder, actor=HER)
    places = set_places(event, capacity=50, actor=SYSTEM)
    before = at(event.first_day, 8)
    for one in people:
        person = a_person(one, sex="woman" if one % 3 else "")
        seat = register(event, places.pk, person, actor=SYSTEM, now=before)
        scans = [
            Scan(str(uuid4()), seat.code, event.first_day + timedelta(days=half // 2), list(Half)[half % 2])
            for half in range(3)
        ]
        check_in(event, scans, actor=SYSTEM)
    return event


@pytest.fixture
def courses() -> list[Event]:
    one, two = a_funder("one"), a_funder("two")
    return [
        a_course(0, range(1, 8), region="MA-05", theme="money", funder=one),
        a_course(1, range(5, 13), region="MA-07", theme="selling", funder=two),
        a_course(2, range(20, 26), region="MA-09", theme="money", funder=None),
    ]


def table(client, path: str = "/feeds/open-data/figures.csv") -> dict[tuple[str, str, str], str]:
    """Return the numbers of 2025 by figure, thing and code."""
    rows = csv.DictReader(StringIO(client.get(path).content.decode(), newline=""))
    return {(row["figure"], row["by"], row["code"]): row["value"] for row in rows if row["year"] == YEAR}


@pytest.mark.parametrize("by", list(BY))
def test_days_told_apart_are_those_of_an_independent_recount(client, courses, by):
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT.format(by=BY[by]))
        recounted = {code or "unknown": float(days) for code, days in cursor.fetchall()}
    found = {key[2]: float(value) for key, value in table(client).items() if key[:2] == ("trainee-days", by)}
    assert found == recounted
    assert sum(float(days) for days in recounted.values()) == 31.5


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_page_tells_them_apart_and_names_who_paid(client, courses, lang):
    page = client.get(f"/{lang}/impact/figures/trainee-days/?year=2025").content.decode()
    for by, code in (("sex", "woman"), ("topic", "money"), ("funder", "one"), ("funder", "unknown")):
        assert f'id="row-{by}-{code}"' in page
    assert "Fonds one" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert [one for one, times in Counter(ids).items() if times > 1] == []


def test_what_is_about_few_is_hidden_by_every_name(client):
    """A funder who paid in one region alone would tell the number that is hidden there."""
    one, two, three = (a_funder(code) for code in ("one", "two", "three"))
    a_course(0, range(1, 4), region="MA-05", theme="money", funder=one)  # three people
    a_course(
        1, range(10, 16), region="MA-07", theme="selling", funder=two
    )  # hidden so that the three are not told
    a_course(2, range(20, 40), region="MA-09", theme="price", funder=three)
    found = table(client)
    for figure in ("trainees", "trainee-days"):
        for by, codes in (
            ("region", ("MA-05", "MA-07")),
            ("funder", ("one", "two")),
            ("topic", ("money", "selling")),
        ):
            assert [found[figure, by, code] for code in codes] == ["", ""]
        assert found[figure, "region", "MA-09"]


def test_tables_hide_together_what_one_of_them_hides():
    def rows(*codes: tuple[str, range]) -> list:
        return [(2025, code, "people", who, 1) for code, people in codes for who in people]

    small, large = range(3), range(10, 30)
    region = Table("region", rows(("a", small), ("b", range(3, 9)), ("c", large)))
    funder = Table("funder", rows(("x", range(3, 9)), ("y", [*small, *large])))
    alone = {(cell.by, cell.code): cell.value for cell in cells_of([funder], counts_people=True)}
    assert alone == {("funder", "x"): 6, ("funder", "y"): 23}
    both = {(cell.by, cell.code): cell.value for cell in cells_of([region, funder], counts_people=True)}
    assert both["region", "b"] is None
    assert (both["funder", "x"], both["funder", "y"]) == (None, None)


def half_days(event: Event) -> int:
    return Attendance.objects.filter(registration__places__event=event).count()


def test_a_half_day_that_is_added_or_taken_back_leaves_who_when_what_and_why(courses):
    course = courses[0]
    one = Registration.objects.filter(places__event=course).first()
    row = one.attendances.first()
    add_half_day(
        one, course.first_day + timedelta(days=1), Half.AFTERNOON, actor=HER, reason="Feuille signée"
    )
    assert half_days(course) == 22
    take_back_half_day(one, row.day, Half(row.half), actor=HER, reason="Code d’une autre")
    assert half_days(course) == 21
    back, added = Correction.objects.all()
    assert (added.what, added.year, added.reason) == ("added", 2025, "Feuille signée")
    assert added.act.after == {"half_day": f"{course.first_day + timedelta(days=1)} pm"}
    act = Act.objects.get(pk=back.act_id)
    assert (act.actor_name, act.reason, act.object_id) == ("office", "Code d’une autre", one.pk)
    assert (act.before["key"], act.after) == (str(row.key), {})
    scan = Scan(str(row.key), one.code, row.day, Half(row.half))
    assert list(check_in(course, [scan], actor=SYSTEM).values()) == [Answer.TAKEN_BACK]
    assert half_days(course) == 21


@pytest.mark.parametrize(
    ("day", "half", "reason", "why"),
    [
        (0, Half.MORNING, "Vu", "again"),
        (1, Half.AFTERNOON, "  ", "no_reason"),
        (1, Half.AFTERNOON, "Elle, PERSONNE 1, était là", "names"),
        (1, Half.AFTERNOON, "x" * 201, "long_reason"),
        (4, Half.MORNING, "Vu", "wrong_day"),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(courses, day, half, reason, why):
    one = Registration.objects.filter(places__event=courses[0]).first()
    with pytest.raises(CorrectionError, match=why):
        add_half_day(one, courses[0].first_day + timedelta(days=day), half, actor=HER, reason=reason)
    assert half_days(courses[0]) == 21
    assert not Correction.objects.exists()


def test_what_was_not_written_down_is_not_taken_back(courses):
    one = Registration.objects.filter(places__event=courses[0]).first()
    with pytest.raises(CorrectionError, match="absent"):
        take_back_half_day(one, courses[0].last_day, Half.MORNING, actor=HER, reason="Vu")


def test_a_reason_may_hold_words_like_any_other():
    assert read_reason("  La feuille  la porte ", ["La Personne"]) == "La feuille la porte"
    with pytest.raises(CorrectionError):
        read_reason("Pour Fadma.", ["Fadma Aït"])


def test_another_funder_after_the_fact_needs_a_reason(courses):
    two = Funder.objects.get(code="two")
    with pytest.raises(CorrectionError, match="no_reason"):
        name_funder(courses[0], two, actor=HER)
    name_funder(courses[0], two, actor=HER, reason="Convention signée plus tard")
    assert Correction.objects.get().act.before == {"value": "one"}
    assert name_funder(courses[0], two, actor=HER, reason="encore") is None
    assert Correction.objects.count() == 1


def test_publishing_another_region_once_people_came_is_a_correction(courses):
    course = Event.objects.get(pk=courses[0].pk)
    course.title = texts("Autre titre")
    course.save_revision().publish()
    assert not Correction.objects.exists()
    course.region = "MA-06"
    course.themes.set([])
    course.save_revision().publish()
    assert sorted(Correction.objects.values_list("what", flat=True)) == ["region", "themes"]
    assert Event.objects.get(pk=course.pk).funder.code == "one"


def test_the_log_is_beside_the_figures_without_persons_and_a_frozen_year_stays(client, courses):
    freeze(2025, actor=HER)
    frozen = "/fr/impact/editions/2025/trainee-days/"
    data, cells = (
        table(client, "/feeds/open-data/editions/2025/figures.csv"),
        list(EditionCell.objects.values()),
    )
    assert data["trainee-days", "funder", "one"] == "10.50"
    assert "Fonds one" in client.get(frozen).content.decode()
    assert 'id="corrected"' not in client.get(frozen).content.decode()
    one = Registration.objects.filter(places__event=courses[0]).first()
    add_half_day(
        one, courses[0].last_day - timedelta(days=1), Half.AFTERNOON, actor=HER, reason="Feuille signée"
    )
    cache.clear()
    assert table(client)["trainee-days", "funder", "one"] == "11.0"
    for path in (
        frozen,
        "/fr/impact/figures/trainee-days/?year=2025",
        "/fr/impact/figures/trainees/?year=2025",
    ):
        page = client.get(path).content.decode()
        assert "Feuille signée" in page
        assert one.name not in page
    assert table(client, "/feeds/open-data/editions/2025/figures.csv") == data
    assert list(EditionCell.objects.values()) == cells
    assert (
        "Feuille"
        not in client.get("/fr/impact/figures/trainee-days/?year=2024", follow=True).content.decode()
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Correction.objects.update(reason="autre")


def test_the_office_corrects_and_reads_the_log(client, courses, admin_user):
    client.force_login(admin_user)
    course = courses[0]
    one = Registration.objects.filter(places__event=course).first()
    place = f"/admin/agenda/{course.pk}/corrections/"
    typed = {
        "half-do": "add", "half-code": one.code.lower(), "half-half": "pm", "half-reason": "Feuille signée",
        "half-day": (course.first_day + timedelta(days=1)).isoformat(),
    }  # fmt: skip
    assert client.get(place).status_code == 200
    refused = client.post(f"{place}half-day/", typed | {"half-reason": f"Pour {one.name}"})
    assert (refused.status_code, half_days(course)) == (422, 21)
    assert one.code.lower() in refused.content.decode()
    assert client.post(f"{place}half-day/", typed | {"half-code": "nope"}).status_code == 422
    assert client.post(f"{place}half-day/", typed).status_code == 302
    assert half_days(course) == 22
    payer = {"funder-funder": Funder.objects.get(code="two").pk, "funder-reason": ""}
    assert client.post(f"{place}funder/", payer).status_code == 422
    assert client.post(f"{place}funder/", payer | {"funder-reason": "Convention"}).status_code == 302
    page = client.get(place).content.decode()
    assert "one → two" in page
    assert one.name in page


def test_crafts_are_not_asked_for_in_training():
    assert trainee_days(By.CRAFT) is None
