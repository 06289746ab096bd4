"""One of two makers declines: only her part is owed back or no longer to be paid."""

import pytest

from shop.actions import fulfil
from shop.actions.mark_paid import mark_paid
from shop.domain.money import minor
from shop.models import Refund
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order
from tests.shop.actions.test_fulfil import MAKER, balance

pytestmark = pytest.mark.django_db


def test_declining_one_of_two_paid_parts_owes_back_that_part_alone():
    market = a_market()
    order = a_placed_order(a_variant(stock=3), a_variant(a_product(), stock=3))
    mark_paid(order, amount=order.total, statement="S1", actor=MAKER)
    first, second = order.parts.order_by("pk")
    fulfil.decline(first, actor=MAKER, reason="no wool")
    order.refresh_from_db()
    assert order.status == "placed"
    assert sum(minor(refund.amount) for refund in Refund.objects.all()) == minor(first.goods)
    fulfil.decline(second, actor=MAKER, reason="no wool")
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert sum(minor(refund.amount) for refund in Refund.objects.all()) == minor(order.total)
    assert market.currency == "MAD"
    assert list(differences()) == []


def test_declining_one_of_two_unpaid_parts_lowers_what_is_to_be_paid():
    a_market()
    order = a_placed_order(a_variant(stock=3), a_variant(a_product(), stock=3))
    first, second = order.parts.order_by("pk")
    fulfil.decline(first, actor=MAKER, reason="no wool")
    assert balance("buyer_clearing") == minor(second.goods)
    assert balance("refunds_due") == 0
