"""What gateways and operators say about money, in whatever order, and how orders end."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Announcement
from shop.actions.cancel import cancel
from shop.actions.complete import complete
from shop.actions.confirm_by_phone import confirm_by_phone, refuse_by_phone
from shop.actions.expire_unpaid import expire_unpaid
from shop.actions.mark_paid import mark_paid
from shop.actions.prepare import prepare
from shop.actions.record_payment import record_payment
from shop.domain.errors import RefusedError, Why
from shop.domain.payments import EventKind, EventState
from shop.domain.states import IllegalMoveError
from shop.gateways.base import Found, Notice, Outcome, UnreachableError
from shop.gateways.registry import gateway
from shop.models import (
    Allocation,
    ExceptionCase,
    JournalEntry,
    Order,
    PaymentEvent,
    Posting,
    ProducerOrder,
    Refund,
    Stock,
)
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import a_ready_cart, an_order, press, total_of

pytestmark = pytest.mark.django_db
OPERATOR = Actor(7, "Operator")


@pytest.fixture(autouse=True)
def morocco():
    a_fee_rule()
    return a_market(cash_limit=10_000)


def balance(kind):
    """What an account comes to over all entries, in dirhams."""
    return sum(row.amount.amount for row in Posting.objects.filter(account__kind=kind))


def exceptions():
    return list(ExceptionCase.objects.values_list("kind", "suggestion"))


def a_notice(order, amount=None, event_id="e1", state=EventState.SUCCEEDED, **more):
    reference = order.payments.get().reference
    return Notice(event_id, reference, EventKind.CHARGE, state, amount or order.total, **more)


def test_a_transfer_that_arrives_places_the_order_and_is_booked():
    order = an_order(a_variant(), method="transfer")
    paid = mark_paid(order, amount=order.total, statement="2026-11-24/3", actor=OPERATOR)
    assert (paid.status, paid.confirmation) == ("placed", "not_needed")
    assert balance("buyer_clearing") == 0
    assert balance("bank") == order.total.amount
    assert Act.objects.get(verb="order.placed").actor_id == 7
    kinds = set(Announcement.objects.values_list("kind", flat=True))
    assert {"order.placed", "part.placed", "order.paid"} <= kinds
    assert not exceptions()
    assert not list(differences())


def test_the_same_line_of_the_statement_again_changes_nothing():
    order = an_order(a_variant(), method="transfer")
    for _ in range(3):
        mark_paid(order, amount=order.total, statement="2026-11-24/3", actor=OPERATOR)
    assert (PaymentEvent.objects.count(), JournalEntry.objects.filter(kind="order.paid").count()) == (1, 1)
    assert not exceptions()


def test_too_little_waits_for_the_rest():
    order = an_order(a_variant(), method="transfer")
    part = Money(100, "MAD")
    assert mark_paid(order, amount=part, statement="1", actor=OPERATOR).status == "draft"
    assert exceptions() == [("paid_too_little", "ask_for_rest")]
    assert mark_paid(order, amount=order.total - part, statement="2", actor=OPERATOR).status == "placed"
    assert balance("buyer_clearing") == 0


@pytest.mark.parametrize(
    ("more", "expected"), [(Money(5, "MAD"), "paid_too_much"), (Money(215, "MAD"), "paid_twice")]
)
def test_too_much_places_the_order_and_waits_for_a_person(more, expected):
    order = an_order(a_variant(), method="transfer")
    if expected == "paid_twice":
        mark_paid(order, amount=order.total, statement="1", actor=OPERATOR)
        mark_paid(order, amount=more, statement="2", actor=OPERATOR)
    else:
        mark_paid(order, amount=order.total + more, statement="1", actor=OPERATOR)
    assert Order.objects.get().status == "placed"
    assert exceptions() == [(expected, "refund")]
    assert balance("buyer_clearing") == -more.amount


def test_another_currency_is_never_taken_for_the_sum():
    order = an_order(a_variant(), method="transfer")
    amount = Money(order.total.amount, "EUR")
    assert mark_paid(order, amount=amount, statement="1", actor=OPERATOR).status == "draft"
    assert exceptions() == [("other_currency", "refund")]
    assert balance("refunds_due") == -amount.amount


def test_money_for_an_order_that_has_ended_is_due_back_and_waits_for_a_person():
    order = an_order(a_variant(stock=1), method="transfer")
    cancel(order, actor=OPERATOR, reason="asked by phone")
    assert mark_paid(order, amount=order.total, statement="1", actor=OPERATOR).status == "cancelled"
    assert exceptions() == [("paid_late", "refund")]
    assert Stock.objects.get().allocated == 0
    assert balance("refunds_due") == -order.total.amount
    assert not list(differences())


def test_money_that_belongs_to_nothing_waits_for_a_person_once():
    notice = Notice("e9", "RF00", EventKind.CHARGE, EventState.SUCCEEDED, Money(5, "MAD"))
    for _ in range(2):
        assert record_payment("transfer", notice) is None
    assert exceptions() == [("unknown_payment", "look_for_order")]


def test_one_line_of_a_statement_never_pays_two_orders_in_silence():
    first, second = (an_order(a_variant(), method="transfer") for _ in range(2))
    mark_paid(first, amount=first.total, statement="1", actor=OPERATOR)
    assert mark_paid(second, amount=second.total, statement="1", actor=OPERATOR).status == "draft"
    mark_paid(first, amount=first.total + Money(1, "MAD"), statement="1", actor=OPERATOR)
    assert exceptions() == [("told_otherwise", "compare")]
    assert PaymentEvent.objects.count() == 1


def test_notices_in_any_order_and_twice_end_the_same():
    ends = set()
    states = [EventState.REQUESTED, EventState.FAILED, EventState.SUCCEEDED]
    for turn, order_of in enumerate(permutations(states)):
        order = an_order(a_variant(), method="transfer")
        for state in [*order_of, *order_of]:
            record_payment("transfer", a_notice(order, event_id=f"{turn}{state}", state=state, movement="m"))
        events = PaymentEvent.objects.filter(payment__order=order).count()
        ends.add((Order.objects.get(pk=order.pk).status, events))
    assert ends == {("placed", 3)}
    assert not exceptions()
    assert balance("buyer_clearing") == 0


def test_cash_handed_over_is_booked_with_the_carrier():
    order = an_order(a_variant())
    mark_paid(order, amount=order.total, statement="receipt 12", actor=OPERATOR)
    assert balance("cash_with_carrier") == order.total.amount
    assert balance("buyer_clearing") == 0


@pytest.mark.parametrize(
    "wrong", [{"statement": " "}, {"amount": Money(0, "MAD")}, {"amount": Money(-5, "MAD")}]
)
def test_a_payment_needs_its_proof_and_an_amount(wrong):
    order = an_order(a_variant(), method="transfer")
    with pytest.raises(RefusedError) as raised:
        mark_paid(order, **({"amount": order.total, "statement": "1", "actor": OPERATOR} | wrong))
    assert raised.value.code is Why.NOT_PAYABLE


# --- Cancelling -----------------------------------------------------------------------------------


def test_cancelling_undoes_the_sale_and_frees_the_stock():
    order = an_order((a_variant(stock=2), 2), a_variant())
    ended = cancel(order, actor=OPERATOR, reason="asked by phone")
    assert (ended.status, ended.ended_at is not None) == ("cancelled", True)
    assert {part.status for part in order.parts.all()} == {"cancelled"}
    assert set(Allocation.objects.values_list("state", flat=True)) == {"released"}
    assert sum(Stock.objects.values_list("allocated", flat=True)) == 0
    kinds = ("buyer_clearing", "sales_not_earned", "platform_income", "delivery_payable")
    assert [balance(kind) for kind in kinds] == [0, 0, 0, 0]
    assert Act.objects.get(verb="order.cancelled").reason == "asked by phone"
    assert not list(differences())


def test_cancelling_what_is_paid_asks_for_it_back():
    order = an_order(a_variant(), method="transfer")
    mark_paid(order, amount=order.total + Money(3, "MAD"), statement="1", actor=OPERATOR)
    cancel(order, actor=OPERATOR, reason="broken in the kiln")
    assert balance("refunds_sent") == -(order.total.amount + 3)
    assert Refund.objects.get().amount == order.total + Money(3, "MAD")
    assert balance("buyer_clearing") == balance("refunds_due") == 0
    assert not list(differences())


def test_cancelling_a_sale_in_euros_undoes_its_exchange(settings):
    settings.SHOP = settings.SHOP | {"RATES": {"EUR": ("10.73", "2026-01-15")}}
    a_market("eu", cash_limit=1000)
    order = press(a_ready_cart(a_variant(prices={"EUR": "17.51"}), country="FR")).order
    cancel(order, actor=OPERATOR, reason="no")
    assert balance("exchange_difference") == balance("sales_not_earned") == 0
    assert not list(differences())


def test_a_draft_is_cancelled_without_a_word_in_the_books():
    order = an_order(a_variant(stock=1), method="transfer")
    cancel(order, actor=OPERATOR, reason="changed her mind")
    assert not JournalEntry.objects.exists()
    assert Stock.objects.get().allocated == 0
    assert not Announcement.objects.filter(kind="part.cancelled").exists()


def test_what_is_on_its_way_is_not_cancelled_and_nothing_changes():
    order = an_order(a_variant(), a_variant())
    ProducerOrder.objects.filter(pk=order.parts.last().pk).update(status="shipped")
    entries = JournalEntry.objects.count()
    with pytest.raises(IllegalMoveError):
        cancel(order, actor=OPERATOR, reason="too late")
    assert Order.objects.get().status == "placed"
    assert {part.status for part in order.parts.all()} == {"placed", "shipped"}
    assert JournalEntry.objects.count() == entries


def test_an_order_ends_once():
    order = an_order(a_variant())
    cancel(order, actor=OPERATOR, reason="no")
    with pytest.raises(IllegalMoveError):
        cancel(order, actor=OPERATOR, reason="no")
    assert JournalEntry.objects.filter(kind="order.cancelled").count() == 1


def test_a_part_declined_before_is_left_alone_when_the_rest_is_cancelled():
    order = an_order(a_variant(), a_variant())
    declined = order.parts.first()
    ProducerOrder.objects.filter(pk=declined.pk).update(status="declined")
    cancel(order, actor=OPERATOR, reason="no")
    assert [part.status for part in order.parts.all()] == ["declined", "cancelled"]


# --- By phone -------------------------------------------------------------------------------------


def test_yes_on_the_phone_is_recorded_once():
    order = an_order(a_variant())
    assert confirm_by_phone(order, actor=OPERATOR).confirmation == "confirmed"
    with pytest.raises(IllegalMoveError):
        confirm_by_phone(order, actor=OPERATOR)


def test_no_on_the_phone_ends_the_order():
    order = an_order(a_variant(stock=1))
    ended = refuse_by_phone(order, actor=OPERATOR, reason="never ordered it")
    assert (ended.confirmation, ended.status) == ("refused", "cancelled")
    assert Stock.objects.get().allocated == 0


def test_nobody_is_called_about_a_transfer():
    order = an_order(a_variant(), method="transfer")
    with pytest.raises(IllegalMoveError):
        confirm_by_phone(order, actor=OPERATOR)


# --- Not paid in time -----------------------------------------------------------------------------


def test_an_unpaid_order_ends_after_its_deadline_and_grace_and_gives_back():
    order = an_order(a_variant(stock=1), method="transfer")
    assert expire_unpaid(now=order.pay_until - timedelta(seconds=1)) == 0
    assert expire_unpaid(now=order.pay_until + timedelta(days=1)) == 0
    assert Stock.objects.get().allocated == 1
    assert expire_unpaid(now=order.pay_until + timedelta(days=2, seconds=1)) == 1
    assert (Order.objects.get().status, Stock.objects.get().allocated) == ("expired", 0)
    assert expire_unpaid(now=order.pay_until + timedelta(days=3)) == 0
    assert Act.objects.get(verb="order.expired").actor_name == SYSTEM.name


def test_a_cash_order_that_crashed_between_its_phases_frees_its_stock():
    cart = a_ready_cart(a_variant(stock=1))
    total = total_of(cart)
    prepare(cart, shown=total, method="cash", attempt=cart.attempt, lang="fr")
    assert expire_unpaid(now=timezone.now() + timedelta(minutes=16)) == 1
    assert Stock.objects.get().allocated == 0
    with pytest.raises(RefusedError) as raised:
        complete(cart, shown=total, method="cash", attempt=cart.attempt, lang="fr")
    assert raised.value.code is Why.CLOSED
    assert raised.value.facts["order"] == Order.objects.get().token


def test_what_was_paid_in_part_is_asked_back_when_the_order_ends():
    order = an_order(a_variant(), method="transfer")
    mark_paid(order, amount=Money(100, "MAD"), statement="1", actor=OPERATOR)
    expire_unpaid(now=order.pay_until + timedelta(days=3))
    assert (balance("buyer_clearing"), balance("refunds_due"), balance("refunds_sent")) == (0, 0, -100)
    refund = Refund.objects.get()
    assert (refund.amount, refund.status) == (Money(100, "MAD"), "requested")


def test_stock_is_freed_only_after_the_gateway_says_that_nothing_will_come(monkeypatch):
    order = an_order(a_variant(stock=1), method="transfer")
    late = order.pay_until + timedelta(days=3)

    def answer(outcome):
        monkeypatch.setattr(gateway("transfer"), "close", outcome)

    def no_answer(reference, handle):
        raise UnreachableError

    answer(no_answer)
    assert expire_unpaid(now=late) == 0
    answer(lambda reference, handle: Outcome(Found.OPEN))
    assert expire_unpaid(now=late) == 0
    assert Stock.objects.get().allocated == 1
    answer(lambda reference, handle: Outcome(Found.PAID, a_notice(order)))
    assert expire_unpaid(now=late) == 0
    assert Order.objects.get().status == "placed"
