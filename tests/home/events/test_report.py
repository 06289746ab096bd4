"""The report after an event: counted from the rows, declared numbers only with a yes and only in sums."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.events.actions.check_in import check_in
from home.events.actions.declare import declare, take_back
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.domain.attendance import Half, Scan
from home.events.domain.outcomes import Outcome, total
from home.events.domain.registering import RefusedError
from home.events.models import Declared, Event, Registration
from home.events.reading.report import read_report
from home.events.testing.builders import a_person, a_session, an_event, at
from producers.domain.actors import SYSTEM
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db) -> Event:
    a_market()
    found = an_event(kind="meeting", first_day=timezone.localdate() - timedelta(days=1))
    set_places(found, capacity=20, actor=SYSTEM)
    return found


def come(event: Event, number: int, *halves: Half, part=None, **fields) -> Registration:
    one = register(event, event.places.get(session=part).pk, a_person(number, **fields), actor=SYSTEM)
    scans = [Scan(str(uuid4()), one.code, event.first_day, half) for half in halves]
    check_in(event, scans, actor=SYSTEM, now=at(event.last_day, 20))
    return one


def test_people_count_once_and_days_by_halves(event):
    part = a_session(event, ends_at=at(event.last_day, 12))
    set_places(event, session=part, capacity=5, actor=SYSTEM)
    come(event, 1, Half.MORNING, Half.AFTERNOON)
    come(event, 1, Half.MORNING, part=part)
    come(event, 2, Half.MORNING, kind="young")
    come(event, 3)
    come(event, 4, Half.MORNING, email="", wants_call=True)
    found = read_report(event)
    assert (found.seats, found.people, found.half_days, found.days) == (5, 3, 5, Decimal("2.5"))
    assert dict(found.by_kind) == {"firm": 3, "young": 1}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tiwizi_events_attendance")
        assert cursor.fetchone()[0] == sum(count for _day, _half, count in found.by_half)


def test_what_few_declared_is_not_shown_and_what_was_taken_back_counts_no_more(event, client, admin_user):
    people = [come(event, number, Half.MORNING) for number in range(6)]
    for one in people[:5]:
        declare(one, Outcome(sales=1000, contacts=2, jobs=1, supported=3), actor=SYSTEM)
    assert read_report(event).declared == Outcome(5000, 10, 5, 15)
    client.force_login(admin_user)
    table = client.get(f"/admin/agenda/{event.pk}/report.csv").content.decode("utf-8-sig")
    assert ",5000" in table
    take_back(people[0], actor=SYSTEM)
    assert Declared.objects.get(registration=people[0]).sales == 0
    assert read_report(event).declared is None
    assert "5000" not in client.get(f"/admin/agenda/{event.pk}/report/").content.decode()
    assert client.get(f"/admin/agenda/{event.pk}/report.pdf").content.startswith(b"%PDF")


def test_the_report_asks_as_often_for_many_as_for_few(event):
    come(event, 1, Half.MORNING)
    with CaptureQueriesContext(connection) as few:
        read_report(event)
    for number in range(2, 9):
        come(event, number, Half.MORNING)
    with CaptureQueriesContext(connection) as many:
        read_report(event)
    assert len(few) == len(many)


def test_she_declares_on_her_page_only_with_a_yes_and_takes_it_back(event, client):
    one = come(event, 1, Half.MORNING)
    address = f"/fr/agenda/seat/{one.token}/outcome/"
    assert address in client.get(f"/fr/agenda/seat/{one.token}/").content.decode()
    typed = {"sales": "1200", "contacts": "3", "jobs": "0", "supported": "1"}
    assert client.post(address, typed).status_code == 422
    assert "1200" in client.post(address, typed | {"sales": "-1", "contacts": "1200"}).content.decode()
    assert client.post(address, typed | {"agrees": "on", "jobs": "99999999999"}).status_code == 422
    assert not Declared.objects.exists()
    client.post(address, typed | {"agrees": "on"})
    assert Declared.objects.get().sales == 1200
    client.post(address, {"do": "take_back"})
    assert Declared.objects.get().withdrawn_at


def test_nobody_declares_before_it_began_or_without_a_seat(event):
    later = an_event()
    set_places(later, capacity=1, actor=SYSTEM)
    waits = [register(later, later.places.get().pk, a_person(n), actor=SYSTEM) for n in (1, 2)][1]
    for one in Registration.objects.filter(places__event=later), Registration.objects.filter(pk=waits.pk):
        with pytest.raises(RefusedError):
            declare(one.first(), Outcome(), actor=SYSTEM)


def test_sums_of_few_are_none():
    assert total([Outcome(sales=1)] * 4) is None
    assert total([Outcome(sales=1)] * 5) == Outcome(sales=5)


def test_the_report_says_that_no_figure_is_made_of_what_was_declared(event, client, admin_user):
    client.force_login(admin_user)
    assert "aucun chiffre public" in client.get(f"/admin/agenda/{event.pk}/report/").content.decode()
    asked = client.get(f"/fr/agenda/seat/{come(event, 1, Half.MORNING).token}/outcome/").content.decode()
    assert "Aucun chiffre public" in asked
    assert "n’entre dans aucun de ces nombres" in client.get("/fr/impact/").content.decode()
