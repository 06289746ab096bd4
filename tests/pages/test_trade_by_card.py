"""A trade buyer pays her advance and her balance by card, against the stand-in, and changes the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from producers.domain.actors import SYSTEM
from producers.models import Act
from producers.testing.builders import a_producer
from shop.actions.ask_gateway import ask_about_waiting
from shop.actions.change_way import pay_in_another_way
from shop.actions.mark_paid import mark_paid
from shop.domain.errors import RefusedError, Why
from shop.gateways.base import Found, Outcome
from shop.models import ExceptionCase, Order
from shop.reading.balance import awaited_payment, balance_of
from shop.reading.matching import Waited
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.trade import a_quote, accepted

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=4)


@pytest.fixture
def quote(bank):
    a_market()
    return a_quote(a_variant(a_product(producer=a_producer(number=31, slug="w1")), stock=2))


@pytest.fixture
def order(quote):
    return accepted(quote, method="card")


def page(order):
    return f"/fr/orders/{order.token}/"


def sessions(bank):
    return bank.order("things", kind="checkout.session")


def pays_there(bank):
    (open_one,) = [one for one in sessions(bank) if one["status"] == "open"]
    assert bank.order("pay", session=open_one["id"]) == ""


def tell_all(client, bank):
    for body, signature in bank.order("held"):
        headers = {"Stripe-Signature": signature}
        answer = client.post("/webhooks/card/", body, content_type="application/json", headers=headers)
        assert answer.status_code == 200


def fresh(order):
    return Order.objects.get(pk=order.pk)


def otherwise(client, order, method):
    return client.post(f"{page(order)}pay-otherwise/", {"method": method})


def test_advance_and_balance_by_card_each_told_twice(client, bank, order):
    assert client.post(f"{page(order)}pay/").url.startswith(bank.api)
    pays_there(bank)
    tell_all(client, bank)
    tell_all(client, bank)
    placed = fresh(order)
    assert (placed.status, balance_of(placed)) == ("placed", int((order.total - order.advance).amount * 100))
    assert 'data-role="pay-elsewhere"' in client.get(page(order)).content.decode()
    assert client.post(f"{page(order)}pay/").url.startswith(bank.api)
    pays_there(bank)
    tell_all(client, bank)
    assert balance_of(fresh(order)) == 0
    assert [one["amount"] for one in bank.charges()] == [
        int(amount.amount * 100) for amount in (order.advance, order.total - order.advance)
    ]
    assert not ExceptionCase.objects.exists()
    assert list(differences()) == []


def test_a_lost_notice_of_advance_and_balance_is_made_up_for_by_asking(client, bank, order):
    for left in (1, 0):
        client.post(f"{page(order)}pay/")
        pays_there(bank)
        assert ask_about_waiting(now=timezone.now() + SOON) == 1
        assert bool(balance_of(fresh(order))) is bool(left)
    assert ask_about_waiting(now=timezone.now() + SOON) == 0
    assert list(differences()) == []


def test_a_card_that_is_refused_pays_nothing_and_the_transfer_does(client, bank, order):
    client.post(f"{page(order)}pay/")
    (open_one,) = sessions(bank)
    assert bank.order("pay", session=open_one["id"], card="0002") == "card_declined"
    tell_all(client, bank)
    assert fresh(order).status == "draft"
    assert 'name="method" value="transfer"' in client.get(page(order)).content.decode()
    assert otherwise(client, order, "transfer").url == page(order)
    assert [one["status"] for one in sessions(bank)] == ["expired"]
    changed = fresh(order)
    assert (changed.method, changed.total, changed.advance) == ("transfer", order.total, order.advance)
    assert changed.pay_until > timezone.now() + timedelta(days=1)
    shown = client.get(page(order)).content.decode()
    assert 'data-role="payment-instructions"' in shown
    assert f'data-role="due" data-amount="{int(order.advance.amount * 100)}"' in shown
    assert Act.objects.filter(verb="order.other_way").count() == 1
    mark_paid(changed, amount=order.advance, statement="1", actor=SYSTEM)
    assert fresh(order).status == "placed"
    assert list(differences()) == []


def test_the_balance_by_card_after_an_advance_by_transfer(client, bank, quote):
    order = accepted(quote)
    assert otherwise(client, order, "card").url.startswith(bank.api)
    assert otherwise(client, order, "card").url.startswith(bank.api)  # pressed twice: the same one
    assert len(sessions(bank)) == 1
    otherwise(client, order, "transfer")
    mark_paid(fresh(order), amount=order.advance, statement="1", actor=SYSTEM)
    assert otherwise(client, order, "card").url.startswith(bank.api)
    pays_there(bank)
    tell_all(client, bank)
    assert balance_of(fresh(order)) == 0
    ways = [payment.gateway for payment in order.payments.all()]  # the advance three times, the balance twice
    assert ways == ["transfer", "card", "transfer", "transfer", "card"]
    assert list(differences()) == []


def test_paid_meanwhile_or_in_full_no_other_way_is_opened(client, bank, order):
    client.post(f"{page(order)}pay/")
    pays_there(bank)
    with pytest.raises(RefusedError) as refused:
        pay_in_another_way(order, "transfer")  # she pressed on a page of before
    assert refused.value.code is Why.NOT_PAYABLE
    placed = fresh(order)
    assert (placed.status, placed.method) == ("placed", "card")
    assert awaited_payment(placed).gateway == "card"
    client.post(f"{page(order)}pay/")
    pays_there(bank)
    tell_all(client, bank)
    assert otherwise(client, order, "transfer").url == page(order)
    assert order.payments.count() == 2
    assert "other-ways" not in client.get(page(order)).content.decode()


def test_while_the_bank_does_not_answer_nothing_changes(client, bank, order):
    client.post(f"{page(order)}pay/")
    bank.order("fail", place="", kind="500_before", times=9)
    assert otherwise(client, order, "transfer").url == page(order)
    bank.order("clear")
    assert (fresh(order).method, order.payments.count()) == ("card", 1)


@pytest.mark.parametrize("method", ["cash", "gold", ""])
def test_a_way_that_is_not_offered_changes_nothing(client, bank, order, method):
    assert otherwise(client, order, method).url == page(order)
    assert (fresh(order).method, order.payments.count()) == ("card", 1)


def test_a_transfer_that_was_on_its_way_still_places_the_order(client, bank, quote):
    order = accepted(quote)
    first = order.payments.get()
    otherwise(client, order, "card")
    otherwise(client, order, "transfer")
    waited = Waited()
    last = fresh(order).payments.last()
    assert [one.payment for one in waited._by_number.values()] == [last.pk]
    assert first.reference != last.reference
    mark_paid(fresh(order), amount=order.advance, statement="7", actor=SYSTEM)
    assert fresh(order).status == "placed"


def test_changing_again_and_again_gains_no_time(bank, order):
    later = order.created_at + timedelta(days=40)
    pay_in_another_way(order, "transfer", now=later)
    assert fresh(order).pay_until == later + timedelta(hours=1)


def test_money_that_comes_in_while_the_way_is_changed_counts_and_nothing_is_opened(bank, quote, monkeypatch):
    order = accepted(quote)

    def paid_meanwhile(payment):
        mark_paid(order, amount=order.advance, statement="9", actor=SYSTEM)
        return Outcome(Found.UNKNOWN)

    monkeypatch.setattr("shop.actions.change_way.close", paid_meanwhile)
    with pytest.raises(RefusedError) as refused:
        pay_in_another_way(order, "card")
    assert refused.value.code is Why.NOT_PAYABLE
    placed = fresh(order)
    assert (placed.status, placed.method) == ("placed", "transfer")
    assert [payment.gateway for payment in placed.payments.all()] == ["transfer", "transfer"]
    assert list(differences()) == []
