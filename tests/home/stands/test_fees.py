"""A stand for a fee: an order of the organiser's, paid and given back in time, in agreeing books."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from moneyed import Money

from home.events.actions.cancel_event import cancel_event
from home.events.models import Event
from home.events.testing.builders import an_event
from home.stands.actions.allocate import allocate, confirm, propose
from home.stands.actions.apply import apply, withdraw
from home.stands.actions.fees import close_over, lapse_late, pay_fee
from home.stands.actions.offer_stands import Fee, NoSellerError, NoStandsError, offer_stands
from home.stands.domain.states import IllegalStepError
from home.stands.models import StandApplication, StandOffer
from home.stands.testing.builders import a_paid_offer
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Message
from producers.testing.builders import a_producer
from shop.actions.cancel import cancel
from shop.actions.expire_unpaid import expire_unpaid
from shop.actions.mark_paid import mark_paid
from shop.domain.errors import RefusedError
from shop.models import Order, Posting, Refund
from shop.reading.open_figures import earned_rows
from shop.reading.reconcile import differences
from shop.testing.builders import a_category

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def offer():
    return a_paid_offer(stands=1)


def asks(offer, **fields) -> StandApplication:
    return apply(offer, a_producer(**{"phone": "+212612345678"} | fields), actor=SYSTEM)


def given(offer) -> StandApplication:
    """Return one who was given the stand and has to pay."""
    row = asks(offer)
    allocate(row, 1, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    row.refresh_from_db()
    return row


def paid(offer) -> StandApplication:
    row = given(offer)
    order = pay_fee(row, "transfer", actor=SYSTEM)
    mark_paid(order, amount=order.total, statement="releve-1", actor=SYSTEM)
    deliver_announcements()
    row.refresh_from_db()
    return row


def balance(kind: str) -> Decimal:
    return -sum((one.amount.amount for one in Posting.objects.filter(account__kind=kind)), Decimal(0))


def test_a_stand_with_a_fee_is_hers_only_once_it_is_paid(offer):
    row = given(offer)
    assert (row.state, row.stand) == ("to_pay", 1)
    assert TODAY() < row.pay_by < offer.event.first_day
    order = pay_fee(row, "transfer", actor=SYSTEM)
    assert pay_fee(row, "transfer", actor=SYSTEM) == order
    assert (order.total, order.buyer_name) == (Money(200, "MAD"), str(row.producer.name))
    assert timezone.localdate(order.pay_until) <= row.pay_by + timedelta(days=1)
    part = order.parts.get()
    assert (part.producer, part.lines.get().fees.count()) == (offer.event.organiser, 0)
    mark_paid(order, amount=Money(100, "MAD"), statement="releve-1", actor=SYSTEM)
    deliver_announcements()
    row.refresh_from_db()
    assert row.state == "to_pay"
    mark_paid(order, amount=Money(100, "MAD"), statement="releve-2", actor=SYSTEM)
    for _again in range(2):
        deliver_announcements()
    row.refresh_from_db(), part.refresh_from_db()
    assert (row.state, row.stand, part.status) == ("placed", 1, "accepted")
    assert not list(differences())


def test_after_the_fair_its_organiser_has_earned_the_fee_and_no_maker_has(offer):
    row = paid(offer)
    assert close_over() == 0
    Event.objects.update(first_day=TODAY() - timedelta(days=5), last_day=TODAY() - timedelta(days=3))
    assert close_over(now=timezone.now() + timedelta(days=14)) == 1
    row.order.parts.get().refresh_from_db()
    assert (row.order.parts.get().status, close_over()) == ("delivered", 0)
    assert balance("producer_payable") == 200
    assert not earned_rows("account__organisation__region").exists()
    assert not list(differences())


def test_what_is_taken_back_in_time_is_paid_back_and_later_it_is_not(offer):
    row = paid(offer)
    withdraw(row, actor=SYSTEM)
    row.order.refresh_from_db()
    assert (row.state, row.stand, row.order.status) == ("withdrawn", None, "cancelled")
    assert Refund.objects.get().amount == Money(200, "MAD")
    assert not list(differences())
    other = a_paid_offer(stands=1, refund_until=TODAY() - timedelta(days=1), seller=offer.event.organiser)
    late = given(other)
    order = pay_fee(late, "transfer", actor=SYSTEM)
    mark_paid(order, amount=order.total, statement="releve-9", actor=SYSTEM)
    deliver_announcements()
    late.refresh_from_db()
    withdraw(late, actor=SYSTEM)
    order.refresh_from_db()
    assert (late.state, late.stand, order.status) == ("withdrawn", None, "placed")
    assert Refund.objects.count() == 1
    assert not list(differences())


def test_a_draft_ends_with_what_it_was_for_and_later_money_goes_back(offer):
    row = given(offer)
    order = pay_fee(row, "transfer", actor=SYSTEM)
    withdraw(row, actor=SYSTEM)
    order.refresh_from_db()
    assert order.status == "cancelled"
    mark_paid(order, amount=order.total, statement="releve-1", actor=SYSTEM)
    deliver_announcements()
    row.refresh_from_db()
    assert (row.state, balance("refunds_due")) == ("withdrawn", 200)
    assert not list(differences())


def test_who_does_not_pay_in_time_loses_it_and_may_ask_again(offer):
    row = given(offer)
    pay_fee(row, "transfer", actor=SYSTEM)
    later = timezone.now() + timedelta(days=30)
    assert lapse_late(now=later) == 0  # the shop still waits for the money
    expire_unpaid(now=later)
    assert (lapse_late(), lapse_late(now=later), lapse_late(now=later)) == (0, 1, 0)
    row.refresh_from_db()
    assert (row.state, row.stand) == ("lapsed", None)
    with pytest.raises(IllegalStepError):
        pay_fee(row, "transfer", actor=SYSTEM)
    again = apply(offer, row.producer, actor=SYSTEM)
    assert (again.state, again.pay_by) == ("applied", None)
    assert not list(differences())


def test_a_fair_that_is_called_off_pays_everybody_back(offer):
    row, waiting = paid(offer), asks(offer)
    cancel_event(offer.event, actor=SYSTEM, reason="Pluie")
    for _again in range(2):
        deliver_announcements()
    row.refresh_from_db(), waiting.refresh_from_db(), row.order.refresh_from_db()
    assert (row.state, row.stand, waiting.state) == ("cancelled", None, "cancelled")
    assert (row.order.status, Refund.objects.get().amount) == ("cancelled", Money(200, "MAD"))
    assert "Pluie" in Message.objects.filter(kind="stand.cancelled").first().text
    assert not list(differences())


def test_who_has_her_order_cancelled_has_no_stand(offer):
    row = paid(offer)
    cancel(row.order, actor=SYSTEM, reason="asked at the office")
    deliver_announcements()
    row.refresh_from_db()
    assert (row.state, row.stand) == ("withdrawn", None)


def test_she_is_told_each_step_in_words(offer):
    offer.event.title = "Foire d'Azrou"
    row, other = asks(offer), asks(offer)
    deliver_announcements()
    allocate(row, 1, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    deliver_announcements()
    kinds = list(Message.objects.filter(kind__startswith="stand.").values_list("kind", flat=True))
    assert sorted(kinds) == ["stand.applied", "stand.applied", "stand.to_pay", "stand.waiting"]
    other.refresh_from_db()
    assert other.state == "waiting"
    text = Message.objects.get(kind="stand.to_pay").text
    assert "200" in text
    assert "/portal/stands/" in text


def test_a_way_that_is_not_offered_and_who_cannot_be_reached(offer):
    row = given(offer)
    for method in ("cash", "gold", ""):
        with pytest.raises(RefusedError):
            pay_fee(row, method, actor=SYSTEM)
    type(row.producer).objects.filter(pk=row.producer_id).update(phone="", email="")
    with pytest.raises(RefusedError):
        pay_fee(StandApplication.objects.get(pk=row.pk), "transfer", actor=SYSTEM)
    assert not Order.objects.exists()


def test_a_fee_needs_a_seller_and_days_that_fit():
    today, event = TODAY(), an_event()
    fee = Fee(Money(50, "MAD"), a_category())
    with pytest.raises(NoSellerError):
        offer_stands(event, 3, today, actor=SYSTEM, fee=fee)
    late = Fee(fee.amount, fee.category, refund_until=event.first_day + timedelta(days=1))
    for wrong in (late, Fee(Money(0, "MAD"), fee.category), Fee(fee.amount, fee.category, pay_days=0)):
        with pytest.raises(NoStandsError):
            offer_stands(event, 3, today, actor=SYSTEM, fee=wrong)
    assert not StandOffer.objects.exists()


def test_who_asks_anew_is_answered_by_the_office(offer):
    row, other = given(offer), asks(offer)
    withdraw(row, actor=SYSTEM)
    other.refresh_from_db()
    assert (other.state, other.stand) == ("applied", None)
    assert (propose(offer, actor=SYSTEM), confirm(offer, actor=SYSTEM)) == (1, 1)
    other.refresh_from_db()
    assert (other.state, other.stand) == ("to_pay", 1)


def two_of_whom_one_waits(offer) -> tuple[StandApplication, StandApplication]:
    row, other = asks(offer), asks(offer)
    allocate(row, 1, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    row.refresh_from_db(), other.refresh_from_db()
    assert other.state == "waiting"
    return row, other


def test_a_stand_that_is_not_paid_in_time_is_kept_for_the_next_who_pays_it(offer):
    row, other = two_of_whom_one_waits(offer)
    assert lapse_late(now=timezone.now() + timedelta(days=30)) == 1
    row.refresh_from_db(), other.refresh_from_db()
    assert (row.state, other.state, other.stand) == ("lapsed", "to_pay", 1)
    assert other.pay_by >= TODAY()
    order = pay_fee(other, "transfer", actor=SYSTEM)
    mark_paid(order, amount=order.total, statement="releve-1", actor=SYSTEM)
    deliver_announcements()
    other.refresh_from_db()
    assert other.state == "placed"
    assert not list(differences())


def test_a_stand_whose_order_is_cancelled_is_kept_for_the_next(offer):
    row, other = two_of_whom_one_waits(offer)
    order = pay_fee(row, "transfer", actor=SYSTEM)
    mark_paid(order, amount=order.total, statement="releve-1", actor=SYSTEM)
    deliver_announcements()
    cancel(Order.objects.get(), actor=SYSTEM, reason="asked at the office")
    for _again in range(2):
        deliver_announcements()
    row.refresh_from_db(), other.refresh_from_db()
    assert (row.state, other.state, other.stand) == ("withdrawn", "to_pay", 1)
    assert not list(differences())


def test_nobody_is_asked_for_a_fair_that_is_called_off(offer):
    _row, other = two_of_whom_one_waits(offer)
    cancel_event(offer.event, actor=SYSTEM, reason="Pluie")
    deliver_announcements()
    other.refresh_from_db()
    assert (other.state, other.stand) == ("cancelled", None)
