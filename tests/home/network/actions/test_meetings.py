"""Business meetings: opened, wished, planned, changed by hand, and what is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from home.events.actions.cancel_event import cancel_event
from home.events.actions.change_seat import cancel_seat
from home.events.testing.builders import an_event, at
from home.network.actions.meeting_guests import (
    Room,
    open_meetings,
    step_out,
    take_part,
    tell_guests,
    unwish,
    wish,
    wish_by_match,
)
from home.network.actions.meetings import call_off, move, place, propose_meetings
from home.network.domain.meetings import Half, MeetingRefusedError, Source
from home.network.models import Meeting, MeetingChair, MeetingGuest, MeetingWish
from home.network.testing.builders import a_guest, a_listing, a_meeting, a_plan
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Act, Message
from producers.testing.builders import a_producer
from shop.reading.reconcile import differences

pytestmark = pytest.mark.django_db
BY = {"actor": SYSTEM, "reason": "she asked"}


def why(call) -> str:
    with pytest.raises(MeetingRefusedError) as refused:
        call()
    return refused.value.why.value


def a_room(event, begins=14, ends=17, day=0, **numbers) -> Room:
    there = event.first_day + timedelta(days=day)
    return Room([Half(at(there, begins), at(there, ends))], **numbers)


def test_meetings_are_opened_once_and_changed_while_nobody_has_one():
    event = an_event()
    plan = open_meetings(event, a_room(event), actor=SYSTEM)
    assert open_meetings(event, a_room(event, 14, 16, tables=3), actor=SYSTEM) == plan
    assert (plan.hours.count(), type(plan).objects.get().tables) == (4, 3)
    a_meeting(plan)
    assert why(lambda: open_meetings(event, a_room(event), actor=SYSTEM)) == "planned"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"day": 3}, "days"),
        ({"begins": 17, "ends": 14}, "days"),
        ({"begins": 14, "ends": 14.2}, "days"),
        ({"tables": 0}, "numbers"),
        ({"minutes": 5}, "numbers"),
    ],
    ids=["after the event", "backwards", "too short", "no table", "too quick"],
)
def test_hours_outside_the_event_and_useless_numbers_are_refused(facts, reason):
    event = an_event()
    if facts.get("ends") == 14.2:
        room = Room([Half(at(event.first_day, 14), at(event.first_day, 14, 12))])
    else:
        room = a_room(event, **facts)
    assert why(lambda: open_meetings(event, room, actor=SYSTEM)) == reason


def test_a_cancelled_event_or_a_draft_has_no_meetings():
    plan = a_plan()
    guest, other = a_guest(plan), a_guest(plan)
    cancel_event(plan.event, actor=SYSTEM)
    hour = plan.hours.first()
    assert why(lambda: place(hour, 1, guest, other, **BY)) == "off"
    assert why(lambda: propose_meetings(plan, actor=SYSTEM)) == "off"
    assert why(lambda: wish(guest, other, 1, source=Source.OFFICE, actor=SYSTEM)) == "off"
    assert why(lambda: take_part(plan, guest.registration, actor=SYSTEM)) == "off"
    draft = an_event(live=False)
    assert why(lambda: open_meetings(draft, a_room(draft), actor=SYSTEM)) == "off"


def test_only_who_has_a_seat_at_this_event_takes_part_and_once():
    plan, maker = a_plan(), a_producer()
    guest = a_guest(plan, maker)
    elsewhere = a_guest(a_plan()).registration
    assert why(lambda: take_part(plan, elsewhere, actor=SYSTEM)) == "foreign"
    gone = a_guest(plan)
    step_out(gone, **BY)
    cancel_seat(gone.registration, actor=SYSTEM)
    assert why(lambda: take_part(plan, gone.registration, actor=SYSTEM)) == "no_seat"
    twin = a_guest(plan).registration
    MeetingGuest.objects.filter(registration=twin).delete()
    type(twin).objects.filter(pk=twin.pk).update(organisation=maker)
    assert why(lambda: take_part(plan, twin, actor=SYSTEM)) == "twice"
    assert take_part(plan, guest.registration, actor=SYSTEM, shows_name=True) == guest
    assert MeetingGuest.objects.get(pk=guest.pk).shows_name


def test_wishes_follow_from_needs_and_offers_and_what_she_asked_for_stays():
    plan, makers = a_plan(), [a_producer() for _number in range(3)]
    one, other, third = (a_guest(plan, maker) for maker in makers)
    a_listing(makers[0], thing="wool")
    a_listing(makers[1], side="offers", thing="wool")
    a_listing(makers[2], side="offers", thing="wool")
    wish(one, other, 5, source=Source.ASKED, actor=SYSTEM)
    assert wish_by_match(plan, actor=SYSTEM) == 1
    assert wish_by_match(plan, actor=SYSTEM) == 0
    found = list(MeetingWish.objects.order_by("pk").values_list("who", "whom", "weight", "source"))
    assert found == [(one.pk, other.pk, 5, "asked"), (one.pk, third.pk, 1, "match")]
    unwish(one, third, actor=SYSTEM)
    unwish(one, third, actor=SYSTEM)
    assert MeetingWish.objects.count() == 1


def test_nobody_wishes_herself_a_stranger_or_who_is_gone():
    plan = a_plan()
    guest, gone, stranger = a_guest(plan), a_guest(plan), a_guest(a_plan())
    step_out(gone, **BY)
    for other, reason in ((guest, "herself"), (stranger, "foreign"), (gone, "no_seat")):
        assert why(lambda other=other: wish(guest, other, 1, source=Source.ASKED, actor=SYSTEM)) == reason
    fine = a_guest(plan)
    assert why(lambda: wish(guest, fine, 10, source=Source.ASKED, actor=SYSTEM)) == "numbers"


def test_a_plan_keeps_spare_tables_free_and_does_not_plan_again_what_was_called_off():
    plan = a_plan(tables=2, spare=50)
    guests = [a_guest(plan) for _number in range(4)]
    wish(guests[0], guests[1], 3, source=Source.OFFICE, actor=SYSTEM)
    wish(guests[2], guests[3], 2, source=Source.OFFICE, actor=SYSTEM)
    assert propose_meetings(plan, actor=SYSTEM) == 2
    first, second = plan.hours.all()[:2]
    rows = list(Meeting.objects.values_list("hour", "table", "is_by_hand"))
    assert rows == [(first.pk, 1, False), (second.pk, 1, False)]
    call_off(Meeting.objects.order_by("pk").first(), **BY)
    assert propose_meetings(plan, actor=SYSTEM) == 0
    assert (MeetingChair.objects.count(), list(differences())) == (2, [])


@pytest.mark.parametrize("reason", ["table", "no such table", "busy", "met", "herself", "foreign", "reason"])
def test_by_hand_no_clash_is_possible_and_the_reason_is_said(reason):
    plan = a_plan()
    one, other, third = a_guest(plan), a_guest(plan), a_guest(plan)
    here, later = plan.hours.all()[:2]
    place(here, 1, one, other, **BY)
    foreign = a_plan().hours.first()
    tries = {
        "table": lambda: place(here, 1, third, a_guest(plan), **BY),
        "no such table": lambda: place(here, 5, third, a_guest(plan), **BY),
        "busy": lambda: place(here, 2, one, third, **BY),
        "met": lambda: place(later, 2, other, one, **BY),
        "herself": lambda: place(later, 2, one, one, **BY),
        "foreign": lambda: place(foreign, 1, one, third, **BY),
        "reason": lambda: place(later, 1, one, third, actor=SYSTEM, reason=" "),
    }
    assert why(tries[reason]) == ("table" if reason == "no such table" else reason)
    assert Meeting.objects.count() == 1


def test_a_meeting_moves_within_its_event_and_its_chairs_with_it():
    plan = a_plan()
    meeting = a_meeting(plan)
    here, later = plan.hours.all()[:2]
    busy = place(later, 2, meeting.first, a_guest(plan), **BY)
    assert why(lambda: move(meeting, later, 1, **BY)) == "busy"
    assert why(lambda: move(meeting, a_plan().hours.first(), 1, **BY)) == "foreign"
    assert why(lambda: move(meeting, here, 9, **BY)) == "table"
    move(meeting, here, 3, **BY)
    call_off(busy, **BY)
    assert why(lambda: move(busy, later, 1, **BY)) == "called_off"
    move(meeting, later, 2, **BY)
    assert set(MeetingChair.objects.values_list("hour", flat=True)) == {later.pk}
    assert Act.objects.filter(verb="meeting.moved", reason="she asked").count() == 2
    assert list(differences()) == []


def test_whoever_steps_out_or_gives_her_seat_back_has_no_meetings():
    plan = a_plan()
    meeting = a_meeting(plan)
    cancel_seat(meeting.first.registration, actor=SYSTEM)
    assert why(lambda: move(meeting, meeting.hour, 2, **BY)) == "no_seat"
    deliver_announcements()
    meeting.refresh_from_db()
    assert (meeting.state, MeetingChair.objects.count()) == ("off", 0)
    assert MeetingGuest.objects.get(pk=meeting.first_id).out_at is not None


def test_both_are_told_of_a_change_only_once_the_plan_was_told():
    plan = a_plan()
    meeting = a_meeting(plan, one=a_guest(plan, a_producer(phone="+212661000001")))
    deliver_announcements()
    assert not Message.objects.filter(kind__startswith="meeting").exists()
    tell_guests(plan, actor=SYSTEM)
    move(meeting, meeting.hour, 2, **BY)
    deliver_announcements()
    told = Message.objects.filter(kind__startswith="meeting")
    assert sorted(told.values_list("kind", "channel")) == [
        ("meeting.moved", "email"), ("meeting.moved", "message"),
        ("meetings.told", "email"), ("meetings.told", "message"),
    ]  # fmt: skip
    text = told.get(kind="meeting.moved", channel="message").text
    assert f"/portal/network/meetings/{meeting.export_id}/" in text


@pytest.mark.parametrize("what", ["table", "chair", "pair", "order", "outcome"])
def test_the_database_refuses_what_no_action_does(what):
    meeting = a_meeting()
    plan, hour = meeting.hour.plan, meeting.hour
    third, fourth = a_guest(plan), a_guest(plan)
    bad = {
        "table": lambda: Meeting.objects.create(hour=hour, table=1, first=third, second=fourth),
        "chair": lambda: MeetingChair.objects.create(
            meeting=Meeting.objects.create(hour=hour, table=2, first=third, second=fourth),
            hour=hour,
            guest=meeting.first,
        ),
        "pair": lambda: Meeting.objects.create(
            hour=plan.hours.last(), table=1, first=meeting.first, second=meeting.second
        ),
        "order": lambda: Meeting.objects.create(hour=hour, table=2, first=fourth, second=third),
        "outcome": lambda: Meeting.objects.filter(pk=meeting.pk).update(outcome="order"),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        bad[what]()


def test_a_chair_in_another_hour_than_its_meeting_is_found():
    meeting = a_meeting()
    MeetingChair.objects.filter(guest=meeting.first).update(hour=meeting.hour.plan.hours.last())
    assert len(list(differences())) == 1
