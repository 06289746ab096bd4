"""The reading room: booking on the page, the page of one seat, letters, and the desk."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.library.actions.forget_visits import forget_visits
from home.library.actions.visits import arrive, book_visit, cancel_visit, close_day, fit_seats
from home.library.domain.room import Answer, NoSeatError, Why
from home.library.models import ReaderKind, Room, Sitting, Visit
from home.library.reading.reconcile import seats_are_those_of_visits
from home.library.testing.builders import a_document, a_kept_file, a_reader, a_reading_room, a_visit
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Message
from producers.testing.builders import a_user, an_operator, texts
from shop.testing.builders import a_market
from tests.shop.office.test_office import into_the_office

pytestmark = pytest.mark.django_db
ADDRESS = "/fr/library/room/salle/"


@pytest.fixture
def room(db) -> Room:
    a_market()
    ReaderKind.objects.create(name=texts({"fr": "étudiante", "ar": "طالبة"}))
    return a_reading_room(seats=1)


def in_days(number: int):
    return timezone.localdate() + timedelta(days=number)


def typed(days: int = 3, **changes: str) -> dict[str, str]:
    return {
        "slot": f"{in_days(days).isoformat()}.am",
        "kind": str(ReaderKind.objects.get().pk),
        "name": "Itto Ben",
        "contact": "0661 00 00 09",
        "agrees": "on",
        **changes,
    }


def test_a_seat_that_no_visit_has_is_told(room):
    visit = a_visit(room)
    assert list(seats_are_those_of_visits()) == []
    Sitting.objects.filter(pk=visit.sitting_id).update(taken=0)
    assert [dict(one.facts) for one in seats_are_those_of_visits()] == [
        {"sitting": str(visit.sitting_id), "here": "0", "there": "1"}
    ]
    Sitting.objects.filter(pk=visit.sitting_id).update(taken=1)
    cancel_visit(visit, actor=SYSTEM)
    assert list(seats_are_those_of_visits()) == []


def test_a_guest_books_and_has_her_page_with_a_code(client, room):
    wanted = a_document(slug="rare", licence="on-site", file=a_kept_file())
    assert "/fr/library/room/?document=rare" in client.get("/fr/library/rare/").content.decode()
    assert f"{ADDRESS}?document=rare" in client.get("/fr/library/room/?document=rare").content.decode()
    answer = client.post(ADDRESS, typed(document="rare"), follow=True)
    one = Visit.objects.get()
    assert (one.phone, one.language, one.document, one.sitting.taken) == ("+212661000009", "fr", wanted, 1)
    assert one.agreed_at
    assert f"{one.code[:4]}-{one.code[4:]}" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    deliver_announcements()
    letter = Message.objects.get()
    assert letter.kind == "visit.booked"
    assert one.code[:4] in letter.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact": ""},
        {"contact": "12"},
        {"name": ""},
        {"kind": "0"},
        {"slot": "2020-01-01.am"},
        {"agrees": ""},
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(client, room, wrong):
    answer = client.post(ADDRESS, typed(**wrong))
    assert answer.status_code == 422
    assert set(wrong) == set(answer.context["form"].errors)
    if "name" not in wrong:
        assert "Itto Ben" in answer.content.decode()
    assert not Visit.objects.exists()


def test_a_full_half_day_and_a_second_seat_are_refused_beside_the_field(client, room):
    client.post(ADDRESS, typed())
    full = client.post(ADDRESS, typed(contact="b@example.test"))
    assert (full.status_code, list(full.context["form"].errors)) == (422, ["slot"])
    Room.objects.update(seats=5)
    fit_seats(Room.objects.get(), timezone.localdate())
    twice = client.post(ADDRESS, typed(contact="+212 661-000009"))
    assert (twice.status_code, list(twice.context["form"].errors)) == (422, ["contact"])
    assert Sitting.objects.get().taken == 1


def test_another_site_cannot_send_the_form(client, room):
    assert client.post(ADDRESS, typed(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_her_secret_gives_the_seat_back_and_no_other_opens_the_page(client, room):
    one = a_visit(room)
    address = f"/fr/library/visit/{one.token}/"
    client.post(address)
    client.post(address)
    one.refresh_from_db()
    assert (one.state, one.sitting.taken) == ("cancelled", 0)
    assert client.get(address).status_code == 200
    for wrong in ("x", one.code, "%00"):
        assert client.get(f"/fr/library/visit/{wrong}/").status_code == 404


@pytest.mark.parametrize(
    ("days", "half", "why"), [(-1, "am", Why.PAST), (40, "am", Why.FAR), (3, "night", Why.SHUT)]
)
def test_what_cannot_be_booked_says_why_and_writes_nothing(room, days, half, why):
    with pytest.raises(NoSeatError) as refused:
        book_visit(room, in_days(days), half, a_reader(), actor=SYSTEM)
    assert refused.value.why == why
    assert not Sitting.objects.exists()


def test_a_room_that_takes_no_bookings_takes_none(client, room):
    Room.objects.update(takes_bookings=False)
    assert ADDRESS not in client.get("/fr/library/room/").content.decode()
    assert '<form method="post"' not in client.get(ADDRESS).content.decode()
    with pytest.raises(NoSeatError):
        a_visit(room)


def test_a_day_that_is_closed_takes_seats_back_and_tells(room):
    one = a_visit(room, phone="", email="b@example.test")
    deliver_announcements()
    assert close_day(room, one.sitting.day, actor=SYSTEM, reason="Travaux") == 1
    assert close_day(room, one.sitting.day, actor=SYSTEM) == 0
    deliver_announcements()
    one.refresh_from_db()
    assert one.state == "cancelled"
    assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == [
        "visit.booked",
        "visit.closed",
    ]
    with pytest.raises(NoSeatError):
        a_visit(room, 2)


def test_a_code_lets_in_once_on_its_day_and_in_its_room(room):
    one = a_visit(room)
    there = timezone.now() + timedelta(days=3)
    assert arrive(room, one.code, actor=SYSTEM)[0] == Answer.OTHER_DAY
    assert arrive(a_reading_room(slug="autre"), one.code, actor=SYSTEM, now=there)[0] == Answer.UNKNOWN
    assert arrive(room, f" {one.code[:4]}-{one.code[4:].lower()}", actor=SYSTEM, now=there)[0] == Answer.DONE
    assert arrive(room, one.code, actor=SYSTEM, now=there)[0] == Answer.AGAIN
    cancel_visit(one, actor=SYSTEM)
    one.refresh_from_db()
    assert one.state == "booked"
    other = a_visit(room, 2, half="pm")
    cancel_visit(other, actor=SYSTEM)
    assert arrive(room, other.code, actor=SYSTEM, now=there)[0] == Answer.CANCELLED
    assert Visit.objects.filter(came_at__isnull=False).count() == 1


def test_fewer_seats_take_nobodys_away_and_the_database_holds_it(room):
    Room.objects.update(seats=3)
    room.refresh_from_db()
    for number in (1, 2):
        a_visit(room, number)
    room.seats = 1
    fit_seats(room, timezone.localdate())
    assert Sitting.objects.get().capacity == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.update(capacity=1)


def test_operators_run_the_desk_and_others_do_not_learn_of_it(client, room):
    one = a_visit(room, days=0, half="pm")
    Visit.objects.update(wants_call=True)
    desk = f"/admin/reading-room/{room.pk}/"
    client.force_login(into_the_office(a_user("staff")))
    for path in ("", "sheet.pdf"):
        assert client.get(desk + path).status_code == 404
    for path in ("arrive/", "add/", "close/"):
        assert client.post(desk + path, typed(code=one.code)).status_code == 404
    client.force_login(into_the_office(an_operator(username="op")))
    page = client.get(desk).content.decode()
    assert one.code in page
    assert "Lectrice 1" in page
    assert client.post(f"{desk}arrive/", {"code": "nope"}).status_code == 422
    assert client.post(f"{desk}arrive/", {"code": one.code}).status_code == 302
    assert client.post(f"{desk}arrive/", {"code": one.code}).status_code == 422
    assert client.post(f"{desk}add/", typed(contact="")).status_code == 302
    assert client.post(f"{desk}add/", typed(contact="", name="")).status_code == 422
    added = Visit.objects.latest("pk")
    assert added.wants_call
    client.post(f"/admin/reading-room/visit/{added.pk}/cancel/")
    assert client.post(f"{desk}close/", {"day": "2020-01-01"}).status_code == 422
    assert client.post(f"{desk}close/", {"day": in_days(5).isoformat(), "reason": "Aïd"}).status_code == 302
    added.refresh_from_db()
    assert (added.state, room.closed_days.count()) == ("cancelled", 1)
    assert client.get(f"{desk}sheet.pdf?day={in_days(0).isoformat()}").content.startswith(b"%PDF")


def test_a_year_after_the_row_counts_without_her(room):
    one = a_visit(room)
    assert forget_visits() == 0
    Sitting.objects.update(day=in_days(-400))
    assert forget_visits() == 1
    one.refresh_from_db()
    assert (one.name, one.phone, one.person) == ("", "", "")


def test_the_pages_ask_a_bounded_number_of_questions(client, room, django_assert_max_num_queries):
    for number in range(2, 6):
        a_reading_room(slug=f"salle-{number}")
    client.get("/fr/library/room/")
    with django_assert_max_num_queries(10):
        assert client.get("/ar/library/room/").status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(ADDRESS.replace("/fr/", "/ar/")).status_code == 200
