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
from home.events.models import Attendance, DoorKey, Event, Registration
from home.events.testing.builders import a_person, an_event
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
    [[code, name, kind, part, state, picture, slot, minute, device]] = listed["people"]
    assert (code, name, state, picture) == (one.code, one.name, "seated", "")
    assert (listed["kinds"][kind], listed["parts"][part]) == (one.get_kind_display(), "Foire de printemps")
    row = Attendance.objects.get()
    assert (listed["slots"][slot], listed["devices"][device]) == (f"{row.day}{row.half}", "Tuda · AB")
    wall = timezone.localtime(row.at)
    assert minute == wall.hour * 60 + wall.minute
    assert foreign.code not in answer.content.decode()
    assert "p1@example.test" not in answer.content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(client, event, door, django_assert_num_queries):
    set_places(event, capacity=30, actor=SYSTEM)
    come(event, 1)
    client.get(at(door, "people/"))
    with django_assert_num_queries(5):
        client.get(at(door, "people/"))
    for number in range(2, 12):
        come(event, number)
    with django_assert_num_queries(5):
        assert len(client.get(at(door, "people/")).json()["people"]) == 11


def test_what_is_said_of_many_is_said_once_and_packed_for_who_unpacks_it(client, event, door):
    set_places(event, capacity=99, actor=SYSTEM)
    rows = [come(event, number) for number in range(1, 31)]
    now, day = timezone.now(), event.first_day
    Attendance.objects.bulk_create(
        Attendance(registration=row, day=day, half=half, key=uuid4(), at=now, door=door, device="ABCD")
        for row in rows
        for half in ("am", "pm")
    )
    plain = client.get(at(door, "people/"))
    text = plain.content.decode()
    assert (text.count("ABCD"), text.count(f"{day}am"), text.count(rows[0].get_kind_display())) == (1, 1, 1)
    assert len(text) < 90 * len(rows) + 700
    packed = client.get(at(door, "people/"), headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert (
        packed.headers["Vary"].count("Accept-Encoding") == plain.headers["Vary"].count("Accept-Encoding") == 1
    )


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
