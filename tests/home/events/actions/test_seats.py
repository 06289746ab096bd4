"""Seats: taken, waited for, offered, given back; and every way in which somebody is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.events.actions.cancel_event import cancel_event
from home.events.actions.change_seat import accept_offer, cancel_seat
from home.events.actions.forget_registrations import forget_registrations
from home.events.actions.places import TooFewSeatsError, set_places
from home.events.actions.register import register
from home.events.actions.waiting import lapse_offers
from home.events.domain.registering import RefusedError, Why, may_move, read_code
from home.events.models import Event, Places, Registration
from home.events.testing.builders import a_person, a_session, an_event
from producers.actions.deliver import deliver_announcements
from producers.actions.erase_person import erase_person
from producers.domain.actors import SYSTEM
from producers.domain.personal import Person
from producers.models import Act, Message
from producers.reading.persons import export_of
from producers.testing.builders import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return an_event(title={"fr": "Rencontre", "ar": "لقاء"}, kind="meeting")


@pytest.fixture
def places(event) -> Places:
    return set_places(event, capacity=1, actor=SYSTEM)


def book(places: Places, number: int = 1, **fields) -> Registration:
    return register(places.event, places.pk, a_person(number, **fields), actor=SYSTEM)


def refused(places: Places, number: int = 1, **changes) -> Why:
    event = changes.pop("event", places.event)
    with pytest.raises(RefusedError) as found:
        register(event, places.pk, a_person(number), actor=SYSTEM, **changes)
    return found.value.why


def test_the_first_has_the_seat_and_the_next_waits(places):
    first, second = book(places, 1), book(places, 2)
    assert (first.state, second.state) == ("seated", "waiting")
    places.refresh_from_db()
    assert places.taken == 1
    assert Act.objects.filter(verb="seat.register").count() == 2


def test_nobody_registers_twice_and_the_seat_is_not_taken_twice(event):
    places = set_places(event, capacity=5, actor=SYSTEM)
    book(places, 1)
    assert refused(places, 1) == Why.TWICE
    places.refresh_from_db()
    assert (places.taken, Registration.objects.count()) == (1, 1)


def test_whoever_cancelled_may_come_again(places):
    cancel_seat(book(places, 1), actor=SYSTEM)
    assert book(places, 1).state == "seated"


def test_many_without_phone_or_mail_are_registered_by_one_who_tells_them(event):
    places = set_places(event, capacity=5, actor=SYSTEM)
    for name in ("Itto", "Tuda"):
        book(places, name=name, phone="", email="", wants_call=True)
    assert Registration.objects.filter(person="").count() == 2


def test_a_past_event_takes_nobody(places):
    after = timezone.now() + timedelta(days=20)
    assert refused(places, now=after) == Why.PAST
    assert not Registration.objects.exists()


def test_a_past_part_takes_nobody_though_the_event_goes_on(event):
    part = a_session(event)
    seats = set_places(event, session=part, capacity=3, actor=SYSTEM)
    assert refused(seats, now=part.ends_at) == Why.PAST


def test_a_cancelled_event_takes_nobody(places):
    cancel_event(places.event, actor=SYSTEM)
    assert refused(places) == Why.CANCELLED


def test_a_part_of_another_event_takes_nobody(places):
    assert refused(places, event=an_event()) == Why.FOREIGN
    assert not Registration.objects.exists()


def test_a_closed_registration_takes_nobody(event):
    places = set_places(event, capacity=3, is_open=False, actor=SYSTEM)
    assert refused(places) == Why.CLOSED


def test_seats_are_never_fewer_than_are_taken(places):
    book(places)
    with pytest.raises(TooFewSeatsError):
        set_places(places.event, capacity=0, actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Places.objects.update(taken=2)
    with pytest.raises(ValueError, match="another event"):
        set_places(an_event(), session=a_session(places.event), capacity=1, actor=SYSTEM)


def test_a_seat_given_back_is_offered_to_whoever_waited_longest(places):
    seated, second, third = (book(places, number) for number in (1, 2, 3))
    cancel_seat(seated, actor=SYSTEM)
    for one in (second, third):
        one.refresh_from_db()
    assert (second.state, third.state) == ("offered", "waiting")
    assert second.offered_until > timezone.now() + timedelta(hours=47)
    assert book(places, 4).state == "waiting"  # the seat is kept
    assert accept_offer(second, actor=SYSTEM).state == "seated"
    places.refresh_from_db()
    assert places.taken == 1


def test_an_offer_that_nobody_takes_moves_on_by_itself(places):
    seated, second, third = (book(places, number) for number in (1, 2, 3))
    cancel_seat(seated, actor=SYSTEM)
    later = timezone.now() + timedelta(hours=49)
    assert (lapse_offers(now=later), lapse_offers(now=later)) == (1, 0)
    for one in (second, third):
        one.refresh_from_db()
    assert (second.state, third.state) == ("lapsed", "offered")
    with pytest.raises(RefusedError, match="late"):
        accept_offer(second, actor=SYSTEM)
    places.refresh_from_db()
    assert places.taken == 1


def test_an_offer_is_not_taken_after_its_deadline_though_no_job_has_run(places):
    seated, second = book(places, 1), book(places, 2)
    cancel_seat(seated, actor=SYSTEM)
    with pytest.raises(RefusedError):
        accept_offer(second, actor=SYSTEM, now=timezone.now() + timedelta(hours=49))


def test_more_seats_are_offered_at_once(places):
    for number in range(4):
        book(places, number)
    set_places(places.event, capacity=3, actor=SYSTEM)
    states = list(Registration.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["seated", "offered", "offered", "waiting"]


def test_leaving_the_list_or_cancelling_twice_gives_no_seat_back_twice(places):
    seated, waits = book(places, 1), book(places, 2)
    cancel_seat(waits, actor=SYSTEM)
    for _ in range(2):
        cancel_seat(seated, actor=SYSTEM)
    places.refresh_from_db()
    assert places.taken == 0


def test_each_is_told_in_her_language_and_whoever_gets_no_messages_is_not(places):
    seated, waits = book(places, 1), book(places, 2, language="ar", email="", phone="+212661000002")
    book(places, 3, wants_call=True)
    deliver_announcements()
    cancel_seat(seated, actor=SYSTEM)
    deliver_announcements()
    kinds = list(Message.objects.order_by("pk").values_list("kind", "recipient", "language"))
    assert kinds == [
        ("seat.seated", "p1@example.test", "fr"),
        ("seat.waiting", "+212661000002", "ar"),
        ("seat.cancelled", "p1@example.test", "fr"),
        ("seat.offered", "+212661000002", "ar"),
    ]
    first = Message.objects.get(kind="seat.seated")
    assert f"{seated.code[:5]}-{seated.code[5:]}" in first.text
    offer = Message.objects.get(kind="seat.offered")
    assert f"/ar/agenda/seat/{waits.token}/" in offer.text
    assert "لقاء" in offer.text
    assert seated.code not in offer.text


def test_everybody_registered_is_told_once_that_it_is_off_or_elsewhere(places):
    event = Event.objects.get(pk=places.event_id)
    book(places, 1)
    cancel_seat(book(places, 2), actor=SYSTEM)
    event.summary = texts("Une virgule.")
    event.save_revision().publish()
    event.venue = texts("Ailleurs")
    event.save_revision().publish()
    cancel_event(event, actor=SYSTEM, reason="Pluie annoncée")
    deliver_announcements()
    sent = Message.objects.filter(kind__startswith="event").order_by("pk")
    assert [(one.kind, one.recipient) for one in sent] == [
        ("event.changed", "p1@example.test"),
        ("event.cancelled", "p1@example.test"),
    ]
    assert "Ailleurs" in sent[0].text
    assert "Pluie annoncée" in sent[1].text


def test_who_came_two_years_ago_is_forgotten_and_still_counts(places):
    book(places, 1)
    assert forget_registrations() == 0
    long_ago = timezone.localdate() - timedelta(days=800)
    Event.objects.update(first_day=long_ago, last_day=long_ago)
    assert forget_registrations() == 1
    row = Registration.objects.get()
    assert (row.name, row.phone, row.email, row.person, row.state) == ("", "", "", "", "seated")


def test_whoever_asks_gets_what_is_kept_of_her_and_is_forgotten(places):
    set_places(places.event, capacity=2, actor=SYSTEM)
    book(places, 1, phone="+212661000001", email="")
    book(places, 2)
    her = Person(phones=("+212661000001",))
    assert "Personne 1" in str(export_of(her))
    assert "Personne 2" not in str(export_of(her))
    erase_person(her, actor=SYSTEM)
    gone, other = Registration.objects.order_by("pk")
    assert (gone.name, gone.phone, gone.person, gone.state) == ("", "", "", "seated")
    assert other.name == "Personne 2"


def test_codes_are_read_however_they_are_typed():
    assert read_code(" abcde-23456 ") == "ABCDE23456"
    assert not may_move("cancelled", "seated")
    assert not may_move("lapsed", "seated")
