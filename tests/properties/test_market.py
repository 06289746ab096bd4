"""A market at random: after every step the books balance and every balance is explained.

``STEPS`` is how many steps are made in all (5,000 on PostgreSQL), ``SEED`` where the lives begin. Each life
is a test of its own; one that fails names its seed, and ``STEPS=250 SEED=<seed>`` makes the same steps again.

The moves are in ``tests.properties.market``, by who moves: buyers, makers, carriers, banks, the office.
Statements and lists of carriers come as files that repeat, overlap, are short, over or not to be believed.

What is proved after a step, and what of everything every 25th step and at the end, is in
``tests.properties.market.proof``. A step that was refused has to leave every row of money as it was.
"""

import os
from datetime import timedelta
from traceback import format_exc

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from producers.editions import memory
from shop.actions.compare_gateways import gateway_differences
from shop.gateways.base import Found
from tests.properties.market.buyers import tell
from tests.properties.market.moves import MOVES, step
from tests.properties.market.proof import Proof
from tests.properties.market.world import Market
from tests.properties.watch import Watch

A_LIFE = 250
IS_POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]
STEPS = int(os.environ.get("STEPS", "5000" if IS_POSTGRESQL else "250"))
SEED = int(os.environ.get("SEED", "1"))
EVERY = 25
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
        with Watch() as watch:
            live(market, Proof(market, watch))
        the_bank_says_the_same(market)
    except Exception as reason:
        story = "\n".join(market.story[-80:])
        pytest.fail(f"SEED={seed}, step {market.number}: {reason!r}\n{story}\n{format_exc()[-1500:]}")


def live(market, proof):
    """Make the steps of a life, prove the books after each, and let every notice arrive in the end."""
    for number in range(1, min(A_LIFE, STEPS) + 1):
        is_done = step(market)
        all_deferred_checks_now()
        proof.of_step(is_done=is_done)
        if number % EVERY == 0:
            proof.of_all()
    tell_the_rest(market)
    proof.of_all()


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
    for _each in range(4 * A_LIFE // EVERY):
        for _step in range(EVERY):
            step(market)
        missing = {move.__name__ for move in MOVES} - set(market.done)
        if not missing & ALWAYS_MADE and len(missing) < 8 and len(market.refused) > len(MOVES) / 2:
            break
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
