"""The gateway's books against ours: each kind of difference is made in the stand-in, found and named."""

from datetime import timedelta

import pytest
from django.utils import timezone

from producers.domain.actors import Actor
from shop.actions import refund as refund_actions
from shop.actions.ask_gateway import ask_gateway
from shop.actions.change_order import change_order
from shop.actions.compare_gateways import gateway_differences
from shop.actions.run_reconcile import GATEWAYS as CHECK
from shop.actions.run_reconcile import run_reconcile
from shop.difference_words import in_words
from shop.domain.changes import ChangeKind
from shop.models import Order, Payment, PaymentEvent, Refund
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from tests.pages.buying import fill_cart, place, two_makers, walk

pytestmark = pytest.mark.django_db


def pay(bank):
    session = bank.order("things", kind="checkout.session")[0]
    assert bank.order("pay", session=session["id"]) == ""


@pytest.fixture
def paid(client, bank):
    """Buy by card, as both sides know it."""
    fill_cart(client, *two_makers())
    walk(client, method="card")
    place(client)
    order = Order.objects.get()
    pay(bank)
    ask_gateway(order)
    order.refresh_from_db()
    assert order.status == "placed"
    return order


def found(order):
    lines = list(gateway_differences(timezone.now() + timedelta(days=1)))
    assert all(order.number in line for line in lines)
    return [line.split(": ")[1].split(",")[0] for line in lines]


def charge(bank):
    return bank.order("things", kind="charge")[0]


def change(bank, thing, **to):
    bank.order("change", kind=thing["object"], thing=thing["id"], to=to)


def refund(bank, amount):
    made = bank.call(
        "POST", "/v1/refunds", f"payment_intent={charge(bank)['payment_intent']}&amount={amount}"
    )
    assert made[0] == 200
    return made[1]


def test_when_both_say_the_same_nothing_differs(paid, bank):
    assert found(paid) == []
    assert run_reconcile(now=timezone.now() + timedelta(days=1)).count == 0


def test_what_is_younger_than_a_notice_takes_is_left_for_the_next_time(paid, bank):
    change(bank, charge(bank), amount_captured=1)
    assert list(gateway_differences(timezone.now())) == []


def test_a_charge_of_which_we_were_never_told(client, bank):
    fill_cart(client, *two_makers())
    walk(client, method="card")
    place(client)
    pay(bank)
    order = Order.objects.get()
    assert found(order) == ["not_told"]
    ask_gateway(order)
    assert found(order) == []


def test_a_charge_that_they_do_not_know(paid, bank):
    change(bank, charge(bank), status="failed", paid=False)
    assert found(paid) == ["not_charged"]


def test_another_amount(paid, bank):
    change(bank, charge(bank), amount_captured=charge(bank)["amount"] - 1)
    assert found(paid) == ["amount"]


def test_another_currency(paid, bank):
    change(bank, charge(bank), currency="eur")
    assert found(paid) == ["currency"]


def test_a_second_charge_of_one_payment(paid, bank):
    one = charge(bank)
    bank.order("put", thing=one | {"id": "ch_second"})
    assert found(paid) == ["charged_twice"]


def test_a_second_charge_that_we_were_told_of_is_the_same_on_both_sides(paid, bank):
    one = charge(bank)
    bank.order("put", thing=one | {"id": "ch_second"})
    event = PaymentEvent.objects.get(kind="charge", state="succeeded")
    PaymentEvent.objects.create(
        payment=event.payment,
        kind="charge",
        state="succeeded",
        amount=event.amount,
        gateway="card",
        event_id="second",
        data={"movement": "ch_second"},
    )
    assert found(paid) == []


def test_a_refund_made_there_alone(paid, bank):
    refund(bank, 500)
    assert found(paid) == ["refunded_there"]


def test_a_refund_with_us_alone(paid, bank):
    payment = Payment.objects.get()
    amount = payment.amount / 2
    PaymentEvent.objects.create(
        payment=payment,
        kind="refund",
        state="succeeded",
        amount=amount,
        gateway="card",
        event_id="r1",
        data={"movement": "re_none"},
    )
    assert found(paid) == ["refunded_here"]


def test_a_refund_that_a_person_handed_over_is_none_of_the_gateways(paid, bank):
    office = Actor(7, "Office")
    asked = Asked(ChangeKind.GOODWILL, goodwill=500)
    shown = propose(paid, asked).fingerprint
    change_order(paid, asked, fingerprint=shown, actor=office, reason="a thread was loose")
    refund_actions.drop(send_it_by_hand(), actor=office, reason="her card is closed")
    (by_hand,) = refund_actions.give_back(paid, actor=office, method="transfer")
    refund_actions.hand_over(by_hand, actor=office, receipt="line 7")
    assert found(paid) == []
    assert list(differences()) == []


def send_it_by_hand():
    """No gateway was asked yet: it waits for a second person, and is then given back another way."""
    Refund.objects.update(status="to_approve", needs_second=True, due_at=None)
    return Refund.objects.get()


def test_a_run_keeps_what_differs_with_its_check(paid, bank):
    change(bank, charge(bank), amount_captured=1)
    run = run_reconcile(now=timezone.now() + timedelta(days=1))
    assert (run.count, run.found[0][0]) == (1, CHECK)
    assert run.found[0][2] | {"order": paid.number, "off": "amount", "there": "0.01"} == run.found[0][2]
    line, cause = in_words(run.found[0])
    assert paid.number in line
    assert "0.01" in line
    assert cause == "Le montant a été modifié dans le service de paiement lui-même."


def test_a_gateway_that_does_not_answer_is_asked_the_next_time(paid, bank):
    bank.order("fail", place="GET /v1/charges", kind="500_before", times=4)
    assert found(paid) == []
