"""The buyer says on her order's page that a service was done; the operator writes down the maker's word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from producers.actions.deliver import deliver_announcements
from producers.models import Message
from producers.testing.builders import an_agent_for
from shop.models import OrderLine, ProducerOrder
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    a_market()
    order = a_placed_order(a_variant())
    OrderLine.objects.update(is_service=True)
    return order


def say(client, order, line=None, lang="fr"):
    number = line or OrderLine.objects.get(part__order=order).pk
    return client.post(f"/{lang}/orders/{order.token}/done/", {"line": number})


def test_the_buyer_says_it_and_then_the_operator_takes_the_makers_word(client, admin_client, order):
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    assert 'data-role="service-done" data-status="ahead"' in page
    assert f"/fr/orders/{order.token}/done/" in page
    assert say(client, order).status_code == 302
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    assert 'data-status="said_by_buyer"' in page
    assert f"/fr/orders/{order.token}/done/" not in page
    answer = admin_client.post(f"/admin/shop/orders/{order.pk}/done/", {"done-reason": "told on the phone"})
    assert answer.status_code == 302
    assert ProducerOrder.objects.get().status == "delivered"
    assert 'data-status="done"' in client.get(f"/fr/orders/{order.token}/").content.decode()


def test_too_early_is_said_on_the_page(client, order):
    OrderLine.objects.update(starts_at=timezone.now() + timedelta(days=1))
    answer = say(client, order)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert OrderLine.objects.get().buyer_said_done_at is None


def test_a_foreign_line_goods_and_nonsense_are_not_there(client, order):
    other = a_placed_order(a_variant())
    goods = OrderLine.objects.get(part__order=other)
    for line in (goods.pk, "x", "", "0", "9" * 40):
        assert say(client, order, line or " ").status_code == 404
    assert say(client, other, goods.pk).status_code == 404
    assert client.get(f"/fr/orders/{order.token}/done/").status_code == 405


def test_each_side_is_told_of_the_others_word(client, admin_client, order):
    an_agent_for(ProducerOrder.objects.get().producer)
    say(client, order)
    admin_client.post(f"/admin/shop/orders/{order.pk}/done/", {"done-reason": "told on the phone"})
    deliver_announcements()
    told = {message.kind: message for message in Message.objects.filter(kind__startswith="service.")}
    assert set(told) == {"service.done_says_buyer", "service.done_says_maker"}
    assert order.token in told["service.done_says_maker"].text
    assert order.token not in told["service.done_says_buyer"].text
