"""Who came: codes at the door, devices that were offline, trainee-days and certificates."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from home.events.actions.certify import certify
from home.events.actions.change_seat import cancel_seat
from home.events.actions.check_in import check_in
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.domain.attendance import Answer, Half, Opening, Scan, ScanError, read_scan, trainee_days
from home.events.figures import trainee_days as days_rows
from home.events.figures import trainees as people_rows
from home.events.models import Attendance, Certificate, Event, Registration
from home.events.testing.builders import a_person, a_session, an_event, at
from home.events.views import door
from producers.domain.actors import SYSTEM
from producers.figures import By
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Event:
    event = an_event(slug="cours", kind="training", region="MA-07")
    set_places(event, capacity=2, actor=SYSTEM)
    return event


def come(event: Event, number: int = 1) -> Registration:
    return register(event, event.places.get().pk, a_person(number), actor=SYSTEM)


def scan(one: Registration, half: Half = Half.MORNING, *, day: int = 0, **fields) -> Scan:
    event = one.places.event
    values = {
        "key": str(uuid4()),
        "code": one.code,
        "day": event.first_day + timedelta(days=day),
        "half": half,
    }
    return Scan(**(values | fields))


def answer(event: Event, *scans: Scan, now: datetime | None = None) -> list[Answer]:
    """Have a device send its scans, after the event unless told."""
    then = now or at(event.last_day, 20)
    return list(check_in(event, scans, actor=SYSTEM, now=then).values())


def test_half_days_are_written_down(course):
    one = come(course)
    assert answer(course, scan(one), scan(one, Half.AFTERNOON), scan(one, day=1)) == [Answer.DONE] * 3
    assert Attendance.objects.count() == 3


def test_an_upload_that_comes_again_writes_nothing_twice(course):
    one = come(course)
    kept = [scan(one), scan(one, Half.AFTERNOON)]
    for _ in range(3):
        assert answer(course, *kept) == [Answer.DONE, Answer.DONE]
    assert Attendance.objects.count() == 2


def test_scanned_twice_or_on_two_devices_that_were_offline_counts_once(course):
    one = come(course)
    assert answer(course, scan(one, device="a"), scan(one, device="a")) == [Answer.DONE, Answer.AGAIN]
    assert answer(course, scan(one, device="b")) == [Answer.AGAIN]
    assert Attendance.objects.get().device == "a"


def test_a_key_that_stands_for_another_scan_writes_nothing(course):
    one, two = come(course, 1), come(course, 2)
    first = scan(one)
    answer(course, first)
    assert answer(course, scan(two, key=first.key)) == [Answer.AGAIN]
    assert Attendance.objects.get().registration == one


def test_codes_that_do_not_let_in(course):
    one, two, waits = (come(course, number) for number in (1, 2, 3))
    cancelled = scan(two)
    cancel_seat(two, actor=SYSTEM)
    other = an_event()
    assert answer(other, scan(one, day=0)) == [Answer.OTHER_EVENT]
    assert answer(course, cancelled) == [Answer.CANCELLED]
    assert answer(course, scan(waits)) == [Answer.NO_SEAT]
    assert answer(course, scan(one, code="2222222222")) == [Answer.UNKNOWN]
    assert answer(course, scan(one, day=3), scan(one, day=-1)) == [Answer.WRONG_DAY] * 2
    assert not Attendance.objects.exists()


def test_a_day_that_is_still_to_come_lets_nobody_in_and_a_past_one_is_sent_late(course):
    one, midday = come(course), at(course.first_day, 12)
    scans = [scan(one), scan(one, Half.AFTERNOON), scan(one, day=1)]
    assert answer(course, *scans, now=midday - timedelta(days=1)) == [Answer.TOO_EARLY] * 3
    assert not Attendance.objects.exists()
    assert answer(course, *scans, now=midday) == [Answer.DONE, Answer.DONE, Answer.TOO_EARLY]
    assert answer(course, scans[2], now=midday + timedelta(days=2)) == [Answer.DONE]


def test_a_seat_in_one_part_opens_only_the_half_days_of_that_part(course):
    part = a_session(course, day=1)
    set_places(course, session=part, capacity=2, actor=SYSTEM)
    one = register(course, course.places.get(session=part).pk, a_person(), actor=SYSTEM)
    other = [scan(one), scan(one, Half.AFTERNOON), scan(one, Half.AFTERNOON, day=1), scan(one, day=2)]
    assert answer(course, *other) == [Answer.OTHER_PART] * 4
    assert answer(course, scan(one, day=5)) == [Answer.WRONG_DAY]
    assert not Attendance.objects.exists()
    assert answer(course, scan(one, day=1)) == [Answer.DONE]


@pytest.mark.parametrize(
    ("begins", "ends", "opened"),
    [
        ((0, 9), (0, 12), "0am"),
        ((0, 9), (0, 13), "0am"),
        ((0, 13), (0, 17), "0pm"),
        ((0, 12), (0, 15), "0am 0pm"),
        ((0, 14), (2, 9), "0pm 1am 1pm 2am"),
        ((1, 20), (2, 0), "1pm"),
    ],
)
def test_which_half_days_a_part_is_in(begins, ends, opened):
    first = date(2026, 12, 1)
    hours = [datetime.combine(first + timedelta(days=day), time(hour)) for day, hour in (begins, ends)]
    seat = Opening(first, first + timedelta(days=2), *hours)
    found = [f"{n}{half}" for n, day in enumerate(seat.days) for half in Half if seat.opens(day, half)]
    assert " ".join(found) == opened


@pytest.mark.parametrize(
    "wrong", [{"key": "1"}, {"half": "night"}, {"day": "2027-02-31"}, {"day": None}, {"key": None}]
)
def test_what_is_no_scan_is_refused(wrong):
    values = {"key": str(uuid4()), "code": "abcde-23456", "day": "2027-02-20", "half": "am"}
    assert read_scan(values).code == "ABCDE23456"
    with pytest.raises(ScanError):
        read_scan(values | wrong)


@pytest.mark.parametrize(("halves", "days"), [(0, "0"), (1, "0.5"), (6, "3")])
def test_two_half_days_are_a_day(halves, days):
    assert trainee_days(halves) == Decimal(days)


def test_figures_count_people_once_and_days_by_halves(course):
    again = an_event(kind="training", region="MA-07")
    set_places(again, capacity=5, actor=SYSTEM)
    here, there, other = come(course, 1), come(again, 1), come(again, 2)
    answer(course, scan(here), scan(here, Half.AFTERNOON), scan(here, day=1))
    answer(again, scan(there), scan(other))
    fair = an_event(kind="fair")
    set_places(fair, capacity=1, actor=SYSTEM)
    answer(fair, scan(come(fair, 3)))
    assert len({row[3] for row in people_rows(By.REGION)}) == 2
    assert sum(row[4] for row in days_rows(By.REGION)) == Decimal("2.5")
    assert people_rows(By.CRAFT) is None


def test_certificates_say_what_was_counted_and_are_issued_once(course, client):
    a_market()
    one, absent = come(course, 1), come(course, 2)
    answer(course, scan(one), scan(one, Half.AFTERNOON), scan(one, day=1))
    assert (certify(course, actor=SYSTEM), certify(course, actor=SYSTEM)) == (1, 0)
    paper = Certificate.objects.get()
    assert (paper.registration, paper.half_days) == (one, 3)
    assert not hasattr(Registration.objects.get(pk=absent.pk), "certificate")
    page = client.get(f"/fr/agenda/certificate/{paper.code.lower()}/")
    assert "1,5" in page.content.decode()
    assert "Personne 1" in page.content.decode()
    assert client.get("/fr/agenda/certificate/2222222222/").status_code == 404


def test_guessing_codes_of_certificates_comes_to_an_end(client, monkeypatch):
    a_market()
    monkeypatch.setattr(door, "CHECKS_AN_HOUR", 2)
    found = [client.get(f"/fr/agenda/certificate/222222222{number}/").status_code for number in range(2, 5)]
    assert found == [404, 404, 429]


def test_at_the_door_a_code_is_typed_and_a_device_uploads(course, client, admin_user):
    today = timezone.localdate()
    Event.objects.filter(pk=course.pk).update(first_day=today, last_day=today)
    one, day = come(course), today.isoformat()
    client.force_login(admin_user)
    place = f"/admin/agenda/{course.pk}/door/"
    typed = {"code": f"{one.code[:5]}-{one.code[5:]}".lower(), "day": day, "half": "am"}
    assert client.get(place).status_code == 200
    assert client.post(place, typed).status_code == 200
    assert client.post(place, typed | {"code": "nope"}).status_code == 422
    sent = [{"key": str(uuid4()), "code": one.code, "day": day, "half": half} for half in ("am", "pm")]
    for _ in range(2):
        got = client.post(f"{place}upload/", json.dumps(sent), content_type="application/json")
        assert list(got.json()["answers"].values()) == ["again", "done"]
    assert Attendance.objects.count() == 2
    for wrong in ("{", "{}", "[1]", json.dumps([{"key": "x"}]), json.dumps(sent * 300)):
        got = client.post(f"{place}upload/", wrong, content_type="application/json")
        assert got.status_code == 400, wrong[:20]
    client.post(f"/admin/agenda/{course.pk}/certificates/")
    assert Certificate.objects.get().code in client.get(f"/admin/agenda/{course.pk}/").content.decode()
