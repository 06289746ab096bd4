"""The same item arrives from two tabs, from a phone that heard no answer, and after a machine has stopped."""

from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.actions.sending import TakenOverError, sending
from producers.actions.sent_once import (
    LOST_AFTER,
    Answer,
    OtherContentError,
    StillBeingDoneError,
    keep_answer,
    let_go,
    take_up,
)
from producers.domain.actors import Actor
from producers.models import Act, SentOnce
from producers.testing.builders import a_producer, a_user
from tests.races.together import WAIT, at_once

TABS = 12
DONE = Answer(302, "/fr/portal/")


@pytest.fixture
def weaver():
    return a_producer()


@pytest.fixture
def user():
    return a_user("weaver")


@transaction.atomic(durable=True)
def do(weaver) -> None:
    record(verb="product.prepared", row=weaver, actor=Actor(None, "test"))


def send(user, weaver, key="a-key", digest="same") -> Answer:
    """What the decorator of a page does with a sending."""
    taken = take_up(user.pk, key, digest)
    if isinstance(taken, Answer):
        return taken
    with sending(taken):
        do(weaver)
    keep_answer(taken, DONE)
    return DONE


def test_without_the_key_every_tab_does_it(weaver):
    at_once([partial(do, weaver)] * TABS)
    assert Act.objects.count() == TABS


def test_look_first_then_do_does_it_more_than_once(weaver, user):
    """The control: who looks before she writes finds nothing, as everybody else does at that moment.

    All have looked before the first one writes: no luck of the scheduler decides.
    """
    looked = Barrier(TABS)

    def look_first() -> None:
        is_new = not SentOnce.objects.filter(user=user, key="a-key").exists()
        looked.wait(WAIT)
        if is_new:
            do(weaver)
            row = SentOnce(user=user, key="a-key", digest="same", claimed_at=timezone.now())
            SentOnce.objects.bulk_create([row], ignore_conflicts=True)

    at_once([look_first] * TABS)
    assert Act.objects.count() == TABS


def test_twelve_tabs_do_it_once_and_nobody_is_told_otherwise(weaver, user):
    answers = at_once([partial(send, user, weaver)] * TABS)
    assert Act.objects.count() == 1
    assert SentOnce.objects.count() == 1
    told = [one for one in answers if not isinstance(one, StillBeingDoneError)]
    assert all(one in (DONE, Answer(200)) for one in told), answers
    assert send(user, weaver) == DONE
    assert Act.objects.count() == 1


def test_other_content_under_the_same_key_is_refused(weaver, user):
    send(user, weaver)
    with pytest.raises(OtherContentError):
        send(user, weaver, digest="other")
    assert Act.objects.count() == 1


def test_the_key_of_another_is_another_key(weaver, user):
    send(user, weaver)
    assert send(a_user("another"), weaver) == DONE
    assert Act.objects.count() == 2


def test_a_machine_that_stops_after_doing_does_not_do_it_again(weaver, user):
    taken = take_up(user.pk, "a-key", "same")
    with sending(taken):
        do(weaver)
    assert send(user, weaver) == Answer(200)
    assert Act.objects.count() == 1


def test_a_machine_that_stops_before_doing_is_followed_by_one_that_does(weaver, user):
    now = timezone.now()
    take_up(user.pk, "a-key", "same", now=now)
    with pytest.raises(StillBeingDoneError):
        take_up(user.pk, "a-key", "same", now=now + LOST_AFTER - timedelta(seconds=1))
    later = now + LOST_AFTER
    taken = at_once([partial(take_up, user.pk, "a-key", "same", now=later)] * TABS)
    assert len([one for one in taken if isinstance(one, SentOnce)]) == 1


def test_a_slow_machine_that_was_taken_for_lost_does_nothing_any_more(weaver, user):
    now = timezone.now()
    slow = take_up(user.pk, "a-key", "same", now=now)
    second = take_up(user.pk, "a-key", "same", now=now + LOST_AFTER)
    with sending(second):
        do(weaver)
    with pytest.raises(TakenOverError), sending(slow):
        do(weaver)
    assert Act.objects.count() == 1


def test_what_was_refused_may_come_again_corrected(weaver, user):
    refused = take_up(user.pk, "a-key", "wrong")
    let_go(refused)
    assert send(user, weaver, digest="corrected") == DONE


def test_two_acts_of_one_sending_both_count(weaver, user):
    with sending(take_up(user.pk, "a-key", "same")):
        do(weaver)
        do(weaver)
    assert Act.objects.count() == 2
