"""Reminders and notices of changes: who is told what, in her language, and once."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from home.events.actions.cancel_event import cancel_event
from home.events.actions.change_seat import cancel_seat
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.actions.remind import remind
from home.events.domain.reminding import is_needed, is_time
from home.events.models import Attendance, Declared, Event, Registration, Session
from home.events.testing.builders import a_person, a_session, an_event, at
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Message
from producers.testing.builders import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    found = an_event(title={"fr": "Rencontre", "ar": "لقاء"}, kind="meeting")
    set_places(found, capacity=9, actor=SYSTEM)
    return found


def come(event: Event, number: int = 1, *, part: Session | None = None, **fields) -> Registration:
    places = event.places.get(session=part)
    return register(event, places.pk, a_person(number, **fields), actor=SYSTEM)


def before(event: Event, days: int, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(event.first_day - timedelta(days=days), time(hour)))


def sent() -> list[tuple[str, str, str]]:
    rows = Message.objects.filter(kind__in=["seat.soon", "seat.tomorrow"]).order_by("pk")
    return list(rows.values_list("kind", "recipient", "language"))


def test_she_is_reminded_twice_in_her_language_and_each_time_once(event):
    one = come(event, 1, email="", phone="+212661000001", language="ar")
    for days in (3, 2, 2, 1, 1, 0):
        remind(now=before(event, days))
    assert sent() == [("seat.soon", "+212661000001", "ar"), ("seat.tomorrow", "+212661000001", "ar")]
    text = Message.objects.get(kind="seat.tomorrow").text
    assert "لقاء" in text
    assert f"{one.code[:5]}-{one.code[5:]}" in text


def test_whoever_waits_cancelled_or_wants_a_call_is_not_written_to(event):
    come(event, 1, wants_call=True)
    come(event, 2, email="", wants_call=True)
    cancel_seat(come(event, 3), actor=SYSTEM)
    Registration.objects.filter(pk=come(event, 4).pk).update(state="waiting")
    assert remind(now=before(event, 2)) == 0
    assert sent() == []


def test_nobody_is_reminded_of_what_is_off_at_night_or_on_the_day_she_registered(event):
    come(event)
    assert remind(now=before(event, 2, hour=6)) == 0
    Registration.objects.update(created_at=before(event, 2, hour=8))
    assert remind(now=before(event, 2)) == 0
    Registration.objects.update(created_at=before(event, 8))
    cancel_event(event, actor=SYSTEM)
    assert remind(now=before(event, 2)) == 0


def test_a_part_is_reminded_of_on_its_own_day_and_anew_when_it_moved(event):
    part = a_session(event, day=1)
    set_places(event, session=part, capacity=3, actor=SYSTEM)
    come(event, 1, part=part)
    assert remind(now=before(event, 2)) == 0
    assert remind(now=before(event, 1)) == 1
    Session.objects.filter(pk=part.pk).update(
        starts_at=at(event.last_day, 10), ends_at=at(event.last_day, 12)
    )
    assert remind(now=before(event, 0)) == 1


def test_the_job_asks_as_often_for_many_who_were_reminded(event, django_assert_num_queries):
    for number in range(6):
        come(event, number)
    assert remind(now=before(event, 2)) == 6
    with django_assert_num_queries(4):
        assert remind(now=before(event, 2)) == 0


def test_who_came_is_asked_on_the_day_after_what_came_of_it_and_only_once(event):
    came, stayed, told = come(event, 1), come(event, 2), come(event, 3)
    for one in (came, told):
        Attendance.objects.create(registration=one, day=event.first_day, half="am", key=uuid4())
    Declared.objects.create(registration=told, agreed_at=timezone.now())
    after = before(event, -3)
    assert remind(now=before(event, -2)) == 0
    assert (remind(now=after), remind(now=after), remind(now=before(event, -4))) == (1, 0, 0)
    message = Message.objects.get(kind="seat.over")
    assert f"/agenda/seat/{came.token}/outcome/" in message.text
    assert stayed.token not in message.text


def test_a_course_is_not_asked_what_came_of_it(event):
    one = come(event)
    Attendance.objects.create(registration=one, day=event.first_day, half="am", key=uuid4())
    Event.objects.update(kind="training")
    assert remind(now=before(event, -3)) == 0


@pytest.mark.parametrize(
    ("kind", "today", "is_due"), [("seat.soon", 8, True), ("seat.soon", 9, False), ("seat.tomorrow", 9, True)]
)
def test_when_a_reminder_is_due(kind, today, is_due):
    days = {"begins_on": date(2027, 5, 10), "registered_on": date(2027, 5, 1), "today": date(2027, 5, today)}
    assert is_needed(kind, **days) is is_due
    assert not is_time(datetime(2027, 5, 8, 20, 0))  # noqa: DTZ001  # wall time


def test_those_of_a_part_are_told_of_its_other_room_and_nobody_else(event):
    event = Event.objects.get(pk=event.pk)
    part = a_session(event)
    set_places(event, session=part, capacity=3, actor=SYSTEM)
    come(event, 1)
    come(event, 2, part=part)
    event = Event.objects.get(pk=event.pk)
    session = event.sessions.get()
    session.description = texts("Une virgule.")
    event.sessions = [session]
    event.save_revision().publish()
    session.room = texts("Salle 2")
    event.sessions = [session]
    event.save_revision().publish()
    deliver_announcements()
    rows = Message.objects.filter(kind__endswith=".changed").values_list("kind", "recipient")
    assert list(rows) == [("part.changed", "p2@example.test")]


def test_whoever_gets_no_messages_is_on_the_list_of_calls_with_what_to_say(event, client, admin_user):
    one = come(event, 1, email="", language="ar", wants_call=True)
    client.force_login(admin_user)
    page = client.get(f"/admin/agenda/{event.pk}/").content.decode()
    assert "مكانكم محجوز" in page
    assert page.count(f"{one.code[:5]}-{one.code[5:]}") == 1
