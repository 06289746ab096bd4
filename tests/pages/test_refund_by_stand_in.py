"""Refunds to a card, against the stand-in and its faults: whatever goes wrong, one refund and one entry."""

import json
from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from producers.domain.actors import Actor
from shop.actions.cancel import cancel
from shop.actions.refund import give_back
from shop.actions.send_refunds import send_refunds
from shop.domain.errors import RefusedError, Why
from shop.models import ExceptionCase, JournalEntry, Order, PaymentEvent, Posting, Refund
from shop.reading.paying import paid_for
from shop.reading.reconcile import differences
from tests.pages.buying import fill_cart, place, two_makers, walk

pytestmark = pytest.mark.django_db
OFFICE = Actor(7, "Office")
A_DAY = timedelta(days=1)


@pytest.fixture
def order(client, bank):
    fill_cart(client, *two_makers())
    walk(client, method="card")
    place(client)
    session = bank.order("things", kind="checkout.session")[0]
    assert bank.order("pay", session=session["id"]) == ""
    tell(client, held(bank))
    found = Order.objects.get()
    assert found.status == "placed"
    return found


def held(bank):
    return bank.order("held")


def tell(client, notices):
    for body, signature in notices:
        answer = client.post(
            "/webhooks/card/", body, content_type="application/json", headers={"Stripe-Signature": signature}
        )
        assert answer.status_code == 200, (json.loads(body)["type"], answer.content)


def refunds(bank):
    return bank.order("things", kind="refund")


def balance(kind):
    return sum((row.amount.amount for row in Posting.objects.filter(account__kind=kind)), 0)


def run(times=1):
    """Let the job run again and again, late enough for every pause."""
    for turn in range(times):
        send_refunds(now=timezone.now() + (turn + 1) * A_DAY)


def all_went_back_once(bank, order):
    assert [one["amount"] for one in refunds(bank)] == [int(order.total.amount * 100)]
    refund = Refund.objects.get()
    assert (refund.status, refund.method) == ("succeeded", "gateway")
    assert refund.movement == refunds(bank)[0]["id"]
    assert paid_for(order) == 0
    assert balance("gateway_clearing") == balance("refunds_due") == balance("refunds_sent") == 0
    assert JournalEntry.objects.filter(kind="refund.succeeded").count() == 1
    assert list(differences()) == []


def test_a_cancelled_order_is_paid_back_by_the_card(client, bank, order):
    cancel(order, actor=OFFICE, reason="asked")
    assert refunds(bank) == [], "nothing is sent in the transaction that asks for it"
    run()
    tell(client, held(bank) * 2)
    all_went_back_once(bank, order)
    assert not ExceptionCase.objects.filter(area="refunds").exists()


FAULTS = [
    "cut_before",
    "hang_before",
    "500_before",
    "429",
    "409",
    "cut_after",
    "hang_after",
    "500_after",
    "slow",
]


@pytest.mark.parametrize("place", ["POST /v1/refunds", "GET /v1/refunds", "GET /v1/checkout"])
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_there_is_one_refund(client, bank, order, fault, place):
    cancel(order, actor=OFFICE, reason="asked")
    for times in (1, 3):
        bank.order("fail", place=place, kind=fault, seconds=0.7, times=times)
        run()
    bank.order("clear")
    bank.order("fail", place="hook", kind="hold")
    run(3)
    tell(client, held(bank))
    all_went_back_once(bank, order)


@pytest.mark.parametrize("turn", range(4))
def test_notices_before_our_own_answer_doubled_and_shuffled_end_the_same(client, bank, order, turn):
    cancel(order, actor=OFFICE, reason="asked")
    bank.order("fail", place="POST /v1/refunds", kind="cut_after", times=2)
    run()
    notices = [one for one in held(bank) if "refund" in json.loads(one[0])["type"]]
    shuffled = list(permutations(notices))[turn % max(len(list(permutations(notices))), 1)]
    tell(client, [*shuffled, *reversed(shuffled)])
    run(2)
    all_went_back_once(bank, order)


def test_missing_notices_change_nothing(bank, order):
    cancel(order, actor=OFFICE, reason="asked")
    run(2)
    all_went_back_once(bank, order)


def test_what_the_bank_sends_back_later_is_due_again(client, bank, order):
    cancel(order, actor=OFFICE, reason="asked")
    run()
    made = refunds(bank)[0]
    notices = [
        bank.order("tell", kind="refund.failed", about=made | {"status": "failed"}),
    ]
    tell(client, [*held(bank), *notices])
    refund = Refund.objects.get()
    assert refund.status == "failed"
    assert balance("refunds_due") == -order.total.amount
    assert balance("gateway_clearing") == order.total.amount
    assert ExceptionCase.objects.get(kind="refund_failed").order == order
    assert list(differences()) == []
    (again,) = give_back(order, actor=OFFICE, method="transfer")
    assert again.amount == order.total


def test_refused_by_the_gateway_it_is_due_again(bank, order):
    intent = bank.order("things", kind="checkout.session")[0]["payment_intent"]
    bank.call("POST", "/v1/refunds", f"payment_intent={intent}", Idempotency_Key="by-hand")
    cancel(order, actor=OFFICE, reason="asked")
    run(2)
    assert Refund.objects.get().status == "failed"
    assert balance("refunds_due") == -order.total.amount
    assert len(refunds(bank)) == 1


def dispute(bank, status, **more):
    session = bank.order("things", kind="checkout.session")[0]
    charge = bank.charges()[0]
    kind = "charge.dispute.created" if status == "needs_response" else "charge.dispute.closed"
    about = {
        "id": "du_1", "object": "dispute", "amount": charge["amount"], "currency": charge["currency"],
        "charge": charge["id"], "payment_intent": session["payment_intent"], "status": status,
    }  # fmt: skip
    return bank.order("tell", kind=kind, about=about | more)


def test_while_the_bank_decides_nothing_goes_back_and_when_it_is_won_what_is_due_does(client, bank, order):
    tell(client, [dispute(bank, "needs_response")] * 2)
    assert balance("disputes") == order.total.amount
    cancel(order, actor=OFFICE, reason="asked")
    assert not Refund.objects.exists()
    with pytest.raises(RefusedError) as refused:
        give_back(order, actor=OFFICE, amount=order.total)
    assert refused.value.code is Why.DISPUTED
    assert ExceptionCase.objects.filter(kind="refund_waits").exists()
    assert list(differences()) == []
    tell(client, [dispute(bank, "won")] * 2)
    assert balance("disputes") == 0
    run()
    all_went_back_once(bank, order)


def test_a_lost_dispute_is_the_refund_of_what_was_due(client, bank, order):
    cancel(order, actor=OFFICE, reason="asked")
    tell(client, [dispute(bank, "lost"), dispute(bank, "needs_response")])
    run()
    assert refunds(bank) == [], "the buyer has her money from her bank"
    assert balance("disputes") == balance("disputes_lost") == balance("refunds_due") == 0
    assert Refund.objects.get().status == "dropped"
    assert list(differences()) == []


def test_a_lost_dispute_of_goods_that_stay_away_is_borne_by_the_shop(client, bank, order):
    tell(client, [dispute(bank, "needs_response"), dispute(bank, "lost"), dispute(bank, "lost")])
    assert balance("disputes_lost") == order.total.amount
    assert balance("gateway_clearing") == balance("disputes") == 0
    with pytest.raises(RefusedError):
        give_back(order, actor=OFFICE, amount=order.total)
    assert list(differences()) == []


def test_a_question_of_the_bank_moves_no_money(client, bank, order):
    tell(client, [dispute(bank, "warning_needs_response")])
    assert balance("disputes") == 0
    assert not PaymentEvent.objects.filter(kind="dispute").exists()
    assert ExceptionCase.objects.filter(kind__startswith="dispute").exists()
