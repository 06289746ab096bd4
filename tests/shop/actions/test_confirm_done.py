"""A service is done when both sides have said so, in any order, and only then."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.domain.actors import BUYER, Actor
from producers.models import Act, Announcement
from shop.actions.confirm_done import confirm_done
from shop.domain.errors import RefusedError, Why
from shop.domain.states import ServiceStatus, Side
from shop.models import OrderLine, ProducerOrder
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_draft, a_placed_order

AGENT = Actor(7, "Agent")
WHO = {Side.MAKER: AGENT, Side.BUYER: BUYER}
pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    a_market()
    return a_service(a_placed_order(a_variant()))


def a_service(order, **fields) -> OrderLine:
    OrderLine.objects.filter(part__order=order).update(is_service=True, **fields)
    return OrderLine.objects.get(part__order=order)


@pytest.mark.parametrize("sides", list(permutations(Side)), ids=str)
def test_it_is_done_when_both_have_said_so_whoever_is_first(line, sides):
    first, second = sides
    assert confirm_done(line, first, actor=WHO[first]) is not ServiceStatus.DONE
    assert ProducerOrder.objects.get().status == "placed"
    assert confirm_done(line, second, actor=WHO[second]) is ServiceStatus.DONE
    assert ProducerOrder.objects.get().status == "delivered"
    said = Act.objects.filter(verb__startswith="service.").order_by("pk")
    assert [act.actor_name for act in said] == [WHO[side].name for side in sides]
    assert Announcement.objects.filter(kind__startswith="service.").count() == 2


@pytest.mark.parametrize("side", Side)
def test_saying_it_twice_changes_nothing(line, side):
    confirm_done(line, side, actor=WHO[side])
    before = OrderLine.objects.values().get()
    confirm_done(line, side, actor=WHO[side], now=timezone.now() + timedelta(days=1))
    assert OrderLine.objects.values().get() == before
    assert Act.objects.filter(verb__startswith="service.").count() == 1


@pytest.mark.parametrize("side", Side)
def test_nobody_can_say_it_before_it_begins(line, side):
    OrderLine.objects.update(starts_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(RefusedError) as refusal:
        confirm_done(line, side, actor=WHO[side])
    assert refusal.value.code is Why.NOT_YET
    assert not Act.objects.filter(verb__startswith="service.").exists()


@pytest.mark.parametrize("status", ["waiting", "declined", "cancelled", "returned"])
def test_a_part_that_is_not_under_way_cannot_be_done(line, status):
    ProducerOrder.objects.update(status=status)
    with pytest.raises(RefusedError) as refusal:
        confirm_done(line, Side.BUYER, actor=BUYER)
    assert refusal.value.code is Why.NOT_UNDER_WAY


def test_goods_are_told_by_their_parcel():
    a_market()
    order = a_placed_order(a_variant())
    with pytest.raises(ValueError, match="goods"):
        confirm_done(OrderLine.objects.get(part__order=order), Side.BUYER, actor=BUYER)


def test_the_database_refuses_a_word_about_goods():
    a_market()
    a_draft(a_variant())
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderLine.objects.update(buyer_said_done_at=timezone.now())


def test_goods_in_the_same_part_keep_it_under_way():
    a_market()
    cup = a_variant()
    lesson = a_variant(product=cup.product)
    order = a_placed_order(cup, lesson)
    line = OrderLine.objects.get(variant=lesson, part__order=order)
    OrderLine.objects.filter(pk=line.pk).update(is_service=True)
    line.refresh_from_db()
    for side in Side:
        confirm_done(line, side, actor=WHO[side])
    assert ProducerOrder.objects.get().status == "placed"
