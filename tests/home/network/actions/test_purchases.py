"""Joint purchases: promised, ordered when enough is, received and booked; and what is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from moneyed import Money

from home.network.actions.purchases import drop, order, pledge, receive, withdraw
from home.network.domain.purchases import PurchaseRefusedError, PurchaseState, may_step, shares
from home.network.models import Pledge, Purchase
from home.network.testing.builders import a_purchase
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer
from shop.models import Posting
from shop.reading.payables import owed_to
from shop.reading.reconcile import differences
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def why(call) -> str:
    with pytest.raises(PurchaseRefusedError) as refused:
        call()
    return refused.value.why.value


def an_ordered_purchase(*quantities: int) -> tuple[Purchase, list]:
    row, makers = a_purchase(), [a_producer() for _one in quantities]
    for maker, quantity in zip(makers, quantities, strict=True):
        pledge(row, maker, quantity, actor=SYSTEM)
    return order(row, actor=SYSTEM), makers


def test_shares_add_up_to_the_last_hundredth():
    assert shares([7, 7, 7], 3000, 100) == [(21000, 34), (21000, 33), (21000, 33)]
    with pytest.raises(ValueError, match="negative"):
        shares([1], 100, -1)


def test_what_is_received_or_given_up_stays_so():
    assert not any(may_step(end, new) for end in ("received", "dropped") for new in PurchaseState)


def test_a_promise_is_changed_and_taken_back_until_it_is_ordered():
    row, her, other = a_purchase(), a_producer(), a_producer()
    pledge(row, her, 8, actor=SYSTEM)
    pledge(row, her, 12, actor=SYSTEM)
    pledge(row, other, 9, actor=SYSTEM)
    assert Purchase.objects.get().pledged == 21
    withdraw(row, other, actor=SYSTEM)
    assert why(lambda: withdraw(row, other, actor=SYSTEM)) == "nothing"
    assert (Purchase.objects.get().pledged, Pledge.objects.get().quantity) == (12, 12)
    assert why(lambda: order(row, actor=SYSTEM)) == "not_reached"
    pledge(row, other, 8, actor=SYSTEM)
    assert order(row, actor=SYSTEM).state == "ordered"
    for late in (
        lambda: pledge(row, her, 30, actor=SYSTEM),
        lambda: pledge(row, a_producer(), 5, actor=SYSTEM),
        lambda: withdraw(row, her, actor=SYSTEM),
    ):
        assert why(late) == "not_open"
    assert Purchase.objects.get().pledged == 20


def test_too_little_too_much_too_late_and_not_approved_are_refused():
    row, her = a_purchase(), a_producer()
    assert why(lambda: pledge(row, her, 4, actor=SYSTEM)) == "below"
    assert why(lambda: pledge(row, her, 100_001, actor=SYSTEM)) == "too_much"
    assert why(lambda: pledge(row, a_producer(status="applied"), 5, actor=SYSTEM)) == "not_active"
    after = timezone.now() + timedelta(days=15)
    assert why(lambda: pledge(row, her, 5, actor=SYSTEM, now=after)) == "not_open"
    assert not Pledge.objects.exists()
    assert why(lambda: a_purchase(least_all=4)) == "amount"


def test_each_owes_her_share_to_the_organiser_and_the_books_agree():
    row, makers = an_ordered_purchase(7, 7, 7)
    receive(row, Money(1, "MAD"), actor=SYSTEM)
    assert [owed_to(maker, "MAD") for maker in makers] == [-21034, -21033, -21033]
    supplied = Posting.objects.get(account__kind="materials")
    assert (supplied.account.organisation, supplied.amount.amount) == (row.organiser, -631)
    assert not list(differences())
    assert why(lambda: receive(row, Money(1, "MAD"), actor=SYSTEM)) == "state"
    assert why(lambda: drop(row, actor=SYSTEM, reason="too late")) == "state"
    Pledge.objects.filter(organisation=makers[0]).update(quantity=8)
    assert len(list(differences())) == 1


def test_it_is_received_only_when_ordered_and_costs_are_no_less_than_nothing():
    row = a_purchase()
    assert why(lambda: receive(row, Money(1, "MAD"), actor=SYSTEM)) == "state"
    row, _makers = an_ordered_purchase(20)
    assert why(lambda: receive(row, Money(-1, "MAD"), actor=SYSTEM)) == "amount"
    assert why(lambda: receive(row, Money(1, "EUR"), actor=SYSTEM)) == "amount"
    drop(row, actor=SYSTEM, reason="the supplier has none")
    assert not Posting.objects.exists()


def test_the_table_itself_is_not_ordered_below_the_minimum():
    row = a_purchase()
    for wrong in ({"state": "ordered"}, {"state": "lost"}, {"least_each": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Purchase.objects.filter(pk=row.pk).update(**wrong)
