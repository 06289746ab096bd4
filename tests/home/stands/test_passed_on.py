"""A stand that becomes free is kept by itself for the next who waits; groups that take turns share stands."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.events.models import Event, Session
from home.events.reading.event import exhibits_of
from home.stands.actions.allocate import TakenError, allocate, confirm, propose
from home.stands.actions.apply import Brings, apply, withdraw
from home.stands.actions.fees import lapse_late
from home.stands.actions.keep import pass_on, take_stand
from home.stands.domain.slots import Seeker, Slot, choose, shared_out
from home.stands.domain.states import IllegalStepError
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.stays import begins_on, groups_of, stays_of
from home.stands.testing.builders import an_offer
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Act, Message
from producers.testing.builders import a_producer

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def asks(offer, wish=0, **fields) -> StandApplication:
    maker = a_producer(**{"phone": "+212612345678", "voice": "woman"} | fields)
    return apply(offer, maker, actor=SYSTEM, brings=Brings(wish=wish))


def placed_and_waiting(offer, count=1):
    """Return who has stand 1, and those who wait, in the order of the rules."""
    first = asks(offer)
    others = [asks(offer, voice="woman" if number == 0 else "man") for number in range(count)]
    allocate(first, 1, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    for row in (first, *others):
        row.refresh_from_db()
    assert [row.state for row in (first, *others)] == ["placed"] + ["waiting"] * count
    return first, others


def with_groups(offer, *days) -> StandOffer:
    """Have groups 1, 2, … begin on these days after the fair's first, each for two days."""
    event = offer.event
    for number, day in enumerate(days, start=1):
        begins = timezone.make_aware(datetime.combine(event.first_day + timedelta(days=day), time(9)))
        Session.objects.create(
            event=event, kind="group", title=f"Groupe {number}", group=number,
            starts_at=begins, ends_at=begins + timedelta(days=1),
        )  # fmt: skip
    return StandOffer.objects.get(pk=offer.pk)


def test_a_stand_that_is_given_back_is_offered_to_the_next_in_rank_and_she_takes_it():
    first, (woman, man) = placed_and_waiting(an_offer(stands=1), 2)
    withdraw(first, actor=SYSTEM)
    deliver_announcements()
    woman.refresh_from_db(), man.refresh_from_db()
    assert (woman.state, woman.stand, man.state) == ("offered", 1, "waiting")
    assert woman.pay_by == TODAY() + timedelta(days=2)
    assert "1" in Message.objects.get(kind="stand.offered").text
    for _again in range(2):
        take_stand(woman, actor=SYSTEM)
    woman.refresh_from_db()
    assert (woman.state, woman.stand, woman.pay_by) == ("placed", 1, None)
    assert Act.objects.filter(verb="stand.placed", object_id=woman.pk).count() == 1


def test_who_does_not_answer_in_time_leaves_it_to_the_one_after():
    first, (woman, man) = placed_and_waiting(an_offer(stands=1), 2)
    withdraw(first, actor=SYSTEM)
    later = timezone.now() + timedelta(days=3)
    woman.refresh_from_db()
    with pytest.raises(IllegalStepError):
        take_stand(woman, actor=SYSTEM, now=later)
    assert (lapse_late(), lapse_late(now=later)) == (0, 1)
    woman.refresh_from_db(), man.refresh_from_db()
    assert (woman.state, woman.stand, man.state, man.stand) == ("lapsed", None, "offered", 1)
    with pytest.raises(IllegalStepError):
        take_stand(woman, actor=SYSTEM)
    withdraw(man, actor=SYSTEM)
    assert not StandApplication.objects.filter(stand__isnull=False).exists()


def test_what_the_office_keeps_back_or_proposed_is_left_to_it():
    offer = an_offer(stands=3)
    first, (woman, man) = placed_and_waiting(offer, 2)
    allocate(woman, 2, actor=SYSTEM)
    withdraw(first, actor=SYSTEM)
    woman.refresh_from_db(), man.refresh_from_db()
    assert (woman.state, woman.stand, man.state, man.stand) == ("waiting", 2, "offered", 1)
    assert not StandApplication.objects.filter(stand=3).exists()


def test_once_it_has_begun_nobody_is_asked_any_more():
    offer = an_offer(stands=1)
    first, (woman,) = placed_and_waiting(offer)
    Event.objects.update(first_day=TODAY())
    withdraw(first, actor=SYSTEM)
    woman.refresh_from_db()
    assert (woman.state, woman.stand) == ("waiting", None)
    with transaction.atomic():
        assert pass_on(StandOffer.objects.get(), None) is None


def test_a_stand_is_given_once_in_each_group_and_each_gets_the_one_that_suits_her():
    offer = with_groups(an_offer(stands=1), 0, 7)
    assert groups_of(offer.event) == [1, 2]
    assert begins_on(offer.event, 2) == offer.event.first_day + timedelta(days=7)
    late, early, none = asks(offer, wish=2), asks(offer), asks(offer, voice="man")
    assert propose(offer, actor=SYSTEM) == 2
    given = {row.pk: (row.group, row.stand) for row in StandApplication.objects.all()}
    assert given == {late.pk: (2, 1), early.pk: (1, 1), none.pk: (0, None)}
    for wrong in (0, 1, 3):
        with pytest.raises(TakenError):
            allocate(none, 1, group=wrong, actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        StandApplication.objects.filter(pk=none.pk).update(group=1, stand=1)


def test_who_can_come_then_is_asked_first_when_a_group_has_room_again():
    offer = with_groups(an_offer(stands=1), 0, 7)
    here, there = asks(offer, wish=1), asks(offer, wish=2)
    only_first, only_second = asks(offer, wish=1), asks(offer, wish=2, voice="man")
    allocate(here, 1, group=1, actor=SYSTEM)
    allocate(there, 1, group=2, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    withdraw(there, actor=SYSTEM)
    only_first.refresh_from_db(), only_second.refresh_from_db()
    assert (only_first.state, only_second.state, only_second.group) == ("waiting", "offered", 2)


def test_the_page_of_the_fair_and_her_letter_say_the_days_of_her_group():
    offer = with_groups(an_offer(stands=2), 0, 7)
    row = asks(offer, wish=2)
    StandApplication.objects.filter(pk=row.pk).update(is_shown=True)
    propose(offer, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    deliver_announcements()
    assert [(one.stand, one.group) for one in exhibits_of(offer.event)] == [("1", 2)]
    stay = stays_of(offer.event, "fr")[1]
    text = Message.objects.get(kind="stand.placed").text
    assert "Groupe 2" in text
    assert stay.days in text


def test_a_wish_for_what_has_no_room_takes_any_and_none_is_none():
    free = [Slot(1, 1), Slot(2, 1)]
    assert choose(free, 2) == Slot(2, 1)
    assert choose(free, 3) == Slot(1, 1)
    assert choose([], 1) is None
    assert shared_out([Seeker(2)] * 3, free) == [Slot(2, 1), Slot(1, 1), None]
