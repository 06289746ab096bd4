from datetime import date, timedelta

import pytest
from django.utils import timezone

from shop.actions.fill_in import fill_in
from shop.actions.holds import expire_holds, hold
from shop.domain.addresses import Address
from shop.domain.checkout import checkout_from
from shop.domain.delivery import Mode
from shop.domain.entries import Refusal
from shop.domain.errors import RefusedError, Why
from shop.models import Cart, Hold, Product
from shop.testing.builders import a_cart, a_market, a_variant

pytestmark = pytest.mark.django_db


def held(cart):
    return dict(cart.holds.values_list("variant", "quantity"))


def test_a_checkout_keeps_its_pieces_for_a_while():
    one, two, now = a_variant(stock=3), a_variant(stock=3), timezone.now()
    cart = a_cart((one, 2), two)
    assert hold(cart, a_market(), now=now) == ()
    assert held(cart) == {one.pk: 2, two.pk: 1}
    assert {each.until for each in Hold.objects.all()} == {now + timedelta(minutes=15)}


def test_every_step_keeps_them_longer_and_follows_the_cart():
    one, two, now = a_variant(stock=3), a_variant(stock=3), timezone.now()
    cart = a_cart((one, 2), two)
    hold(cart, a_market(), now=now)
    cart.lines.filter(variant=two).delete()
    cart.lines.update(quantity=3)
    later = now + timedelta(minutes=10)
    hold(cart, a_market(), now=later)
    assert held(cart) == {one.pk: 3}
    assert Hold.objects.get().until == later + timedelta(minutes=15)


def test_only_what_is_there_is_kept_and_the_rest_is_named():
    variant, now = a_variant(stock=3), timezone.now()
    first, second = a_cart((variant, 2)), a_cart((variant, 2))
    hold(first, a_market(), now=now)
    (shortage,) = hold(second, a_market(), now=now)
    assert (shortage.variant, shortage.wanted, shortage.available) == (variant.pk, 2, 1)
    assert held(second) == {variant.pk: 1}


def test_what_is_over_counts_no_more_whether_it_is_deleted_or_not():
    variant, now = a_variant(stock=1), timezone.now()
    first, second = a_cart(variant), a_cart(variant)
    hold(first, a_market(), now=now - timedelta(minutes=16))
    assert hold(second, a_market(), now=now) == ()
    assert expire_holds(now=now, batch=1) == 1
    assert held(second) == {variant.pk: 1}


def test_made_to_order_is_kept_up_to_its_cap_and_nothing_that_is_not_sold():
    made, hidden = a_variant(stock=0, cap=2, making_days=10), a_variant(stock=5)
    cart = a_cart((made, 3), hidden)
    Product.objects.filter(pk=hidden.product_id).update(live=False)
    shortages = hold(cart, a_market())
    assert held(cart) == {made.pk: 2}
    assert {shortage.variant for shortage in shortages} == {made.pk, hidden.pk}


def test_a_cart_that_became_an_order_holds_nothing():
    cart = a_cart(a_variant(), closed_at=timezone.now())
    with pytest.raises(RefusedError) as raised:
        hold(cart, a_market())
    assert raised.value.code is Why.CLOSED


def test_entries_are_kept_as_typed_and_read_back():
    a_market()
    cart = a_cart()
    fill_in(cart, name="  Amina ", address=Address(recipient="Fatima", commune="06.141.01.0"), is_gift=True)
    fill_in(cart, modes={7: Mode.CONSOLIDATED}, agreed=date(2026, 12, 24), accepted={"terms": "2"})
    read = checkout_from(Cart.objects.get().checkout)
    assert (read.name, read.address.recipient, read.is_gift) == ("  Amina ", "Fatima", True)
    assert (read.mode_of(7), read.mode_of(8)) == (Mode.CONSOLIDATED, Mode.DIRECT)
    assert (read.agreed, read.accepted) == (date(2026, 12, 24), {"terms": "2"})


def test_typing_something_new_makes_the_review_out_of_date_and_the_same_again_does_not():
    a_market()
    cart = a_cart()
    before = cart.attempt
    fill_in(cart, name="Amina")
    after = cart.attempt
    fill_in(cart, name="Amina")
    assert before != after == Cart.objects.get().attempt


def test_entries_that_nobody_can_keep_are_refused():
    a_market()
    cart = a_cart()
    for entries, code in (
        ({"country": "XX"}, Why.UNKNOWN_COUNTRY),
        ({"name": "Ami\x00na"}, Why.CONTACT),
        ({"address": {"street": "\x00"}}, Why.CONTACT),
    ):
        with pytest.raises(RefusedError) as raised:
            fill_in(cart, **entries)
        assert raised.value.code is code
    assert raised.value.facts == {"fields": {"address": Refusal.NOT_ALLOWED}}
    with pytest.raises(KeyError):
        fill_in(cart, total="0")


@pytest.mark.parametrize(
    "data",
    [
        {"address": 3, "modes": [], "mode": "by_camel"},
        {"modes": {"x": "direct", "9" * 40: "direct"}},
        {"agreed": "x"},
    ],
)
def test_whatever_is_stored_is_read_without_failing(data):
    read = checkout_from(data | {"name": 7, "is_gift": "yes", "accepted": None})
    assert (read.name, read.is_gift, read.mode, read.modes, read.agreed) == ("", False, Mode.DIRECT, {}, None)
