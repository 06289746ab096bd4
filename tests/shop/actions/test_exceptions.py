"""The queue of what does not fit: raised once, looked after by one, closed with a note."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.close_exception import AlreadyClosedError, close_exception
from shop.actions.raise_exception import About, raise_exception
from shop.actions.take_exception import TakenError, take_exception
from shop.models import ExceptionCase
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db
OPERATOR = Actor(7, "operator")


@pytest.fixture
def order():
    a_market(cash_limit=10_000)
    a_fee_rule()
    return a_placed_order(a_variant())


def test_it_is_raised_once_and_knows_its_area_and_what_to_do(order):
    part = order.parts.get()
    for _ in range(2):
        raise_exception("ship_late", key=f"part:{part.pk}:late", about=About(order=order, row=part))
    case = ExceptionCase.objects.get()
    assert (case.area, case.suggestion) == ("deadlines", "call")
    assert (case.about_kind, case.about_id) == ("producerorder", part.pk)


def test_what_is_about_a_payment_is_about_its_order(order):
    payment = order.payments.get()
    case = raise_exception("paid_late", key="k", about=About(payment=payment), amount=Money(5, "MAD"))
    assert (case.order, case.gateway, case.amount) == (order, "cash", Money(5, "MAD"))


def test_closed_it_stays_closed_when_raised_again(order):
    case = raise_exception("cash_old", key="k", about=About(order=order))
    close_exception(case, actor=OPERATOR, note="The carrier has paid")
    assert raise_exception("cash_old", key="k", about=About(order=order)).closed_at
    with pytest.raises(AlreadyClosedError):
        close_exception(case, actor=OPERATOR, note="Again")


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_without_a_key_it_is_refused(key, order):
    with pytest.raises(ValueError, match="key"):
        raise_exception("cash_old", key=key, about=About(order=order))
    assert not ExceptionCase.objects.exists()


def test_of_two_who_saw_nobody_look_after_it_one_gets_it(order):
    one, two = (get_user_model().objects.create(username=name) for name in ("one", "two"))
    case = raise_exception("cash_old", key="k", about=About(order=order))
    seen_by_two = ExceptionCase.objects.get()
    take_exception(case, owner=one, actor=OPERATOR)
    with pytest.raises(TakenError):
        take_exception(seen_by_two, owner=two, actor=OPERATOR)
    assert ExceptionCase.objects.get().owner == one
    assert Act.objects.get(verb="exception.taken").after == {"owner": one.pk}


def test_a_closed_one_is_nobodys_to_take(order):
    case = raise_exception("cash_old", key="k", about=About(order=order))
    seen = ExceptionCase.objects.get()
    close_exception(case, actor=OPERATOR, note="done")
    with pytest.raises(TakenError):
        take_exception(seen, owner=get_user_model().objects.create(username="one"), actor=OPERATOR)


def test_rows_of_before_get_their_key_order_area_and_amount(order):
    told = {"event_id": "e1", "reference": "r", "amount": "12.50", "currency": "MAD"}
    payment = order.payments.get()
    old = [
        ExceptionCase.objects.create(
            payment=payment, gateway="cash", kind=kind, data=data, suggestion="compare"
        )
        for kind, data in (("paid_late", told), ("paid_late", told), ("told_otherwise", {"amount": "?"}))
    ]
    import_module("shop.migrations.0010_one_queue_of_exceptions").fill_in(apps, None)
    first, second, third = ExceptionCase.objects.all()
    assert (first.key, second.key) == ("cash:paid_late:e1", f"cash:paid_late:e1:{old[1].pk}")
    assert (first.order, first.area, first.amount) == (order, "payments", Money("12.50", "MAD"))
    assert (third.area, third.amount) == ("hooks", None)
