from itertools import product

import pytest
from django.db import transaction
from django.utils import timezone

from producers.actions.transactions import NoTransactionError
from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.move import move
from shop.domain.states import IllegalMoveError, OrderStatus, PhoneStatus, may_move
from shop.models import Order
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_draft

OPERATOR = Actor(7, "Operator")
PAIRS = [*product(OrderStatus, OrderStatus), *product(PhoneStatus, PhoneStatus)]


@pytest.fixture
def order(db):
    a_market()
    return a_draft(a_variant())


def field_of(status):
    return "confirmation" if isinstance(status, PhoneStatus) else "status"


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=str)
def test_only_the_moves_of_the_table_are_made_and_each_is_recorded(order, old, new):
    now, field = timezone.now(), field_of(new)
    Order.objects.filter(pk=order.pk).update(**{field: old.value}, placed_at=now)
    order.refresh_from_db()
    if may_move(old, new):
        with transaction.atomic():
            move(order, new, actor=OPERATOR, reason="because", placed_at=now)
        act = Act.objects.get(verb=f"order.{new.value}")
        assert (act.before, act.after, act.reason) == ({field: old.value}, {field: new.value}, "because")
        assert (act.actor_id, act.kind, act.object_id) == (7, "order", order.pk)
    else:
        with pytest.raises(IllegalMoveError), transaction.atomic():
            move(order, new, actor=OPERATOR)
        assert not Act.objects.filter(kind="order").exists()
    expected = new if may_move(old, new) else old
    assert getattr(Order.objects.get(), field) == expected.value


def test_who_comes_second_with_an_old_copy_is_refused(order):
    copy = Order.objects.get(pk=order.pk)
    with transaction.atomic():
        move(order, OrderStatus.CANCELLED, actor=OPERATOR)
    with pytest.raises(IllegalMoveError), transaction.atomic():
        move(copy, OrderStatus.EXPIRED, actor=OPERATOR)
    assert Order.objects.get().status == "cancelled"


def test_a_move_belongs_in_a_transaction(order):
    with pytest.raises(NoTransactionError):
        move(order, OrderStatus.CANCELLED, actor=OPERATOR)
    assert Order.objects.get().status == "draft"
