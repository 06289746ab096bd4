"""The door for helpers: what their key opens, for how long, and what is written down of a scan."""

import gzip
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from home.events.actions.cancel_event import cancel_event
from home.events.actions.change_seat import cancel_seat
from home.events.actions.door_keys import give_door_key, take_door_key_back
from home.events.actions.forget_registrations import forget_registrations
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.domain.registering import RefusedError
from home.events.models import Attendance, DoorKey, Event, Registration, Session
from home.events.reading import door_list
from home.events.testing.builders import a_person, a_session, an_event
from home.events.testing.builders import at as at_hour
from producers.domain.actors import SYSTEM
from producers.models import Act, Consent
from producers.testing.builders import a_picture, a_producer, an_owner_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db) -> Event:
    a_market()
    found = an_event(kind="training", first_day=timezone.localdate())
    set_places(found, capacity=2, actor=SYSTEM)
    return found


@pytest.fixture
def door(event) -> DoorKey:
    return give_door_key(event, "Tuda", actor=SYSTEM)


def come(event: Event, number: int = 1, **fields) -> Registration:
    user = fields.pop("user", None)
    return register(event, event.places.get().pk, a_person(number, **fields), actor=SYSTEM, user=user)


def at(door: DoorKey, what: str = "") -> str:
    return f"/fr/portal/door/{door.token}/{what}"


def sent(one: Registration, **fields: str) -> dict[str, str]:
    day = one.places.event.first_day.isoformat()
    return {
        "key": uuid4().hex,
        "code": one.code,
        "day": day,
        "half": "am",
        "device": "AB",
        "sent_end": "1",
    } | fields


def slots(listed: dict, number: str) -> list[str]:
    """Return the half days of a number in a list."""
    return [slot for place, slot in enumerate(listed["slots"]) if int(number, 16) >> place & 1]


def test_without_script_a_code_is_typed_and_the_answer_is_read(client, event, door):
    one = come(event)
    page = client.get(at(door))
    assert page.headers["Permissions-Policy"] == "camera=(self)"
    typed = {
        "code": f"{one.code[:5]}-{one.code[5:]}".lower(),
        "half": "am",
        "day": event.first_day.isoformat(),
    }
    assert "Personne 1" in client.post(at(door), typed).content.decode()
    assert client.post(at(door), typed | {"code": "nope"}).status_code == 422
    row = Attendance.objects.get()
    assert (row.registration, row.door, row.by) == (one, door, None)
    assert Act.objects.get(verb="event.check_in").actor_name == f"door:{door.pk}"


def test_the_list_holds_this_event_alone_and_neither_phone_nor_mail(client, event, door):
    one = come(event)
    other = an_event()
    set_places(other, capacity=1, actor=SYSTEM)
    foreign = come(other, 7)
    client.post(at(door, "scan/"), sent(one))
    answer = client.get(at(door, "people/"))
    listed = answer.json()
    [[code, name, kind, part, state, picture, came, minute, device]] = listed["people"]
    assert (code, name, state, picture) == (one.code, one.name, "seated", "")
    assert (listed["kinds"][kind], listed["parts"][part]) == (one.get_kind_display(), "Foire de printemps")
    row = Attendance.objects.get()
    assert (slots(listed, came), listed["devices"][device]) == ([f"{row.day}{row.half}"], "Tuda · AB")
    wall = timezone.localtime(row.at)
    assert minute == wall.hour * 60 + wall.minute
    assert foreign.code not in answer.content.decode()
    assert "p1@example.test" not in answer.content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(client, event, door, django_assert_num_queries):
    set_places(event, capacity=30, actor=SYSTEM)
    come(event, 1)
    client.get(at(door, "people/"))
    with django_assert_num_queries(6):
        client.get(at(door, "people/"))
    for number in range(2, 12):
        come(event, number)
    with django_assert_num_queries(6):
        assert len(client.get(at(door, "people/")).json()["people"]) == 11


def test_what_is_said_of_many_is_said_once_and_packed_for_who_unpacks_it(client, event, door, monkeypatch):
    set_places(event, capacity=99, actor=SYSTEM)
    rows = [come(event, number) for number in range(1, 31)]
    now, day = timezone.now(), event.first_day
    Attendance.objects.bulk_create(
        Attendance(registration=row, day=day, half=half, key=uuid4(), at=now, door=door, device="ABCD")
        for row in rows
        for half in ("am", "pm")
    )
    monkeypatch.setattr(timezone, "now", lambda: now)  # a list says up to which moment it is complete
    plain = client.get(at(door, "people/"))
    text = plain.content.decode()
    assert (text.count("ABCD"), text.count(f"{day}am"), text.count(rows[0].get_kind_display())) == (1, 1, 1)
    assert len(text) < 70 * len(rows) + 900
    packed = client.get(at(door, "people/"), headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert (
        packed.headers["Vary"].count("Accept-Encoding") == plain.headers["Vary"].count("Accept-Encoding") == 1
    )


def test_a_list_comes_by_pages_and_goes_on_where_it_was_cut(client, event, door, monkeypatch):
    monkeypatch.setattr(door_list, "PAGE", 4)
    set_places(event, capacity=30, actor=SYSTEM)
    codes, found, after = sorted(come(event, number).code for number in range(1, 11)), [], ""
    for size in (4, 4, 2):
        listed = client.get(at(door, f"people/?after={after}")).json()
        assert len(listed["people"]) == size
        found, after = [*found, *(one[0] for one in listed["people"])], listed["next"]
    assert (found, after) == (codes, "")


def test_a_whole_list_asks_only_for_what_changed_since(client, event, door):
    set_places(event, capacity=30, actor=SYSTEM)
    came, gone, same = (come(event, number) for number in (1, 2, 3))
    long_ago = timezone.now() - timedelta(hours=1)
    Registration.objects.update(changed_at=long_ago)
    mark = client.get(at(door, "people/")).json()["mark"]
    since = at(door, f"people/?since={mark}")
    assert client.get(since).json()["people"] == []
    new = come(event, 4)
    cancel_seat(gone, actor=SYSTEM)
    client.post(at(door, "scan/"), sent(came))
    listed = client.get(since).json()
    found = {one[0]: (one[4], slots(listed, one[6])) for one in listed["people"]}
    assert found == {
        came.code: ("seated", [f"{event.first_day}am"]),
        gone.code: ("cancelled", []),
        new.code: ("seated", []),
    }
    assert same.code not in found


def test_what_was_being_written_when_a_list_was_given_comes_with_the_next(client, event, door):
    one = come(event, 1)
    mark = client.get(at(door, "people/")).json()["mark"]
    Registration.objects.filter(pk=one.pk).update(changed_at=timezone.now() - timedelta(seconds=90))
    assert len(client.get(at(door, f"people/?since={mark}")).json()["people"]) == 1


@pytest.mark.parametrize("asked", ["since=soon", "since=-1", "since=9999999999999", "since=١٢"])
def test_a_mark_that_was_not_given_is_refused(client, event, door, asked):
    assert client.get(at(door, f"people/?{asked}")).status_code == 400


def test_a_place_in_the_list_may_be_anything(client, event, door):
    come(event, 1)
    assert client.get(at(door, "people/?after=%00~~")).status_code == 200


def test_the_half_days_of_a_long_event_are_one_number(client, event, door):
    Event.objects.filter(pk=event.pk).update(last_day=event.first_day + timedelta(days=50))
    one, days = come(event, 1), (0, 30, 31, 50)
    Attendance.objects.bulk_create(
        Attendance(registration=one, day=event.first_day + timedelta(days=day), half="pm", key=uuid4())
        for day in days
    )
    listed = client.get(at(door, "people/")).json()
    assert slots(listed, listed["people"][0][6]) == [
        f"{event.first_day + timedelta(days=day)}pm" for day in days
    ]


def test_the_list_says_which_half_days_a_part_opens(client, event, door):
    part = a_session(event, day=1)
    set_places(event, session=part, capacity=3, actor=SYSTEM)
    listed = client.get(at(door, "people/")).json()
    whole, lesson = (slots(listed, number) for number in listed["opens"])
    assert (whole, lesson) == (listed["slots"], [f"{event.first_day + timedelta(days=1)}am"])


def test_at_the_door_a_day_to_come_and_another_part_are_said(client, event, door):
    part = a_session(
        event, starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now() + timedelta(days=9)
    )
    set_places(event, session=part, capacity=3, actor=SYSTEM)
    one = register(event, event.places.get(session=part).pk, a_person(1), actor=SYSTEM)
    tomorrow = (event.first_day + timedelta(days=1)).isoformat()
    late = client.post(at(door, "scan/"), sent(one, day=tomorrow))
    assert (late.status_code, late.json()["answer"]) == (422, "too_early")
    Session.objects.filter(pk=part.pk).update(starts_at=at_hour(event.first_day, 14))
    other = client.post(at(door, "scan/"), sent(one))
    assert (other.status_code, other.json()["answer"]) == (422, "other_part")
    assert not Attendance.objects.exists()
    assert client.post(at(door, "scan/"), sent(one, half="pm")).status_code == 200


def test_a_picture_is_shown_only_with_a_consent_that_counts(client, event, door):
    maker = a_producer(name="Itto", picture=a_picture())
    come(event, 1, user=an_owner_of(maker))
    assert client.get(at(door, "people/")).json()["people"][0][5] == ""
    agreed = Consent.objects.create(
        organisation=maker, person="Itto", scope="photo", heard_in="fr", given_at=timezone.now()
    )
    assert client.get(at(door, "people/")).json()["people"][0][5]
    Consent.objects.filter(pk=agreed.pk).update(withdrawn_at=timezone.now())
    assert client.get(at(door, "people/")).json()["people"][0][5] == ""


def test_an_upload_twice_writes_once_and_a_second_device_hears_who_was_first(client, event, door):
    one, second = come(event), give_door_key(event, "Itto", actor=SYSTEM)
    scan = sent(one)
    assert [client.post(at(door, "scan/"), scan).status_code for _ in range(3)] == [200, 200, 200]
    late = client.post(at(second, "scan/"), sent(one, device="CD"))
    assert (late.status_code, late.json()["answer"]) == (422, "again")
    first = Attendance.objects.get()
    assert f"{timezone.localtime(first.at):%H:%M}" in late.json()["message"]
    assert "Tuda · AB" in late.json()["message"]


def test_cancelled_waiting_and_foreign_codes_wrong_days_and_no_scan_are_refused(client, event, door):
    gone, waits = come(event, 1), (come(event, 2), come(event, 3))[1]
    scans = [sent(gone), sent(waits), sent(waits, code="2222222222"), sent(waits, half="night")]
    cancel_seat(gone, actor=SYSTEM)
    Registration.objects.filter(pk=waits.pk).update(state="waiting", offered_until=None)
    other = an_event()
    set_places(other, capacity=1, actor=SYSTEM)
    scans += [
        sent(come(other, 9)),
        sent(Registration.objects.get(state="seated", places__event=event), day="2020-01-01"),
    ]
    answers = [client.post(at(door, "scan/"), one) for one in scans]
    assert [one.status_code for one in answers] == [422] * 6
    said = [one.json()["answer"] for one in answers]
    assert said == ["cancelled", "no_seat", "unknown", "unknown", "other_event", "wrong_day"]
    assert not Attendance.objects.exists()


def test_a_body_that_was_cut_off_is_asked_for_again(client, event, door):
    scan = sent(come(event))
    del scan["sent_end"]
    answer = client.post(at(door, "scan/"), scan, headers={"X-Sent-Key": scan["key"]})
    assert answer.status_code == 503
    assert not Attendance.objects.exists()


def test_a_key_that_is_taken_back_or_over_opens_nothing(client, event, door):
    assert client.get(at(door, "line/")).json()["who"]
    take_door_key_back(door, actor=SYSTEM)
    assert client.get(at(door, "line/")).json() == {"who": ""}
    for what in ("", "people/", "app/"):
        assert client.get(at(door, what)).status_code == 404
    late = give_door_key(event, "Late", actor=SYSTEM)
    long_ago = timezone.localdate() - timedelta(days=3)
    Event.objects.filter(pk=event.pk).update(first_day=long_ago, last_day=long_ago)
    assert client.get(at(late, "people/")).status_code == 404
    event.refresh_from_db()
    with pytest.raises(RefusedError):
        give_door_key(event, "Too late", actor=SYSTEM)


def test_no_key_is_given_for_what_is_cancelled(event):
    with pytest.raises(RefusedError):
        give_door_key(cancel_event(event, actor=SYSTEM), "Tuda", actor=SYSTEM)


def test_the_office_gives_keys_and_takes_them_back(client, event, admin_user):
    client.force_login(admin_user)
    office = f"/admin/agenda/{event.pk}/helpers/"
    assert client.post(office, {"name": ""}).status_code == 422
    client.post(office, {"name": "Tuda"})
    key = DoorKey.objects.get()
    assert key.token in client.get(office).content.decode()
    client.post(f"/admin/agenda/helper/{key.pk}/revoke/")
    assert key.token not in client.get(office).content.decode()


def test_the_name_of_a_helper_is_forgotten_with_the_others(event, door):
    long_ago = timezone.localdate() - timedelta(days=800)
    Event.objects.update(first_day=long_ago, last_day=long_ago)
    forget_registrations()
    door.refresh_from_db()
    assert door.name == ""
