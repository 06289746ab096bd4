from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from producers.actions.transactions import NoTransactionError
from producers.testing.builders import an_organisation
from shop.actions.allocate import ShortError, allocate, release
from shop.domain.availability import Shortage
from shop.domain.errors import Why
from shop.models import Allocation, Hold, Listing, Order, OrderLine, Stock
from shop.testing.builders import a_cart, a_market, a_place, a_stock, a_variant, on_show
from shop.testing.orders import a_draft

pytestmark = pytest.mark.django_db


def promised() -> dict[int, int]:
    return dict(Stock.objects.values_list("pk", "allocated"))


def give_back(order: Order) -> int:
    with transaction.atomic():
        return release(OrderLine.objects.filter(part__order=order))


def test_pieces_are_promised_and_the_lists_know():
    variant = a_variant(stock=1)
    on_show(variant)
    a_draft(variant)
    assert list(promised().values()) == [1]
    assert Allocation.objects.get().quantity == 1
    assert not Listing.objects.get().is_available


def is_listed_as_there() -> bool:
    return Listing.objects.get().is_available


def test_lists_are_written_only_when_an_order_may_change_what_they_say():
    variant = a_variant(stock=5)
    on_show(variant)
    Listing.objects.update(is_available=False)  # not so: whoever writes the lists again would find out
    a_draft((variant, 2))
    assert not is_listed_as_there()
    Listing.objects.update(is_available=True)
    a_draft((variant, 3))
    assert not is_listed_as_there()


def test_lists_are_written_while_pieces_are_owed_at_another_place():
    variant = a_variant(stock=3)
    on_show(variant)
    a_stock(variant, pieces=0, cap=4, place=a_place(an_organisation()))
    a_draft((variant, 4))
    Stock.objects.filter(on_hand=3).update(on_hand=6)
    Listing.objects.update(is_available=False)
    a_draft((variant, 1))
    assert is_listed_as_there()


def test_every_short_line_is_named_and_nothing_is_taken():
    enough, short, none = a_variant(stock=9), a_variant(stock=1), a_variant(stock=0)
    with pytest.raises(ShortError) as refused:
        a_draft((enough, 2), (short, 3), (none, 1))
    assert refused.value.code is Why.SHORT
    assert refused.value.shortages == (Shortage(short.pk, 3, 1), Shortage(none.pk, 1, 0))
    assert set(promised().values()) == {0}
    assert not Allocation.objects.exists()


def test_a_hold_of_somebody_else_counts_while_it_lives():
    variant = a_variant(stock=2)
    hold = Hold.objects.create(
        variant=variant, cart=a_cart(), quantity=1, until=timezone.now() + timedelta(minutes=5)
    )
    with pytest.raises(ShortError):
        a_draft((variant, 2))
    Hold.objects.filter(pk=hold.pk).update(until=timezone.now())
    a_draft((variant, 2))
    assert list(promised().values()) == [2]


def test_her_own_hold_never_stands_in_her_way_and_ends():
    variant = a_variant(stock=2)
    cart = a_cart((variant, 2))
    Hold.objects.create(variant=variant, cart=cart, quantity=2, until=timezone.now() + timedelta(minutes=5))
    a_draft(cart=cart)
    assert list(promised().values()) == [2]
    assert not Hold.objects.exists()


def test_the_makers_pieces_go_first_and_what_is_there_before_what_is_to_be_made():
    variant = a_variant(stock=1, cap=5, making_days=8)
    hers = variant.stock.get()
    fair = a_stock(variant, pieces=2, place=a_place(an_organisation("centre"), "fair"))
    centre = a_stock(variant, pieces=2, place=a_place(an_organisation("centre"), "centre"))
    a_draft((variant, 2))
    assert promised() == {hers.pk: 1, centre.pk: 1, fair.pk: 0}
    a_draft((variant, 5))
    assert promised() == {hers.pk: 3, centre.pk: 2, fair.pk: 2}


def test_a_market_takes_only_from_its_places():
    a_market("eu")
    variant = a_variant(stock=0)
    hub = a_place(variant.product.producer, "hub", country="FR")
    hub.markets.add(a_market("eu"))
    a_stock(variant, pieces=2, place=hub)
    with pytest.raises(ShortError):
        a_draft(variant)


def test_what_is_released_is_free_once():
    variant = a_variant(stock=2)
    on_show(variant)
    order = a_draft((variant, 2))
    assert not Listing.objects.get().is_available
    assert give_back(order) == 2
    assert give_back(order) == 0
    assert list(promised().values()) == [0]
    assert Listing.objects.get().is_available
    assert Allocation.objects.get().state == "released"


def test_a_recount_in_between_is_a_short_line_and_not_an_oversell(monkeypatch):
    variant = a_variant(stock=1)
    monkeypatch.setattr("shop.models.querysets.StockQuerySet.take", lambda self, pk, quantity: False)
    with pytest.raises(ShortError) as refused:
        a_draft(variant)
    assert refused.value.shortages == (Shortage(variant.pk, 1, 0),)


def test_both_need_the_transaction_of_their_order():
    with pytest.raises(NoTransactionError):
        allocate([], a_market(), cart=None, now=timezone.now())
    with pytest.raises(NoTransactionError):
        release([])


def test_queries_do_not_grow_with_places_read(django_assert_max_num_queries):
    variants = [a_variant() for _ in range(6)]
    on_show(*variants)
    order = a_draft(*variants)
    give_back(order)
    Allocation.objects.all().delete()
    lines = list(OrderLine.objects.filter(part__order=order))
    with django_assert_max_num_queries(26), transaction.atomic():
        allocate(lines, a_market(), cart=None, now=timezone.now())
