from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from django.db import connection, transaction
from django.utils import timezone

from producers import announcements
from producers.actions.announce import announce
from producers.actions.deliver import LEASE, deliver_announcements
from producers.actions.tell import tell
from producers.announcements import Announced, announced, receives
from producers.domain.letters import Letter, Recipient
from producers.models import Announcement, Message

pytestmark = pytest.mark.django_db
BUYER = Recipient("email", "salma@example.test", "fr")


class KilledError(BaseException):
    """The process dies: nothing catches it."""


@pytest.fixture(autouse=True)
def _own_receivers(monkeypatch):
    monkeypatch.setattr(announcements, "_receivers", {})


def say(*kinds: str) -> None:
    with transaction.atomic():
        for kind in kinds:
            announce(kind, key=f"{kind}:1", order=1)


def listen(*kinds: str, to: Callable[[Announced], None]) -> None:
    receives(*kinds)(to)


def after(pause: timedelta) -> datetime:
    return timezone.now() + pause


def write(told: Announced) -> None:
    tell(BUYER, Letter("Bonjour", "Merci"), key=f"{told.key}:buyer", kind=told.kind)


def test_each_kind_reaches_its_receivers_once():
    heard: list[str] = []
    listen("a", "b", to=lambda told: heard.append(told.key))
    listen("a", to=lambda told: heard.append(f"also {told.key} {told.payload['order']}"))
    say("a", "b", "c")
    assert deliver_announcements() == 3
    assert heard == ["a:1", "also a:1 1", "b:1"]
    assert deliver_announcements() == 0
    assert heard == ["a:1", "also a:1 1", "b:1"]


def test_receivers_are_called_outside_of_any_transaction():
    blocks: list[int] = []
    before = len(connection.atomic_blocks)
    listen("a", to=lambda told: blocks.append(len(connection.atomic_blocks)))
    say("a")
    deliver_announcements()
    assert blocks == [before]


def test_who_fails_hears_it_again_later_and_the_others_are_told():
    def fail(told: Announced) -> None:
        raise OSError("the index is down")

    heard: list[str] = []
    listen("a", to=fail)
    listen("a", to=lambda told: heard.append(told.key))
    say("a")
    assert deliver_announcements() == 0
    row = Announcement.objects.get()
    assert heard == ["a:1"]
    assert (row.attempts, row.delivered_at, row.last_error) == (1, None, "OSError: the index is down")
    assert deliver_announcements() == 0
    assert heard == ["a:1"]
    assert deliver_announcements(now=after(timedelta(seconds=12))) == 0
    assert heard == ["a:1", "a:1"]
    assert Announcement.objects.get().due_at > after(timedelta(seconds=15))


def test_a_repaired_receiver_is_told_in_the_end():
    is_down = [True]

    def index(told: Announced) -> None:
        if is_down:
            raise OSError

    listen("a", to=index)
    say("a")
    deliver_announcements()
    is_down.clear()
    assert deliver_announcements(now=after(timedelta(minutes=1))) == 1
    assert Announcement.objects.get().last_error == ""


def test_killed_before_marking_it_is_told_again_after_the_lease_and_writes_nothing_twice():
    def die_after_writing(told: Announced) -> None:
        write(told)
        if Announcement.objects.get().attempts == 1:
            raise KilledError

    listen("a", to=die_after_writing)
    say("a")
    with pytest.raises(KilledError):
        deliver_announcements()
    assert deliver_announcements() == 0
    assert deliver_announcements(now=after(LEASE)) == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("order", list(permutations(["a", "b", "c"])))
def test_any_order_and_any_repetition_ends_in_the_same_messages(order):
    listen("a", "b", "c", to=write)
    for kind in order:
        say(kind)
        deliver_announcements()
    Announcement.objects.update(delivered_at=None, due_at=timezone.now())
    deliver_announcements()
    assert sorted(Message.objects.values_list("key", flat=True)) == ["a:1:buyer", "b:1:buyer", "c:1:buyer"]


def test_a_limit_leaves_the_rest_for_the_next_time():
    say("a", "b", "c")
    assert deliver_announcements(2) == 2
    assert deliver_announcements(2) == 1


def test_third_parties_hear_a_signal_and_cannot_stop_anything():
    heard: list[Announced] = []

    def listener(sender: object, **kwargs: object) -> None:
        heard.append(kwargs["announced"])
        raise ValueError("not our problem")

    announced.connect(listener)
    try:
        say("a")
        assert deliver_announcements() == 1
    finally:
        announced.disconnect(listener)
    assert [told.kind for told in heard] == ["a"]
    assert Announcement.objects.get().delivered_at
