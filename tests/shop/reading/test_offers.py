"""What a variant costs and whether one can have it: one answer, in queries that do not grow."""

from datetime import timedelta

import pytest
from django.utils import timezone
from moneyed import Money

from producers.testing.builders import an_organisation
from shop.domain.availability import OfferState
from shop.models import Hold
from shop.reading.offers import NO_PRICE, NOT_PUBLIC, PAST, Offer, offers
from shop.testing.builders import a_cart, a_market, a_place, a_product, a_stock, a_variant

pytestmark = pytest.mark.django_db


def offer_of(variant, market=None, **asked) -> Offer:
    return offers([variant.pk], market or a_market(), **asked)[variant.pk]


def test_a_piece_on_hand_is_in_stock_at_its_price():
    offer = offer_of(a_variant(stock=3, price="180.00"))
    assert offer == Offer(offer.variant_id, Money("180.00", "MAD"), 3, OfferState.IN_STOCK, ready=3)


def test_promised_pieces_are_not_available():
    variant = a_variant(stock=3)
    variant.stock.update(allocated=2)
    assert offer_of(variant).available == 1


def test_pieces_of_several_places_add_up():
    variant = a_variant(stock=2)
    a_stock(variant, pieces=3, place=a_place(an_organisation("centre"), "centre"))
    assert offer_of(variant).available == 5


def test_a_place_that_serves_another_market_does_not_count():
    europe = a_market("eu")
    variant = a_variant(stock=2, prices={"EUR": "20.00"})
    hub = a_place(an_organisation("centre"), "hub")
    hub.markets.add(europe)
    a_stock(variant, pieces=5, place=hub)
    assert offer_of(variant).available == 2
    assert offer_of(variant, europe).available == 7


def test_a_place_where_the_web_shop_does_not_sell_counts_nowhere():
    variant = a_variant(stock=1)
    a_stock(variant, pieces=5, place=a_place(an_organisation("centre"), "fair", is_selling=False))
    assert offer_of(variant).available == 1


def test_what_others_hold_is_gone_for_me_but_my_own_hold_is_not():
    variant = a_variant(stock=2)
    mine, hers = a_cart(variant), a_cart(variant)
    soon = timezone.now() + timedelta(minutes=5)
    Hold.objects.create(variant=variant, cart=mine, quantity=1, until=soon)
    Hold.objects.create(variant=variant, cart=hers, quantity=1, until=soon)
    assert offer_of(variant).available == 0
    assert offer_of(variant, cart=mine).available == 1


def test_a_hold_that_ran_out_counts_no_more():
    variant = a_variant(stock=1)
    Hold.objects.create(variant=variant, cart=a_cart(variant), quantity=1, until=timezone.now())
    assert offer_of(variant).available == 1


def test_a_unique_piece_that_is_promised_is_sold_and_one_that_is_held_is_only_out_of_stock():
    variant = a_variant(a_product(is_one_of_a_kind=True), stock=1)
    hold = Hold.objects.create(
        variant=variant, cart=a_cart(variant), quantity=1, until=timezone.now() + timedelta(minutes=5)
    )
    assert offer_of(variant).state is OfferState.OUT_OF_STOCK
    hold.delete()
    variant.stock.update(allocated=1)
    assert offer_of(variant).state is OfferState.SOLD


def test_made_to_order_says_its_days_only_when_the_piece_has_to_be_made():
    ready = offer_of(a_variant(stock=1, cap=4, making_days=12))
    to_make = offer_of(a_variant(stock=0, cap=4, making_days=12))
    assert (ready.state, ready.making_days, ready.available) == (OfferState.IN_STOCK, None, 5)
    assert (to_make.state, to_make.making_days, to_make.available) == (OfferState.MADE_TO_ORDER, 12, 4)


def test_a_variant_without_a_price_in_the_market_is_closed_there_and_says_why():
    offer = offer_of(a_variant(price="180.00"), a_market("eu"))
    assert (offer.state, offer.price, offer.available, offer.reason) == (OfferState.CLOSED, None, 0, NO_PRICE)


def test_a_service_on_request_has_no_pieces_to_count():
    product = a_product(kind="service", mode="on_request")
    assert offer_of(a_variant(product, price=None, stock=0)).state is OfferState.ON_REQUEST


def test_a_date_that_has_passed_is_closed():
    past = timezone.now() - timedelta(hours=1)
    offer = offer_of(a_variant(a_product(kind="service"), starts_at=past))
    assert (offer.state, offer.reason) == (OfferState.CLOSED, PAST)


@pytest.mark.parametrize("taken_off", ["variant", "draft", "hidden", "producer"])
def test_what_is_not_public_is_closed(taken_off):
    variant = a_variant()
    product, producer = variant.product, variant.product.producer
    variant.is_active = taken_off != "variant"
    product.live = taken_off != "draft"
    product.hidden_at = timezone.now() if taken_off == "hidden" else None
    producer.status = "suspended" if taken_off == "producer" else "active"
    for row in (variant, product, producer):
        row.save()
    offer = offer_of(variant)
    assert (offer.state, offer.available, offer.reason) == (OfferState.CLOSED, 0, NOT_PUBLIC)


def test_a_variant_that_does_not_exist_has_no_offer():
    assert offers([987654], a_market()) == {}


@pytest.mark.parametrize("size", [1, 12])
def test_the_answer_takes_one_query_for_any_number(size, django_assert_num_queries):
    ids = [a_variant().pk for _ in range(size)]
    market = a_market()
    with django_assert_num_queries(1):
        assert len(offers(ids, market)) == size
