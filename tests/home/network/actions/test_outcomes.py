"""What came of a business meeting: one tap, asked again after 7 and 30 days, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.network.actions.meetings import call_off, move
from home.network.actions.outcomes import ask_what_came, say_outcome, say_what_came
from home.network.domain.meetings import Came, MeetingRefusedError, Outcome
from home.network.models import FollowUp, Meeting
from home.network.testing.builders import a_guest, a_meeting, a_plan
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Act, Message
from producers.testing.builders import a_producer

pytestmark = pytest.mark.django_db


def why(call) -> str:
    with pytest.raises(MeetingRefusedError) as refused:
        call()
    return refused.value.why.value


def held(outcome: Outcome = Outcome.CALL) -> Meeting:
    meeting = a_meeting()
    return say_outcome(meeting, outcome, by=meeting.first, actor=SYSTEM, now=meeting.hour.ends_at)


def days_after(meeting: Meeting, days: int):
    return meeting.hour.ends_at + timedelta(days=days)


def test_what_was_of_use_is_asked_about_after_7_and_30_days():
    meeting = held(Outcome.SAMPLE)
    day = timezone.localdate(meeting.hour.begins_at)
    rows = FollowUp.objects.values_list("days", "due_on", "came")
    assert list(rows) == [(7, day + timedelta(days=7), ""), (30, day + timedelta(days=30), "")]
    say_outcome(meeting, Outcome.NO, actor=SYSTEM, now=meeting.hour.ends_at)
    assert not FollowUp.objects.exists()
    say_outcome(meeting, Outcome.ORDER, actor=SYSTEM, now=meeting.hour.ends_at)
    assert (FollowUp.objects.count(), Meeting.objects.get().outcome) == (2, "order")
    assert Act.objects.filter(verb="meeting.outcome").count() == 3


def test_it_is_too_early_called_off_or_not_her_meeting():
    meeting = a_meeting()
    plan = meeting.hour.plan
    stranger = a_guest(plan)

    def tap(**facts):
        return lambda: say_outcome(meeting, Outcome.CALL, actor=SYSTEM, **facts)

    assert why(tap()) == "early"
    assert why(tap(by=stranger, now=meeting.hour.ends_at)) == "foreign"
    call_off(meeting, actor=SYSTEM, reason="x")
    assert why(tap(now=meeting.hour.ends_at)) == "called_off"
    assert not FollowUp.objects.exists()


def test_what_has_an_outcome_is_not_moved_or_called_off():
    meeting = held()
    assert why(lambda: call_off(meeting, actor=SYSTEM, reason="x")) == "done"
    assert why(lambda: move(meeting, meeting.hour, 2, actor=SYSTEM, reason="x")) == "done"


def test_both_are_asked_once_on_the_day_and_not_after_an_answer():
    plan = a_plan()
    meeting = a_meeting(plan, one=a_guest(plan, a_producer(phone="+212661000001")))
    say_outcome(meeting, Outcome.CALL, actor=SYSTEM, now=meeting.hour.ends_at)
    assert ask_what_came(now=days_after(meeting, 6)) == 0
    week = days_after(meeting, 7)
    assert (ask_what_came(now=week), ask_what_came(now=week)) == (1, 0)
    deliver_announcements()
    assert Message.objects.filter(kind="meeting.followup").count() == 2
    asked = FollowUp.objects.get(days=30)
    say_what_came(asked, Came.ORDER, actor=SYSTEM, now=days_after(meeting, 30))
    assert ask_what_came(now=days_after(meeting, 31)) == 0


def test_an_answer_counts_once_on_its_day_and_only_from_the_two():
    meeting = held()
    asked = FollowUp.objects.get(days=7)
    stranger = a_guest(meeting.hour.plan)

    def say(now, **facts):
        return lambda: say_what_came(asked, Came.TALKING, actor=SYSTEM, now=now, **facts)

    assert why(say(days_after(meeting, 6))) == "early"
    assert why(say(days_after(meeting, 7), by=stranger)) == "foreign"
    say(days_after(meeting, 7), by=meeting.second)()
    assert why(say(days_after(meeting, 8))) == "done"
    say_outcome(meeting, Outcome.NO, actor=SYSTEM, now=days_after(meeting, 8))
    assert list(FollowUp.objects.values_list("days", "came")) == [(7, "talking")]
