"""Deadlines that have passed are put before a person once each, whatever the clock does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import Actor
from producers.models import Message
from producers.testing.builders import a_producer
from shop.actions import fulfil
from shop.actions.change_order import confirm_part
from shop.actions.deadlines import raise_overdue
from shop.domain.changes import ChangeKind
from shop.models import Change, ExceptionCase, ProducerOrder
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order

MAKER = Actor(7, "Maker")
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    a_market()
    maker = a_producer(phone="+212600000077", language="ar")
    part = a_placed_order(a_variant(a_product(producer=maker), stock=5)).parts.get()
    ProducerOrder.objects.update(ship_by=timezone.localdate() + 5 * DAY)
    return part


def raised() -> list[str]:
    return list(ExceptionCase.objects.order_by("pk").values_list("kind", flat=True))


def test_a_maker_who_has_not_answered_is_raised_once_and_reminded_in_her_language(part):
    now = timezone.now()
    assert raise_overdue(now + 2 * DAY) == 0
    assert raise_overdue(now + 4 * DAY) == 1
    assert raise_overdue(now + 4 * DAY) == raise_overdue(now + 9 * DAY) == 0
    case = ExceptionCase.objects.get()
    assert (case.kind, case.order_id, case.about_id, case.area) == (
        "accept_late",
        part.order_id,
        part.pk,
        "deadlines",
    )
    deliver_announcements()
    told = Message.objects.get(kind="part.accept_late")
    assert (told.recipient, told.language) == ("+212600000077", "ar")
    assert part.number in told.text


def test_what_has_not_left_in_time_is_raised_and_what_has_is_not(part):
    fulfil.accept(part, actor=MAKER)
    now = timezone.now()
    assert raise_overdue(now + 5 * DAY) == 0
    assert raise_overdue(now + 7 * DAY) == 1
    assert raised() == ["ship_late"]
    other = a_placed_order(a_variant(stock=5)).parts.get()
    ProducerOrder.objects.filter(pk=other.pk).update(ship_by=timezone.localdate() + 5 * DAY)
    fulfil.accept(other, actor=MAKER)
    fulfil.ship(other, carrier="Amana", actor=MAKER)
    assert raise_overdue(now + 7 * DAY) == 0


def test_a_clock_that_is_set_back_raises_nothing_and_takes_nothing_back(part):
    now = timezone.now()
    assert raise_overdue(now + 4 * DAY) == 1
    assert raise_overdue(now - 400 * DAY) == 0
    assert raise_overdue(now + 4 * DAY) == 0
    assert raised() == ["accept_late"]


def test_a_deadline_that_is_put_off_is_a_new_one(part):
    fulfil.accept(part, actor=MAKER)
    now = timezone.now()
    assert raise_overdue(now + 7 * DAY) == 1
    ProducerOrder.objects.update(ship_by=timezone.localdate() + 20 * DAY)
    assert raise_overdue(now + 19 * DAY) == 0
    assert raise_overdue(now + 22 * DAY) == 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_raise_once(part, monkeypatch):
    """The other run is through between our look and our word."""
    now = timezone.now() + 4 * DAY
    seen = fulfil.lock_part

    def after_the_other(row):
        monkeypatch.setattr("shop.actions.deadlines.lock_part", seen)
        ExceptionCase.objects.create(
            key=f"part:{row.pk}:accept_late:{timezone.localdate(row.accept_by)}", kind="accept_late"
        )
        return seen(row)

    monkeypatch.setattr("shop.actions.deadlines.lock_part", after_the_other)
    raise_overdue(now)
    assert raised() == ["accept_late"]


def test_a_part_that_is_answered_meanwhile_is_not_raised(part, monkeypatch):
    seen = fulfil.lock_part

    def after_her_answer(row):
        ProducerOrder.objects.filter(pk=row.pk).update(status="accepted")
        return seen(row)

    monkeypatch.setattr("shop.actions.deadlines.lock_part", after_her_answer)
    assert raise_overdue(timezone.now() + 4 * DAY) == 0
    assert raised() == []


def test_what_is_late_has_its_ready_settlement_beside_it(part):
    raise_overdue(timezone.now() + 4 * DAY)
    case, change = ExceptionCase.objects.get(), Change.objects.get()
    assert case.data["change"] == change.pk
    proposal = propose(part.order, Asked(ChangeKind.CANCEL_PART, part=part.pk))
    confirm_part(change, fingerprint=proposal.fingerprint, actor=MAKER, reason="no answer")
    assert ProducerOrder.objects.get().status == "cancelled"
    assert list(differences()) == []


def test_an_answer_after_all_takes_the_settlement_back_and_closes_what_was_raised(part):
    raise_overdue(timezone.now() + 4 * DAY)
    fulfil.accept(part, actor=MAKER)
    assert Change.objects.get().status == "dropped"
    assert ExceptionCase.objects.filter(closed_at=None).count() == 0
    raise_overdue(timezone.now() + 7 * DAY)
    assert ExceptionCase.objects.get(closed_at=None).kind == "ship_late"
    fulfil.ship(part, carrier="Amana", actor=MAKER)
    assert ExceptionCase.objects.filter(closed_at=None).count() == 0
    assert set(Change.objects.values_list("status", flat=True)) == {"dropped"}


def test_a_decline_after_the_deadline_is_one_settlement_and_one_exception(part):
    raise_overdue(timezone.now() + 4 * DAY)
    fulfil.decline(part, actor=MAKER, reason="no wool")
    assert [row.status for row in Change.objects.all()] == ["settled"]
    assert [row.kind for row in ExceptionCase.objects.filter(closed_at=None)] == ["part_declined"]
    assert list(differences()) == []
