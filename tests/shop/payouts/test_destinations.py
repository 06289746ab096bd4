"""Where money goes: read, announced, waited for, confirmed by a second person, and blanked on demand."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Announcement, Grant
from producers.testing.builders import a_producer, an_association
from shop.actions.destinations import (
    confirm_destination,
    enter_destination,
    refuse_destination,
    start_destinations,
)
from shop.actions.erase_destinations import erase_destinations
from shop.actions.payout_batches import propose_batch
from shop.domain.entries import Refusal
from shop.domain.payouts import Details, Kind, PayoutRefusedError, PayoutWhy
from shop.domain.rib import iban_of
from shop.domain.states import IllegalMoveError
from shop.models import Payout, PayoutDestination
from shop.reading.reconcile_payouts import payouts_are_payables
from shop.testing.payouts import a_destination, a_rib, an_earning, bank_details

pytestmark = pytest.mark.django_db
ONE, OTHER = Actor(1, "one"), Actor(2, "other")
NOW = timezone.now()
HOURS = timedelta(hours=1)


@pytest.fixture
def maker():
    return a_producer(phone="+212790000001", email="old@example.test")


def in_force(maker) -> str:
    return PayoutDestination.objects.get(organisation=maker, status="in_force").account


def refused(act, *args, **more) -> PayoutRefusedError:
    with pytest.raises(PayoutRefusedError) as caught:
        act(*args, **more)
    return caught.value


def test_the_first_is_used_at_once(maker):
    row = enter_destination(maker, bank_details(1, account=iban_of(a_rib(1))), actor=ONE)
    assert (row.status, row.account) == ("in_force", a_rib(1))
    assert not Announcement.objects.exists()


def test_a_changed_one_waits_and_is_announced_and_needs_a_second_person(maker):
    enter_destination(maker, bank_details(1), actor=ONE, now=NOW)
    changed = enter_destination(maker, bank_details(2), actor=ONE, now=NOW)
    told = Announcement.objects.get(kind="destination.changed").payload
    assert PayoutDestination.objects.get(pk=told["old"]).contact_phone == "+212790000001"
    assert start_destinations(NOW + 100 * HOURS) == 0, "nobody has called her"
    assert in_force(maker) == a_rib(1)
    assert refused(confirm_destination, changed, actor=ONE, reason="x").code is PayoutWhy.OWN_ENTRY
    assert refused(confirm_destination, changed, actor=SYSTEM, reason="x").code is PayoutWhy.NOT_BY_A_PERSON
    assert refused(confirm_destination, changed, actor=OTHER, reason="").code is PayoutWhy.REASON_NEEDED
    confirm_destination(changed, actor=OTHER, reason="called", now=NOW + HOURS)
    for hours, expected in ((2, a_rib(1)), (71, a_rib(1)), (72, a_rib(2))):
        start_destinations(NOW + hours * HOURS)
        assert in_force(maker) == expected
    assert [row.status for row in PayoutDestination.objects.order_by("pk")] == ["replaced", "in_force"]


def test_confirmed_after_the_wait_it_is_used_at_once(maker):
    enter_destination(maker, bank_details(1), actor=ONE, now=NOW)
    changed = enter_destination(maker, bank_details(2), actor=ONE, now=NOW)
    confirm_destination(changed, actor=OTHER, reason="called", now=NOW + 80 * HOURS)
    assert in_force(maker) == a_rib(2)
    with pytest.raises(IllegalMoveError):
        confirm_destination(changed, actor=OTHER, reason="again", now=NOW + 81 * HOURS)


def test_a_clock_set_back_shortens_no_wait(maker):
    enter_destination(maker, bank_details(1), actor=ONE, now=NOW)
    changed = enter_destination(maker, bank_details(2), actor=ONE, now=NOW)
    confirm_destination(changed, actor=OTHER, reason="called", now=NOW - 24 * HOURS)
    for moment in (NOW - 100 * HOURS, NOW, NOW + 71 * HOURS):
        assert start_destinations(moment) == 0
    assert in_force(maker) == a_rib(1)


def test_one_that_she_does_not_know_of_is_dropped(maker):
    enter_destination(maker, bank_details(1), actor=ONE, now=NOW)
    changed = enter_destination(maker, bank_details(2), actor=ONE, now=NOW)
    refuse_destination(changed, actor=ONE, reason="not hers")
    assert start_destinations(NOW + 100 * HOURS) == 0
    assert in_force(maker) == a_rib(1)
    with pytest.raises(IllegalMoveError):
        confirm_destination(changed, actor=OTHER, reason="x")


def test_another_change_starts_the_wait_anew(maker):
    enter_destination(maker, bank_details(1), actor=ONE, now=NOW)
    first = enter_destination(maker, bank_details(2), actor=ONE, now=NOW)
    second = enter_destination(maker, bank_details(3), actor=ONE, now=NOW + 50 * HOURS)
    first.refresh_from_db()
    assert (first.status, second.status) == ("replaced", "waiting")
    confirm_destination(second, actor=OTHER, reason="called", now=NOW + 51 * HOURS)
    assert start_destinations(NOW + 100 * HOURS) == 0
    assert start_destinations(NOW + 122 * HOURS) == 1


def test_the_same_again_is_no_change(maker):
    enter_destination(maker, bank_details(1), actor=ONE)
    spaced = bank_details(1, account=" ".join(a_rib(1)))
    assert refused(enter_destination, maker, spaced, actor=ONE).code is PayoutWhy.SAME_DESTINATION


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"account": ""}, {"account": Refusal.REQUIRED}),
        ({"account": a_rib(1)[:-1]}, {"account": Refusal.MALFORMED}),
        ({"account": f"{(int(a_rib(1)) + 1):024}"}, {"account": Refusal.MALFORMED}),
        ({"account": "0" * 24}, {"account": Refusal.MALFORMED}),
        ({"account": "MA00" + a_rib(1)}, {"account": Refusal.MALFORMED}),
        ({"account": "FR1420041010050500013M02606"}, {"account": Refusal.MALFORMED}),
        ({"account": "9" * 5000}, {"account": Refusal.MALFORMED}),
        ({"holder": ""}, {"holder": Refusal.REQUIRED}),
        ({"holder": "فاطمة"}, {"holder": Refusal.MALFORMED}),
        ({"currency": "EUR"}, {"account": Refusal.MALFORMED}),
        ({"kind": Kind.MOBILE, "phone": "12"}, {"phone": Refusal.MALFORMED}),
        ({"kind": Kind.MOBILE, "phone": "0790000001", "currency": "EUR"}, {"currency": Refusal.MISMATCH}),
        ({"kind": Kind.AGENCY, "phone": "0790000001"}, {"agency": Refusal.REQUIRED}),
        ({"kind": Kind.AGENT}, {"agent": Refusal.REQUIRED}),
    ],
)
def test_what_cannot_be_paid_to_is_refused_by_field(maker, changed, fields):
    refusal = refused(enter_destination, maker, bank_details(1, **changed), actor=ONE)
    assert (refusal.code, refusal.facts) == (PayoutWhy.DESTINATION_UNREADABLE, {"fields": fields})
    assert not PayoutDestination.objects.exists()


def test_cash_goes_through_an_agent_only_while_she_lets_it(maker):
    association = an_association()
    by_agent = Details(Kind.AGENT, "MAD", "Fatima Example", agent=association.pk)
    assert refused(enter_destination, maker, by_agent, actor=ONE).code is PayoutWhy.NO_GRANT
    Grant.objects.create(giver=maker, receiver=association, permission="receive_money")
    enter_destination(maker, by_agent, actor=ONE)
    an_earning(maker)
    assert propose_batch("MAD", "agent", actor=ONE).payouts.count() == 1
    an_earning(maker)
    Grant.objects.update(withdrawn_at=NOW)
    assert refused(propose_batch, "MAD", "agent", actor=ONE).code is PayoutWhy.NOTHING_TO_PAY


def test_the_database_lets_nobody_confirm_her_own_and_has_one_in_force(maker):
    row = enter_destination(maker, bank_details(1), actor=ONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutDestination.objects.filter(pk=row.pk).update(confirmed_by=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_destination(maker, bank_details(2))


def test_names_and_accounts_stand_in_one_table_and_are_blanked_there(maker):
    enter_destination(maker, bank_details(1), actor=ONE)
    enter_destination(maker, bank_details(2), actor=ONE)
    an_earning(maker)
    propose_batch("MAD", "bank", actor=ONE)
    assert erase_destinations(maker, actor=OTHER) == 2
    left = str(list(PayoutDestination.objects.values())) + str(list(Act.objects.values()))
    left += str(list(Announcement.objects.values())) + str(list(Payout.objects.values()))
    for word in (a_rib(1), a_rib(2), "Fatima", "+212790000001", "old@example.test"):
        assert word not in left
    assert Payout.objects.get().status == "failed"
    assert list(payouts_are_payables()) == []
    assert refused(propose_batch, "MAD", "bank", actor=ONE).code is PayoutWhy.NOTHING_TO_PAY
