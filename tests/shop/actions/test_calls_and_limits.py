"""The call before a parcel leaves unpaid, and to whom cash on delivery is offered."""

from datetime import timedelta

import pytest
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.cash import collect, refuse_at_door
from shop.actions.record_call import record_call
from shop.checkout_words import not_offered_text
from shop.domain.cash import Called
from shop.domain.errors import RefusedError, Why
from shop.domain.states import IllegalMoveError
from shop.models import CallAttempt, ExceptionCase, Order, Stock
from shop.reading.calls import calls_to_make
from shop.reading.paying import ways_to_pay
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import a_ready_cart, press, quoted
from shop.testing.orders import a_placed_order
from tests.shop.actions.test_cash import shipped

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")
NOW = timezone.now()


@pytest.fixture
def order():
    a_fee_rule()
    a_market(cash_limit=10_000)
    return a_placed_order(a_variant(price="200", stock=5))


def test_yes_confirms_and_no_cancels(order):
    record_call(order, Called.YES, actor=OFFICE, note="in the evening")
    order.refresh_from_db()
    assert (order.confirmation, order.status) == ("confirmed", "placed")
    other = a_placed_order(a_variant(stock=2))
    record_call(other, Called.NO, actor=OFFICE)
    other.refresh_from_db()
    assert (other.confirmation, other.status) == ("refused", "cancelled")
    assert Stock.objects.get(variant__order_lines__part__order=other).allocated == 0
    for done in (order, other):
        with pytest.raises(IllegalMoveError):
            record_call(done, Called.YES, actor=OFFICE)


def test_nobody_answers_so_she_is_called_again_until_somebody_looks_at_it(order):
    for count in range(1, 4):
        attempt = record_call(order, Called.NO_ANSWER, actor=OFFICE, now=NOW)
        assert attempt.call_again_at > NOW
        assert ExceptionCase.objects.count() == (count == 3)
    case = ExceptionCase.objects.get()
    assert (case.kind, case.order, case.amount, case.data["calls"]) == ("not_reached", order, order.total, 3)
    record_call(order, Called.NO_ANSWER, actor=OFFICE, now=NOW)
    assert ExceptionCase.objects.count() == 1
    assert Act.objects.filter(verb="order.call_no_answer").count() == 4
    assert Order.objects.get().confirmation == "waiting"


def test_a_wrong_number_is_looked_at_at_once(order):
    record_call(order, Called.WRONG_NUMBER, actor=OFFICE)
    assert ExceptionCase.objects.get().kind == "not_reached"


def test_the_market_says_how_often(order):
    a_market(call_attempts=1)
    record_call(order, Called.NO_ANSWER, actor=OFFICE)
    assert ExceptionCase.objects.get().data["calls"] == 1


def test_the_queue_shows_who_is_to_be_called_now(order):
    later = a_placed_order(a_variant(stock=2))
    record_call(later, Called.LATER, actor=OFFICE, call_again_at=NOW + timedelta(days=1), now=NOW)
    assert [row.pk for row in calls_to_make(NOW)] == [order.pk]
    assert [row.pk for row in calls_to_make(NOW + timedelta(days=2))] == [order.pk, later.pk]
    again = calls_to_make(NOW + timedelta(days=2)).get(pk=later.pk)
    assert (again.attempts, again.last_outcome) == (1, CallAttempt.Outcome.LATER)


def offered(cart):
    return ways_to_pay(cart, quoted(cart))["cash"]


def a_cart_of(price, phone="0790000001"):
    return a_ready_cart(a_variant(price=price, stock=9), phone=phone)


def test_cash_is_limited_for_all_parcels_on_their_way_to_one_phone():
    a_market(cash_limit=1_000, cash_open_limit=500)
    assert offered(a_cart_of("300")).is_offered
    press(a_cart_of("300"))
    refused = offered(a_cart_of("300", phone="+212 7 90 00 00 01"))
    assert (refused.reason, refused.limit) == ("above_open_limit", Money(500, "MAD"))
    assert "500" in not_offered_text(refused, "500 MAD")
    with pytest.raises(RefusedError) as error:
        press(a_cart_of("300"))
    assert error.value.code is Why.METHOD_NOT_OFFERED
    assert Order.objects.count() == 1
    assert offered(a_cart_of("300", phone="0790000002")).is_offered
    assert offered(a_cart_of("100")).is_offered


def test_what_was_collected_no_longer_counts():
    parts = shipped(a_variant(price="400", stock=5))
    a_market(cash_limit=1_000, cash_open_limit=500)
    Order.objects.update(phone="+212790000001")
    assert offered(a_cart_of("300")).reason == "above_open_limit"
    collect(parts[0], actor=OFFICE)
    assert offered(a_cart_of("300")).is_offered


def test_after_refused_parcels_a_phone_pays_before():
    parts = shipped(a_variant(price="200", stock=5))
    a_market(cash_refusals=1)
    Order.objects.update(phone="+212790000001")
    assert offered(a_cart_of("100")).is_offered
    refuse_at_door(parts[0], actor=OFFICE, reason="not there")
    refused = offered(a_cart_of("100"))
    assert refused.reason == "refused_before"
    assert not_offered_text(refused, "")
    assert offered(a_cart_of("100", phone="0790000002")).is_offered
    a_market(cash_refusals=2)
    assert offered(a_cart_of("100")).is_offered
