"""A market at random: after every step the books balance and every balance is explained.

``STEPS`` is how many steps are made in all (5,000 on PostgreSQL), ``SEED`` where the lives begin. Each life
is a test of its own; one that fails names its seed, and ``STEPS=250 SEED=<seed>`` makes the same steps again.

The moves are in ``tests.properties.market``, by who moves: buyers, makers, carriers, banks, the office.
Statements and lists of carriers come as files that repeat, overlap, are short, over or not to be believed.

After every step that moved money, ``reconcile``'s own checks of money run, those of orders over the orders
that the step touched. All checks run over everything every 25th step and at the end. A step that was refused
has to leave every row of money as it was.
"""

import os
from datetime import timedelta
from traceback import format_exc

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from producers.editions import memory
from shop.actions.compare_gateways import gateway_differences
from shop.gateways.base import Found
from shop.models import (
    CashMove,
    JournalEntry,
    Order,
    PaymentEvent,
    Payout,
    Refund,
    RemittanceLine,
    SettledShare,
    StatementLine,
)
from shop.reading.reconcile import CHECKS, entries_balance
from shop.reading.reconcile_cash import cash_leaves_with_its_parcel, custody_is_the_cash_in_the_books
from shop.reading.reconcile_orders import orders_are_paid_or_open, payments_are_booked
from shop.reading.reconcile_payouts import payouts_are_payables
from shop.reading.reconcile_refunds import refunds_on_their_way_are_booked
from tests.properties.market.buyers import tell
from tests.properties.market.checks import (
    a_line_is_one_thing_once,
    cash_arrived_as_it_was_told,
    every_movement_is_one_line,
    nothing_is_paid_twice,
    nothing_went_back_twice,
    sales_are_what_is_left_of_them,
    the_gateway_account_is_what_it_told,
)
from tests.properties.market.moves import MOVES, step
from tests.properties.market.world import Market

A_LIFE = 250
IS_POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]
STEPS = int(os.environ.get("STEPS", "5000" if IS_POSTGRESQL else "250"))
SEED = int(os.environ.get("SEED", "1"))
EVERY = 25
ALWAYS = (
    entries_balance,
    payouts_are_payables,
    refunds_on_their_way_are_booked,
    custody_is_the_cash_in_the_books,
    cash_leaves_with_its_parcel,
)
OF_ORDERS = (payments_are_booked, orders_are_paid_or_open)
ALWAYS_MADE = {
    "place_order", "pay_by_card", "tell", "transfer_arrives", "accept", "decline", "ship", "deliver",
    "cancel_order", "change", "give_back", "approve_refund", "hand_refund_over", "run_refunds", "dispute",
    "collect_cash", "remit_cash", "transfer_is_booked", "other_money_is_booked", "bank_sends_statement",
    "say_what_a_line_is", "carrier_sends_list", "propose_payouts", "approve_payouts", "send_payouts",
    "end_payout", "move_rate", "run_jobs",
}  # fmt: skip
LIMITS = {"MAD": "400", "EUR": "60", "USD": "60"}


@pytest.fixture(autouse=True)
def _with_a_bank(settings, db):
    gateways = settings.SHOP["GATEWAYS"] | {"card": {"BACKEND": "tests.properties.bank.Card"}}
    settings.SHOP = settings.SHOP | {"GATEWAYS": gateways, "REFUND_LIMITS": LIMITS}


@pytest.mark.parametrize("seed", range(SEED, SEED + max(1, STEPS // A_LIFE)))
def test_whatever_anybody_does_the_books_are_whole(settings, seed):
    settings.SHOP = settings.SHOP | {"EARNED": "after_window" if seed % 3 == 0 else "delivered"}
    market = Market(seed)
    try:
        before = money_rows()
        for number in range(1, min(A_LIFE, STEPS) + 1):
            is_done = step(market)
            all_deferred_checks_now()
            after = money_rows()
            assert is_done or after == before, "refused, and yet something has changed"
            if number % EVERY == 0:
                prove(market, every=CHECKS)
            elif after != before:
                prove(market, every=ALWAYS, touched=touched_since(before))
            before = after
        tell_the_rest(market)
        prove(market, every=CHECKS)
        the_bank_says_the_same(market)
    except Exception as reason:
        story = "\n".join(market.story[-80:])
        pytest.fail(f"SEED={seed}, step {market.number}: {reason!r}\n{story}\n{format_exc()[-1500:]}")


def prove(market, *, every, touched=None):
    """Prove all, or what may have changed: ``touched`` are the orders that a step has moved."""
    wrong = [(check.__name__, str(line)) for check in every for line in check()]
    if touched is not None:
        wrong += [(check.__name__, str(line)) for check in OF_ORDERS for line in check(touched)]
    assert wrong == []
    assert market.bank.wrongly_asked == []
    orders = Order.objects.all() if touched is None else touched
    nothing_went_back_twice(market, orders)
    sales_are_what_is_left_of_them(orders)
    the_gateway_account_is_what_it_told()
    nothing_is_paid_twice()
    a_line_is_one_thing_once()
    every_movement_is_one_line(market)
    cash_arrived_as_it_was_told(market)


def money_rows():
    """Return what tells whether a row of money was written or has moved; the last entry comes first."""
    last = [
        model.objects.aggregate(last=Max("pk"))["last"] for model in (JournalEntry, PaymentEvent, CashMove)
    ]
    moved = [list(model.objects.order_by("pk").values_list("pk", "status")) for model in (Refund, Payout)]
    lines = [model.objects.count() for model in (StatementLine, RemittanceLine)]
    return [
        *last,
        *moved,
        *lines,
        SettledShare.objects.count(),
        Order.objects.exclude(placed_at=None).count(),
    ]


def touched_since(before):
    """Return the orders with an entry or a notice that is newer."""
    entry, event = before[0] or 0, before[1] or 0
    return Order.objects.filter(
        Exists(JournalEntry.objects.filter(order=OuterRef("pk"), pk__gt=entry))
        | Exists(PaymentEvent.objects.filter(payment__order=OuterRef("pk"), pk__gt=event))
    )


def all_deferred_checks_now():
    """Have the database check what it otherwise checks at the end of a transaction."""
    if IS_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def tell_the_rest(market):
    """Every notice arrives in the end, and refunds that waited are sent and told."""
    for _turn in range(3):
        while market.bank.untold:
            tell(market)
        for sent in [one for one in market.bank.by_key.values() if one.found is Found.OPEN]:
            market.bank.finish(sent)
    while market.bank.untold:
        tell(market)


def the_bank_says_the_same(market):
    """When all was told the bank's own books are ours, whatever came late, twice or in the wrong order."""
    found = [str(line) for line in gateway_differences(timezone.now() + timedelta(hours=1))]
    assert found == []


def test_every_move_is_really_made_and_really_refused(settings):
    """The lives above would prove little if some move was never possible in them."""
    market = Market(SEED)
    for _each in range(4 * A_LIFE):
        step(market)
    missing = {move.__name__ for move in MOVES} - set(market.done)
    assert not missing & ALWAYS_MADE
    assert len(missing) < 8
    assert len(market.refused) > len(MOVES) / 2
    assert sum(market.done.values()) > sum(market.refused.values()) / 2


def test_the_same_seed_is_the_same_life():
    first, second = a_life(7), a_life(7)
    assert len(first) == 60
    assert first == second


def a_life(seed):
    """Live sixty steps, tell what was done, and undo it all."""
    block = transaction.atomic()
    block._from_testcase = True  # as the tests' own transactions are: actions may open theirs in it
    with block:
        market = Market(seed)
        for _step in range(60):
            step(market)
        transaction.set_rollback(True)
    memory.values.clear()  # what was made of rows that never were
    return [line.split(":")[0] for line in market.story]
