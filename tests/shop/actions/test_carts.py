from datetime import timedelta

import pytest
from django.utils import timezone
from moneyed import Money

from producers.models import Organisation
from shop.actions import carts
from shop.domain.errors import RefusedError, Why
from shop.models import Cart, CartLine, Hold, Price, Product, Stock, Variant
from shop.testing.builders import a_cart, a_market, a_product, a_variant

pytestmark = pytest.mark.django_db


def refused(call, *args):
    with pytest.raises(RefusedError) as raised:
        call(*args)
    return raised.value


def test_a_cart_opens_for_a_country_that_exists():
    assert carts.open_cart("FR").country == "FR"
    assert refused(carts.open_cart, "XX").code is Why.UNKNOWN_COUNTRY


def test_adding_again_adds_up_and_remembers_the_price_seen():
    variant, cart = a_variant(price="180", stock=5), carts.open_cart("MA")
    carts.add(cart, variant.pk, 1, a_market())
    line = carts.add(cart, variant.pk, 2, a_market())
    assert (line.quantity, line.seen) == (3, Money("180.00", "MAD"))
    assert cart.lines.count() == 1


def break_it(variant, how):
    """Make an offer that cannot be bought, one way each."""
    product = Product.objects.filter(pk=variant.product_id)
    match how:
        case Why.HIDDEN:
            product.update(live=False)
        case Why.FOREIGN:
            Price.objects.filter(variant=variant).delete()
        case Why.OUT_OF_STOCK:
            Stock.objects.filter(variant=variant).update(allocated=3)
        case Why.SOLD:
            product.update(is_one_of_a_kind=True)
            Stock.objects.filter(variant=variant).update(allocated=3)
        case Why.ON_REQUEST:
            product.update(kind="service", mode="on_request")
        case Why.PAST:
            Variant.objects.filter(pk=variant.pk).update(starts_at=timezone.now() - timedelta(days=1))


BROKEN = [Why.HIDDEN, Why.FOREIGN, Why.OUT_OF_STOCK, Why.SOLD, Why.ON_REQUEST, Why.PAST]


@pytest.mark.parametrize("how", BROKEN)
def test_what_cannot_be_bought_is_refused_by_its_reason(how):
    variant, cart = a_variant(), carts.open_cart("MA")
    break_it(variant, how)
    assert refused(carts.add, cart, variant.pk, 1, a_market()).code is how
    assert not cart.lines.exists()


def test_a_variant_taken_off_or_a_suspended_maker_is_hidden():
    one, other, cart = a_variant(), a_variant(), carts.open_cart("MA")
    Variant.objects.filter(pk=one.pk).update(is_active=False)
    Organisation.objects.filter(pk=other.product.producer_id).update(status="suspended")
    assert {refused(carts.add, cart, each.pk, 1, a_market()).code for each in (one, other)} == {Why.HIDDEN}


@pytest.mark.parametrize("quantity", [0, -1, -(10**12), 1000, 10**12])
def test_a_quantity_out_of_bounds_is_refused(quantity):
    variant, cart = a_variant(stock=5), carts.open_cart("MA")
    assert refused(carts.add, cart, variant.pk, quantity, a_market()).code is Why.BAD_QUANTITY


@pytest.mark.parametrize("pk", [0, -1, 2**63, 10**30])
def test_a_number_that_no_variant_can_have_is_just_not_there(pk):
    assert refused(carts.add, carts.open_cart("MA"), pk, 1, a_market()).code is Why.DELETED


def test_more_than_there_is_is_refused_and_says_how_many_there_are():
    variant, cart = a_variant(stock=3), carts.open_cart("MA")
    carts.add(cart, variant.pk, 2, a_market())
    refusal = refused(carts.add, cart, variant.pk, 2, a_market())
    assert (refusal.code, refusal.facts["available"]) == (Why.TOO_MANY, 3)
    assert cart.lines.get().quantity == 2


def test_what_others_hold_is_not_available_and_what_she_holds_is():
    variant, cart, other = a_variant(stock=3), carts.open_cart("MA"), carts.open_cart("MA")
    until = timezone.now() + timedelta(minutes=5)
    Hold.objects.create(variant=variant, cart=other, quantity=2, until=until)
    Hold.objects.create(variant=variant, cart=cart, quantity=1, until=until)
    assert refused(carts.add, cart, variant.pk, 2, a_market()).facts["available"] == 1
    carts.add(cart, variant.pk, 1, a_market())


def test_a_cart_has_a_limit_of_lines_and_says_it(settings):
    settings.SHOP = {"CART_LINES_MAX": 3}
    product, cart = a_product(), carts.open_cart("MA")
    variants = [a_variant(product) for _ in range(4)]
    for variant in variants[:3]:
        carts.add(cart, variant.pk, 1, a_market())
    refusal = refused(carts.add, cart, variants[3].pk, 1, a_market())
    assert (refusal.code, refusal.facts["most"]) == (Why.CART_FULL, 3)
    carts.add(cart, variants[0].pk, 1, a_market())


def test_taking_fewer_is_possible_even_of_what_is_no_longer_sold():
    variant, cart = a_variant(stock=5), carts.open_cart("MA")
    line = carts.add(cart, variant.pk, 4, a_market())
    break_it(variant, Why.HIDDEN)
    carts.change(cart, line.pk, 2, a_market())
    assert cart.lines.get().quantity == 2
    assert refused(carts.change, cart, line.pk, 3, a_market()).code is Why.HIDDEN


def test_a_quantity_of_none_removes_a_line_and_a_line_of_another_cart_is_not_touched():
    variant = a_variant(stock=9)
    mine, hers = a_cart(variant), a_cart(variant)
    theirs = hers.lines.get()
    carts.change(mine, theirs.pk, 0, a_market())
    carts.change(mine, theirs.pk, 5, a_market())
    carts.remove(mine, theirs.pk)
    assert hers.lines.get().quantity == 1
    carts.change(mine, mine.lines.get().pk, 0, a_market())
    assert not mine.lines.exists()


def test_every_change_makes_older_review_pages_out_of_date():
    variant, other = a_variant(stock=9), a_variant(stock=9)
    cart, market = carts.open_cart("MA"), a_market()
    a_market("eu")
    attempts = [cart.attempt]
    line = carts.add(cart, variant.pk, 1, market)
    for change in (
        lambda: carts.add(cart, other.pk, 1, market),
        lambda: carts.change(cart, line.pk, 2, market),
        lambda: carts.set_country(cart, "FR"),
        lambda: carts.set_country(cart, "MA"),
        lambda: carts.remove(cart, line.pk),
        lambda: carts.accept_changes(cart, market),
    ):
        attempts.append(Cart.objects.get(pk=cart.pk).attempt)
        change()
    attempts.append(Cart.objects.get(pk=cart.pk).attempt)
    assert len(set(attempts)) == len(attempts)
    carts.remove(cart, 10**9)
    assert Cart.objects.get(pk=cart.pk).attempt == attempts[-1]


def test_another_country_brings_the_prices_of_its_market():
    a_market("eu")
    variant = a_variant(prices={"EUR": "17"})
    only_here = a_variant()
    cart = a_cart(variant, only_here)
    carts.set_country(cart, "FR")
    assert Cart.objects.get().country == "FR"
    assert [line.seen for line in cart.lines.order_by("pk")] == [Money(17, "EUR"), Money(180, "MAD")]


def test_accepting_takes_over_prices_pieces_and_what_is_gone():
    dearer, fewer, gone = a_variant(stock=5), a_variant(stock=5), a_variant(stock=5)
    cart = a_cart((dearer, 2), (fewer, 4), gone)
    Price.objects.filter(variant=dearer).update(amount=200)
    Stock.objects.filter(variant=fewer).update(allocated=3)
    break_it(gone, Why.HIDDEN)
    carts.accept_changes(cart, a_market())
    lines = {line.variant_id: line for line in cart.lines.all()}
    assert lines.keys() == {dearer.pk, fewer.pk}
    assert lines[dearer.pk].seen == Money(200, "MAD")
    assert lines[fewer.pk].quantity == 2


def test_a_cart_that_became_an_order_takes_nothing_any_more():
    variant = a_variant(stock=9)
    cart = a_cart(variant, closed_at=timezone.now())
    line, market = cart.lines.get(), a_market()
    calls = [
        (carts.add, cart, variant.pk, 1, market),
        (carts.change, cart, line.pk, 2, market),
        (carts.change, cart, line.pk, 0, market),
        (carts.remove, cart, line.pk),
        (carts.set_country, cart, "FR"),
        (carts.accept_changes, cart, market),
    ]
    assert {refused(*call).code for call in calls} == {Why.CLOSED}
    assert CartLine.objects.get().quantity == 1


def test_a_copy_has_the_lines_and_what_was_typed_but_another_secret():
    variant = a_variant(stock=9)
    cart = a_cart((variant, 3), closed_at=timezone.now(), checkout={"name": "Amina"})
    copy = carts.copy_cart(cart)
    assert [(line.variant_id, line.quantity) for line in copy.lines.all()] == [(variant.pk, 3)]
    assert (copy.checkout, copy.closed_at) == ({"name": "Amina"}, None)
    assert copy.token != cart.token
