"""A maker's heaps of orders: whose they are, how many are read at once, how light the screens are."""

import pytest
from django.test import Client
from django.utils import timezone

from producers.models import Act, Grant
from producers.testing.builders import (
    a_cooperative,
    a_producer,
    a_user,
    an_agent_for,
    an_owner_of,
)
from shop.actions import fulfil
from shop.models import PartPhoto, ProducerOrder
from shop.reading.my_orders import PER_PAGE
from tests.portal.orders.acts import HER, page, status_of
from tests.portal.path import a_photo, a_rug, at, signed_in, sold

pytestmark = pytest.mark.django_db


def test_foreign_orders_do_not_exist_and_nothing_changes(client, part):
    stranger = signed_in(an_owner_of(a_producer(), username="stranger"))
    fulfil.accept(part, actor=HER)
    photo_at = at("order_photo_file", part.number, 1)
    names = ("order", "order_step", "order_decline", "order_photo", "order_hand_over", "order_slip")
    before = (list(ProducerOrder.objects.values()), Act.objects.count())
    for url in [*(at(name, part.number) for name in names), photo_at]:
        assert stranger.get(url).status_code == 404, url
        form = {"do": "pack", "reason": "no_time", "who": "other", "name": "x", "photo": a_photo()}
        assert stranger.post(url, form).status_code in (404, 405), url
    assert (list(ProducerOrder.objects.values()), Act.objects.count()) == before
    assert not PartPhoto.objects.exists()
    assert part.number not in page(stranger, "orders")


@pytest.mark.parametrize("number", ["x", "0", "1-2-3", "9" * 300])
def test_numbers_that_are_none_are_nowhere(client, number):
    assert client.get(at("order", number)).status_code == 404


@pytest.mark.parametrize(
    ("permission", "sees", "acts"),
    [("manage_orders", True, True), ("see_orders", True, False), ("manage_stock", False, False)],
)
def test_an_agent_does_what_the_grant_says_in_her_name(maker, part, permission, sees, acts):
    agent = an_agent_for(maker, permission=permission, username="agent")
    client = signed_in(agent)
    assert (client.get(at("order", part.number)).status_code == 200) is sees
    if sees:
        assert ('data-role="next-step"' in page(client, "order", part.number)) is acts
    answer = client.post(at("order_step", part.number), {"do": "accept"})
    assert (answer.status_code, status_of(part)) == ((302, "accepted") if acts else (404, "placed"))
    if acts:
        act = Act.objects.get(verb="producerorder.accepted")
        assert (act.actor_id, act.for_organisation_id) == (agent.pk, maker.pk)
        Grant.objects.update(withdrawn_at=timezone.now())
        assert client.get(at("order", part.number)).status_code != 200


def test_a_group_sees_its_own_orders(part):
    group = a_cooperative(name="Coopérative")
    own = sold(a_rug(group))
    client = signed_in(an_owner_of(group, username="head"))
    listed = page(client, "orders")
    assert own.number in listed
    assert part.number not in listed


def test_heaps_are_counted_and_turned_page_by_page(client, maker, django_assert_max_num_queries):
    rug = a_rug(maker, stock=200)
    for _ in range(PER_PAGE + 3):
        sold(rug)
    client.get(at("orders"))
    most = 20
    with django_assert_max_num_queries(most):
        listed = page(client, "orders")
    assert listed.count('data-role="my-order"') == PER_PAGE
    assert f'data-heap="accept" data-count="{PER_PAGE + 3}"' in listed
    second = client.get(at("orders") + "?do=accept&page=2").content.decode()
    assert second.count('data-role="my-order"') == 3
    assert client.get(at("orders") + "?do=nonsense&page=x").status_code == 200
    ProducerOrder.objects.filter(pk__gt=ProducerOrder.objects.order_by("pk")[2].pk).update(status="waiting")
    with django_assert_max_num_queries(most):
        page(client, "orders")


def test_one_order_asks_the_database_little(client, part, django_assert_max_num_queries):
    page(client, "order", part.number)
    with django_assert_max_num_queries(20):
        page(client, "order", part.number)


def test_what_is_not_paid_yet_is_not_there(client, part):
    ProducerOrder.objects.update(status="waiting")
    assert client.get(at("order", part.number)).status_code == 404
    assert part.number not in page(client, "orders")


def test_every_screen_is_light(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    urls = [
        at("orders"),
        *(at(name, part.number) for name in ("order", "order_slip", "order_photo", "order_hand_over")),
    ]
    assert max(len(client.get(url).content) for url in urls) < 40_000


def test_nobody_else_is_let_in(part):
    assert Client().get(at("orders")).status_code == 302
    assert signed_in(a_user("buyer")).get(at("order", part.number)).status_code == 302
