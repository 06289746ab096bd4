"""The fee of a stand by card, and in another way: she stays at her order, and is led to no empty cart."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from home.stands.actions.allocate import allocate, confirm
from home.stands.actions.apply import apply
from home.stands.actions.fees import pay_fee
from home.stands.models import StandApplication
from home.stands.testing.builders import a_paid_offer
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer
from shop.actions.mark_paid import mark_paid
from shop.actions.reopen import reopen
from shop.domain.errors import RefusedError, Why
from shop.models import Cart, Order
from shop.reading.reconcile import differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(bank):
    offer = a_paid_offer()
    asked = apply(offer, a_producer(phone="+212612345678"), actor=SYSTEM)
    allocate(asked, 1, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    asked.refresh_from_db()
    return asked


def test_she_takes_another_way_at_her_order_and_the_stand_is_hers(client, bank, row):
    order = pay_fee(row, "card", actor=SYSTEM)
    page = f"/fr/orders/{order.token}/"
    client.post(f"{page}pay/")
    shown = client.get(page).content.decode()
    assert 'name="method" value="transfer"' in shown
    assert shown.count("pay-otherwise/") == 1  # the button that leads to a cart is not there
    carts = Cart.objects.count()
    assert client.post(f"{page}pay-otherwise/", {"method": "transfer"}).url == page
    changed = Order.objects.get()
    assert (changed.pk, changed.method, changed.status, Cart.objects.count()) == (
        order.pk, "transfer", "draft", carts,
    )  # fmt: skip
    day_after = datetime.combine(row.pay_by + timedelta(days=1), time())
    assert timezone.now() < changed.pay_until <= timezone.make_aware(day_after)
    assert 'data-role="payment-instructions"' in client.get(page).content.decode()
    mark_paid(changed, amount=changed.total, statement="1", actor=SYSTEM)
    deliver_announcements()
    assert StandApplication.objects.get().state == "placed"
    assert not list(differences())


def test_an_old_page_that_asks_for_the_cart_is_told_why_not(client, row):
    order = pay_fee(row, "transfer", actor=SYSTEM)
    with pytest.raises(RefusedError) as refused:
        reopen(order)
    assert refused.value.code is Why.NOT_PAYABLE
    answer = client.post(f"/fr/orders/{order.token}/pay-otherwise/")
    assert answer.url == f"/fr/orders/{order.token}/"
    order.refresh_from_db()
    assert (order.status, StandApplication.objects.get().state) == ("draft", "to_pay")
