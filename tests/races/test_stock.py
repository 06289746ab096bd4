"""Many buyers for few pieces. Each race has a control that shows what happens without the guard."""

import time
from collections import Counter
from threading import Barrier

from django.db import OperationalError, transaction
from django.db.models import F

from shop.actions.complete import Completion, complete
from shop.actions.holds import hold
from shop.domain.errors import RefusedError, Why
from shop.models import Allocation, Cart, Hold, Order, Stock, Variant
from shop.reading.reconcile import differences
from shop.testing.builders import a_cart, a_market, a_variant
from shop.testing.buying import a_ready_cart, total_of
from tests.races.together import at_once, failures


def buyer(cart: Cart):
    """Return the press of a buyer who has the review page before her."""
    total, attempt = total_of(cart), cart.attempt
    return lambda: complete(cart, shown=total, method="cash", attempt=attempt, lang="fr")


def outcome(result: object) -> str:
    """Return how a press ended, in one word."""
    if isinstance(result, Completion):
        return "ordered"
    return result.code.value if isinstance(result, RefusedError) else repr(result)


def test_the_race_is_real_without_the_guard(crowd):
    """Look first, write then: more is promised than there is."""
    stock = Stock.objects.get(variant=a_variant(stock=crowd.pieces))
    sold = []
    looked = Barrier(crowd.buyers)

    def look_then_write() -> None:
        seen = Stock.objects.get(pk=stock.pk)
        looked.wait(60)
        if seen.allocated < seen.on_hand:
            Stock.objects.filter(pk=stock.pk).update(allocated=seen.allocated + 1)
            sold.append(1)

    assert not failures(at_once([look_then_write] * crowd.buyers))
    assert len(sold) > crowd.pieces


def test_a_crowd_for_few_pieces_buys_exactly_those(crowd):
    a_market(cash_limit=10_000)
    variant = a_variant(stock=crowd.pieces)
    results = at_once([buyer(a_ready_cart(variant)) for _ in range(crowd.buyers)])
    ended = Counter(map(outcome, results))
    assert ended == {"ordered": crowd.pieces, Why.SHORT.value: crowd.buyers - crowd.pieces}
    assert Order.objects.count() == crowd.pieces
    assert Stock.objects.get().allocated == crowd.pieces
    assert Allocation.objects.open().count() == crowd.pieces
    assert Cart.objects.filter(closed_at=None).count() == crowd.buyers - crowd.pieces
    assert not list(differences())


def test_several_pieces_each_never_oversell(crowd):
    a_market(cash_limit=100_000)
    variant = a_variant(stock=crowd.pieces)
    results = at_once([buyer(a_ready_cart((variant, 3))) for _ in range(crowd.pieces)])
    assert Counter(map(outcome, results))["ordered"] == crowd.pieces // 3
    assert Stock.objects.get().allocated == crowd.pieces // 3 * 3


def test_the_last_piece_of_its_kind_is_sold_once():
    a_market(cash_limit=10_000)
    variant = a_variant(stock=1)
    results = at_once([buyer(a_ready_cart(variant)) for _ in range(10)])
    assert Counter(map(outcome, results)) == {"ordered": 1, "short": 9}


def test_two_products_in_opposite_order_neither_deadlock_nor_oversell():
    a_market(cash_limit=100_000)
    one, two, buyers = a_variant(stock=8), a_variant(stock=8), 20
    orders = [(one, two) if number % 2 else (two, one) for number in range(buyers)]
    results = at_once([buyer(a_ready_cart(*pair)) for pair in orders])
    assert Counter(map(outcome, results)) == {"ordered": 8, "short": buyers - 8}
    assert list(Stock.objects.values_list("allocated", flat=True)) == [8, 8]
    assert not list(differences())


def test_the_deadlock_is_real_without_the_order(is_postgresql):
    """Rows taken in the order of the cart: two buyers wait for each other; SQLite lets one writer in."""
    pks = [a_variant().pk, a_variant().pk]

    def take(order: list[int]) -> None:
        with transaction.atomic():
            for pk in order:
                list(Variant.objects.select_for_update().filter(pk=pk))
                time.sleep(0.3)

    results = at_once([lambda: take(pks), lambda: take(pks[::-1])])
    stuck = [one for one in failures(results) if isinstance(one, OperationalError)]
    assert len(stuck) == (1 if is_postgresql else 0)


def test_the_constraint_stands_behind_every_statement(crowd):
    """Even somebody who locks nothing cannot take more than there is."""
    stock = Stock.objects.get(variant=a_variant(stock=crowd.pieces))
    taken = at_once([lambda: Stock.objects.take(stock.pk, 1)] * crowd.buyers)
    assert Counter(taken) == {True: crowd.pieces, False: crowd.buyers - crowd.pieces}
    assert Stock.objects.filter(allocated=F("on_hand")).exists()


# --- Holds -----------------------------------------------------------------------------------------


def test_a_crowd_at_the_checkout_holds_no_more_than_there_is():
    market, variant = a_market(), a_variant(stock=5)
    carts = [a_cart(variant) for _ in range(20)]
    results = at_once([lambda cart=cart: hold(cart, market) for cart in carts])
    assert Counter(len(shortages) for shortages in results) == {0: 5, 1: 15}
    assert Hold.objects.count() == 5


def test_holds_pile_up_without_the_guard():
    """Count first, hold then: everybody holds the same pieces."""
    variant = a_variant(stock=5)
    carts = [a_cart(variant) for _ in range(10)]
    counted = Barrier(len(carts))
    until = "2999-01-01T00:00Z"

    def count_then_hold(cart: Cart) -> None:
        held = Hold.objects.filter(variant=variant).count()
        counted.wait(60)
        if held < 5:
            Hold.objects.create(variant=variant, cart=cart, quantity=1, until=until)

    assert not failures(at_once([lambda cart=cart: count_then_hold(cart) for cart in carts]))
    assert Hold.objects.count() > 5


def test_buyers_with_a_hold_and_buyers_without_share_what_there_is():
    market = a_market(cash_limit=10_000)
    variant = a_variant(stock=5)
    quick, slow = [a_ready_cart(variant) for _ in range(4)], [a_ready_cart(variant) for _ in range(8)]
    presses = [buyer(cart) for cart in [*quick, *slow]]
    for cart in quick:
        assert hold(cart, market) == ()
    results = at_once(presses)
    assert [outcome(one) for one in results[:4]] == ["ordered"] * 4
    assert Counter(map(outcome, results[4:])) == {"ordered": 1, "short": 7}
    assert Stock.objects.get().allocated == 5


def test_a_refusal_names_every_line_that_is_short_even_in_a_crowd():
    a_market(cash_limit=100_000)
    one, two = a_variant(stock=1), a_variant(stock=1)
    results = at_once([buyer(a_ready_cart(one, two)) for _ in range(6)])
    shortages = {len(one.facts["shortages"]) for one in failures(results) if isinstance(one, RefusedError)}
    assert shortages == {2}
    assert Counter(map(outcome, results)) == {"ordered": 1, "short": 5}
