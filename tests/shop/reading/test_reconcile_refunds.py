"""Refunds on their way, in their rows and in the books: order by order, and none held in memory."""

import pytest
from django.db import transaction

from producers.domain.actors import Actor
from shop.actions.mark_paid import mark_paid
from shop.actions.post import post
from shop.actions.refund import give_back
from shop.domain.postings import Account, Posting, make_entry
from shop.models import Refund
from shop.reading import reconcile_refunds
from shop.reading.reconcile_refunds import refunds_on_their_way_are_booked
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order

pytestmark = pytest.mark.django_db
ONE = Actor(7, "One")


@pytest.fixture
def orders():
    """Three orders that were paid twice; what came too much is on its way back."""
    a_fee_rule()
    a_market(cash_limit=100_000)
    made = []
    for number in range(3):
        order = an_order(a_variant(price="100.00"), method="transfer")
        for word in ("", " again"):
            mark_paid(order, amount=order.total, statement=f"{number}{word}", actor=ONE)
        give_back(order, actor=ONE)
        made.append(order)
    return made


def booked(order, amount, currency="MAD"):
    sides = [
        Posting(Account.REFUNDS_SENT, -amount, currency),
        Posting(Account.REFUNDS_DUE, amount, currency),
    ]
    with transaction.atomic():
        post(make_entry("refund.requested", sides), key=f"test:{order}:{amount}", order=order)


def found():
    return [str(line) for line in refunds_on_their_way_are_booked()]


@pytest.fixture(params=[1, 2000])
def batch(request, monkeypatch):
    monkeypatch.setattr(reconcile_refunds, "BATCH", request.param)


@pytest.mark.usefixtures("batch")
def test_each_difference_is_named_with_its_order_and_its_amount(orders):
    assert found() == []
    first, second, third = orders
    booked(first, 500)
    booked(third, 700, "EUR")
    Refund.objects.filter(order=second).update(status="dropped")
    lines = found()
    assert len(lines) == 3
    for order, words in ((first, "-5.00 MAD"), (second, "MAD"), (third, "-7.00 EUR")):
        assert [words in line for line in lines if order.number in line] == [True]


def test_what_is_booked_for_no_order_is_named_too(orders):
    booked(None, 300)
    (line,) = found()
    assert "-3.00 MAD" in line


def test_how_many_questions_are_asked_does_not_grow(orders, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert found() == []
