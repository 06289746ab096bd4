"""The card path against the stand-in: what the shop sends is valid, and what is odd waits for a person."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from moneyed import Money

from shop.actions.ask_gateway import ask_about_waiting, handle_of
from shop.actions.expire_unpaid import expire_unpaid
from shop.gateways.base import Found, RefundRequest
from shop.gateways.registry import gateway
from shop.models import Allocation, ExceptionCase, Order, Payment, PaymentEvent, Stock
from storefront.settings.card import with_card
from tests.pages.buying import fill_cart, place, two_makers, walk
from tests.pages.stand_in import KEY, SECRET

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)


@pytest.fixture
def order(client, bank):
    fill_cart(client, *two_makers())
    walk(client, method="card")
    assert place(client).url.startswith(bank.api)
    return Order.objects.get()


def session(bank):
    return bank.order("things", kind="checkout.session")[0]


def pay(bank):
    assert bank.order("pay", session=session(bank)["id"]) == ""


def tell_all(client, bank):
    for body, signature in bank.order("held"):
        answer = client.post(
            "/webhooks/card/", body, content_type="application/json", headers={"Stripe-Signature": signature}
        )
        assert answer.status_code == 200, (json.loads(body)["type"], answer.content)


def test_paid_and_told(client, bank, order):
    pay(bank)
    tell_all(client, bank)
    tell_all(client, bank)
    order.refresh_from_db()
    assert order.status == "placed"
    assert len(bank.charges()) == 1
    assert not ExceptionCase.objects.exists()


def test_forms_may_lead_to_the_stand_in_and_nowhere_else(client, bank, order):
    policy = client.get(f"/fr/orders/{order.token}/").headers["Content-Security-Policy"]
    assert f"form-action 'self' {bank.api};" in f"{policy};"


def test_a_lost_notice_is_made_up_for_by_asking(bank, order):
    pay(bank)
    assert ask_about_waiting() == 0, "the notice has some minutes to arrive"
    assert ask_about_waiting(now=timezone.now() + timedelta(minutes=4)) == 1
    order.refresh_from_db()
    assert order.status == "placed"


def test_pieces_are_free_only_once_the_bank_has_closed_the_session(bank, order):
    promised = sum(Stock.objects.values_list("allocated", flat=True))
    assert expire_unpaid(now=timezone.now() + timedelta(minutes=34)) == 0
    bank.order("fail", place="", kind="500_before", times=9)
    assert expire_unpaid(now=timezone.now() + LATER) == 0
    assert sum(Stock.objects.values_list("allocated", flat=True)) == promised
    bank.order("clear")
    assert expire_unpaid(now=timezone.now() + LATER) == 1
    assert session(bank)["status"] == "expired"
    assert not Allocation.objects.open().exists()


def test_who_pays_in_the_last_second_has_paid(bank, order):
    pay(bank)
    assert expire_unpaid(now=timezone.now() + LATER) == 0
    order.refresh_from_db()
    assert order.status == "placed"


def test_money_after_the_end_waits_for_a_person_and_nothing_is_sold_twice(client, bank, order):
    pay(bank)
    Order.objects.filter(pk=order.pk).update(status="expired", ended_at=timezone.now())
    tell_all(client, bank)
    assert [row.kind for row in ExceptionCase.objects.all()] == ["paid_late"]


def test_a_failure_that_the_bank_has_saved_does_not_block_the_way(client, bank):
    fill_cart(client, *two_makers())
    walk(client, method="card")
    bank.order("fail", place="POST", kind="500_after")
    assert place(client).url.startswith(bank.api)
    keys = {row["key"] for row in bank.log() if row["method"] == "POST"}
    assert len(keys) == 2, "a saved failure asks for another key"
    pay(bank)
    assert len(bank.charges()) == 1


@pytest.mark.parametrize("changed", [{"amount_total": 1}, {"currency": "eur"}])
def test_another_amount_or_currency_than_asked_for_places_nothing(client, bank, order, changed):
    bank.order("change", session=session(bank)["id"], to=changed)
    pay(bank)
    tell_all(client, bank)
    order.refresh_from_db()
    assert order.status == "draft"
    assert ExceptionCase.objects.count() == 1


def test_a_notice_with_another_orders_reference_pays_that_order_only_with_its_amount(client, bank, order):
    other = Payment.objects.get()
    client.cookies.clear()
    fill_cart(client, *two_makers_again())
    walk(client, method="card")
    place(client)
    mine = Payment.objects.exclude(pk=other.pk).get()
    newest = session(bank)
    assert newest["client_reference_id"] == mine.reference
    bank.order(
        "change", session=newest["id"], to={"client_reference_id": other.reference, "amount_total": 100}
    )
    pay(bank)
    tell_all(client, bank)
    assert set(Order.objects.values_list("status", flat=True)) == {"draft"}
    assert [row.kind for row in ExceptionCase.objects.all()] == ["paid_too_little"]


def two_makers_again():
    return [line.variant for line in Payment.objects.get().order.cart.lines.select_related("variant")]


def test_a_refund_is_sent_once_and_never_above_what_was_charged(client, bank, order):
    pay(bank)
    tell_all(client, bank)
    payment = Payment.objects.get()
    way, handle = gateway("card"), handle_of(payment)
    part = RefundRequest(payment.reference, Money("10.00", "MAD"), "refund-1", handle)
    assert [way.refund(part).found for _ in range(3)] == [Found.DONE] * 3
    assert [refund["amount"] for refund in bank.order("things", kind="refund")] == [1000]
    too_much = RefundRequest(payment.reference, payment.amount, "refund-2", handle)
    assert way.refund(too_much).found is Found.FAILED
    bank.order("fail", place="POST", kind="cut_after")
    again = RefundRequest(payment.reference, Money("5.00", "MAD"), "refund-3", handle)
    assert way.refund(again).found is Found.DONE
    assert sorted(refund["amount"] for refund in bank.order("things", kind="refund")) == [500, 1000]


def test_a_refund_made_at_the_bank_waits_to_be_compared(client, bank, order):
    pay(bank)
    tell_all(client, bank)
    intent = session(bank)["payment_intent"]
    bank.call("POST", "/v1/refunds", f"payment_intent={intent}&amount=1000", Idempotency_Key="by-hand")
    tell_all(client, bank)
    tell_all(client, bank)
    found = ExceptionCase.objects.get()
    assert (found.kind, found.payment, found.amount.amount) == (
        "refund_succeeded",
        Payment.objects.get(),
        10,
    )
    assert PaymentEvent.objects.filter(state="succeeded").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"webhook_secret": ""},
        {"webhook_secret": "  "},
        {"key": "sk_live_1", "api_base": "http://127.0.0.1:1"},
        {"is_production": True},
        {"key": "sk_live_1", "api_base": "http://127.0.0.1:1", "is_production": True},
    ],
)
def test_keys_that_do_not_belong_together_stop_the_start(wrong):
    good = {"key": KEY, "webhook_secret": SECRET, "api_base": "", "is_production": False}
    assert "card" in with_card({"GATEWAYS": {}}, **good)["GATEWAYS"]
    with pytest.raises(ImproperlyConfigured):
        with_card({"GATEWAYS": {}}, **good | wrong)
