"""Each rule of the books balances per currency, leaves no trace with its opposite, and refuses nonsense."""

import inspect
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain import bank_postings, cash_postings, payout_postings, postings, refund_postings
from shop.domain.bank_postings import (
    post_bank_fee,
    post_by_hand,
    post_converted,
    post_delivery_exchanged,
    post_exchange_borne,
    post_exchanged,
    post_gateway_fee,
    post_gateway_fee_returned,
    post_gateway_settled,
    post_rounded,
)
from shop.domain.cash_postings import (
    post_cash_difference,
    post_cash_handed_over,
    post_difference_settled,
    post_remitted,
    post_return_cost,
)
from shop.domain.payout_postings import (
    post_netted,
    post_payout_confirmed,
    post_payout_failed,
    post_payout_returned,
    post_payout_sent,
)
from shop.domain.postings import (
    CASH_HELD,
    MONEY_IN,
    PAYABLE,
    Account,
    OrderPosted,
    PartPosted,
    Posting,
    UnbalancedError,
    balances,
    post_changed,
    post_earned,
    post_owed_back,
    post_paid,
    post_paid_in_vain,
    post_placed,
    post_unearned,
    reversal,
)
from shop.domain.refund_postings import (
    BEARERS,
    post_dispute_lost,
    post_dispute_opened,
    post_dispute_won,
    post_refund_failed,
    post_refund_granted,
    post_refund_reopened,
    post_refund_requested,
    post_refund_succeeded,
    post_refunded,
)

some = st.integers(1, 10**9)
perhaps = st.integers(0, 10**6)
code = st.sampled_from(["MAD", "EUR", "USD", "JPY"])
place = st.sampled_from(sorted(MONEY_IN))
cash = st.sampled_from(sorted(CASH_HELD))
owed = st.sampled_from(sorted(PAYABLE))
who = st.integers(1, 9)
anyone = st.one_of(st.none(), who)
sale = st.builds(PartPosted, producer=who, maker=some, tax=perhaps, delivery=perhaps, delivery_party=who)


def the_order(part):
    return OrderPosted("MAD", part.maker + part.tax + part.delivery, (part,))


EUROS = {"sold_in": st.just("EUR"), "paid_in": st.just("MAD")}
RULES = {
    "paid in vain": st.builds(post_paid_in_vain, some, code, place, anyone),
    "owed back": st.builds(post_owed_back, some, code),
    "changed": st.builds(post_changed, sale.map(the_order), sale.map(the_order)),
    "earned": st.builds(post_earned, who, some, code, delivery=perhaps),
    "unearned": st.builds(post_unearned, who, some, code, delivery=perhaps),
    "granted": st.builds(post_refund_granted, some, code, st.sampled_from(sorted(BEARERS)), anyone),
    "requested": st.builds(post_refund_requested, some, code),
    "succeeded": st.builds(post_refund_succeeded, some, code, place, anyone),
    "failed": st.builds(post_refund_failed, some, code),
    "reopened": st.builds(post_refund_reopened, some, code, place, anyone),
    "refunded": st.builds(post_refunded, some, code, place, anyone),
    "dispute opened": st.builds(post_dispute_opened, some, code),
    "dispute won": st.builds(post_dispute_won, some, code),
    "dispute lost": st.builds(post_dispute_lost, some, code),
    "handed over": st.builds(
        post_cash_handed_over,
        some,
        code,
        giver=st.tuples(cash, st.just(1)),
        receiver=st.tuples(place, st.just(2)),
    ),
    "remitted": st.builds(
        post_remitted, some, some, code, fee=perhaps, fee_tax=perhaps, delivery=perhaps, carrier=anyone
    ),
    "short or over": st.builds(
        post_cash_difference, st.one_of(some, some.map(lambda each: -each)), code, cash, anyone
    ),
    "difference settled": st.builds(post_difference_settled, some, code, place, anyone),
    "return cost": st.builds(post_return_cost, some, code, carrier=anyone, producer=anyone),
    "payout sent": st.builds(post_payout_sent, anyone, some, code, owed_on=owed),
    "payout confirmed": st.builds(
        post_payout_confirmed, anyone, some, code, out_of=place, holder=anyone, fee=perhaps
    ),
    "payout failed": st.builds(post_payout_failed, anyone, some, code, owed_on=owed),
    "payout returned": st.builds(post_payout_returned, anyone, some, code, owed_on=owed, fee=perhaps),
    "netted": st.builds(post_netted, who, some, code, against=cash),
    "gateway fee": st.builds(post_gateway_fee, some, code),
    "gateway fee returned": st.builds(post_gateway_fee_returned, some, code),
    "gateway settled": st.builds(post_gateway_settled, some, code, fee=perhaps),
    "bank fee": st.builds(post_bank_fee, some, code),
    "exchanged": st.builds(
        post_exchanged, who, sold=some, sold_in=st.just("EUR"), paid=some, paid_in=st.just("MAD")
    ),
    "delivery exchanged": st.builds(post_delivery_exchanged, who, sold=some, paid=some, **EUROS),
    "converted": st.builds(
        post_converted, sold=some, sold_in=st.just("EUR"), got=some, got_in=st.just("MAD")
    ),
    "exchange borne": st.builds(post_exchange_borne, some, code, st.just(Account.PLATFORM_INCOME)),
    "rounded": st.builds(post_rounded, st.integers(1, 99), st.just("MAD"), st.sampled_from(Account), anyone),
}
BARE = {"post_placed", "post_paid", "post_cancelled", "post_by_hand"}  # theirs are tested by themselves


def test_no_rule_is_left_out():
    modules = (postings, refund_postings, cash_postings, payout_postings, bank_postings)
    rules = {
        name
        for module in modules
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("post_") and found.__module__ == module.__name__
    }
    text = inspect.getsource(inspect.getmodule(the_order))
    assert {name for name in rules - BARE if f"builds({name}" not in "".join(text.split())} == set()
    assert len(rules - BARE) == len(RULES)


@pytest.mark.parametrize("name", RULES)
@given(data=st.data())
def test_a_rule_balances_and_its_opposite_undoes_it(name, data):
    entry = data.draw(RULES[name])
    sums = {}
    for side in entry.postings:
        assert side.amount
        sums[side.currency] = sums.get(side.currency, 0) + side.amount
    assert not any(sums.values())
    assert balances([entry, reversal(entry)]) == {}
    assert len(reversal(entry).kind) <= 30, "it fits its column"


@pytest.mark.parametrize(
    "rule",
    [
        post_owed_back,
        post_paid_in_vain,
        post_refund_requested,
        post_refund_succeeded,
        post_refund_failed,
        post_refund_reopened,
        post_refunded,
        post_dispute_opened,
        post_dispute_won,
        post_dispute_lost,
        post_difference_settled,
        post_return_cost,
        post_gateway_fee,
        post_gateway_fee_returned,
        post_gateway_settled,
        post_bank_fee,
        lambda amount, currency: post_refund_granted(amount, currency, Account.GOODWILL),
        lambda amount, currency: post_payout_sent(7, amount, currency),
        lambda amount, currency: post_payout_confirmed(7, amount, currency),
        lambda amount, currency: post_payout_failed(7, amount, currency),
        lambda amount, currency: post_payout_returned(7, amount, currency),
        lambda amount, currency: post_netted(7, amount, currency),
        lambda amount, currency: post_converted(sold=amount, sold_in="EUR", got=1, got_in=currency),
        lambda amount, currency: post_converted(sold=1, sold_in="EUR", got=amount, got_in=currency),
    ],
)
@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_above_zero(rule, amount):
    with pytest.raises(ValueError, match="nothing to book"):
        rule(amount, "MAD")


@given(some, code)
def test_a_refund_that_fails_is_due_again_and_one_that_succeeds_is_gone(amount, currency):
    due = post_paid_in_vain(amount, currency)
    asked = post_refund_requested(amount, currency)
    assert balances([due, asked, post_refund_failed(amount, currency)]) == balances([due])
    done = post_refund_succeeded(amount, currency)
    assert balances([due, asked, done]) == {}
    assert balances([due, asked, done, post_refund_reopened(amount, currency)]) == balances([due])


@given(some, perhaps)
def test_a_payout_is_owed_under_way_or_gone(amount, fee):
    earned = post_earned(7, amount, "MAD")
    sent = post_payout_sent(7, amount, "MAD")
    owed = (Account.PRODUCER_PAYABLE, 7, "MAD")
    assert balances([earned])[owed] == -amount
    assert owed not in balances([earned, sent])
    assert balances([earned, sent, post_payout_failed(7, amount, "MAD")]) == balances([earned])
    confirmed = [earned, sent, post_payout_confirmed(7, amount, "MAD", fee=fee)]
    assert balances(confirmed)[Account.BANK, None, "MAD"] == -amount - fee
    assert balances([*confirmed, post_payout_returned(7, amount, "MAD")])[owed] == -amount


@given(some, perhaps, perhaps)
def test_a_remittance_leaves_nothing_with_the_carrier_and_names_what_is_missing(received, fee, missing):
    collected = received + fee + missing
    story = [
        post_paid(collected, "MAD", Account.CASH_WITH_CARRIER),
        post_remitted(collected, received, "MAD", fee=fee),
    ]
    left = balances(story)
    assert (Account.CASH_WITH_CARRIER, None, "MAD") not in left
    assert left.get((Account.CASH_DIFFERENCES, None, "MAD"), 0) == missing
    if missing:
        assert (Account.CASH_DIFFERENCES, None, "MAD") not in balances(
            [*story, post_difference_settled(missing, "MAD")]
        )


@given(some)
def test_cash_is_in_one_hand_at_a_time(amount):
    hands = [
        (Account.CASH_WITH_PRODUCER, 7),
        (Account.CASH_WITH_AGENT, 3),
        (Account.CASH_WITH_AGENT, 4),
        (Account.BANK, None),
    ]
    story = [post_paid(amount, "MAD", *hands[0])]
    for giver, receiver in pairwise(hands):
        story.append(post_cash_handed_over(amount, "MAD", giver=giver, receiver=receiver))
        held = {key: value for key, value in balances(story).items() if key[0] in MONEY_IN}
        assert held == {(*receiver, "MAD"): amount}


@given(sale, sale)
def test_a_changed_order_is_as_if_it_had_been_sold_so(before, after):
    changed = [post_placed(the_order(before)), post_changed(the_order(before), the_order(after))]
    assert balances(changed) == balances([post_placed(the_order(after))])


@given(some, some, some)
def test_what_an_exchange_leaves_open_is_the_difference_alone(sold, promised, got):
    story = [
        post_exchanged(7, sold=sold, sold_in="EUR", paid=promised, paid_in="MAD"),
        post_converted(sold=sold, sold_in="EUR", got=got, got_in="MAD"),
    ]
    left = {key[2]: value for key, value in balances(story).items() if key[0] is Account.EXCHANGE_DIFFERENCE}
    assert left == ({"MAD": promised - got} if promised != got else {})
    if promised != got:
        borne = post_exchange_borne(promised - got, "MAD", Account.PLATFORM_INCOME)
        assert (Account.EXCHANGE_DIFFERENCE, None, "MAD") not in balances([*story, borne])


REFUSED = {
    "money is not kept on": lambda: post_paid_in_vain(1, "MAD", Account.ROUNDING),
    "does not bear a refund": lambda: post_refund_granted(1, "MAD", Account.BANK),
    "does not bear a lost dispute": lambda: post_dispute_lost(1, "MAD", Account.BANK),
    "does not bear an exchange": lambda: post_exchange_borne(1, "MAD", Account.PRODUCER_PAYABLE, 7),
    "exchange of 0": lambda: post_exchange_borne(0, "MAD", Account.PLATFORM_INCOME),
    "not cash in somebody's hands": lambda: post_cash_difference(1, "MAD", Account.BANK),
    "nothing is missing": lambda: post_cash_difference(0, "MAD"),
    "from a hand to itself": lambda: post_cash_handed_over(
        1, "MAD", giver=(Account.CASH_WITH_AGENT, 1), receiver=(Account.CASH_WITH_AGENT, 1)
    ),
    "no negative amounts": lambda: post_remitted(1, 1, "MAD", fee=-1),
    "nobody is paid out of": lambda: post_payout_sent(7, 1, "MAD", owed_on=Account.PLATFORM_INCOME),
    "not set off": lambda: post_netted(7, 1, "MAD", against=Account.BANK),
    "no rounding": lambda: post_rounded(100, "MAD", Account.BUYER_CLEARING),
    "two different sides": lambda: post_by_hand(
        [Posting(Account.BANK, 1, "MAD"), Posting(Account.BANK, -1, "MAD")]
    ),
    "two sides": lambda: post_by_hand([Posting(Account.BANK, 0, "MAD")]),
    "two currencies": lambda: post_converted(sold=1, sold_in="MAD", got=1, got_in="MAD"),
    "does not change its currency": lambda: post_changed(
        OrderPosted("MAD", 0, ()), OrderPosted("EUR", 0, ())
    ),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_makes_no_sense_is_refused(words):
    with pytest.raises(ValueError, match=words):
        REFUSED[words]()


def test_an_entry_by_hand_balances_like_any_other():
    with pytest.raises(UnbalancedError):
        post_by_hand([Posting(Account.BANK, 2, "MAD"), Posting(Account.ROUNDING, -1, "MAD")])
    assert (
        post_by_hand([Posting(Account.BANK, 1, "MAD"), Posting(Account.ROUNDING, -1, "MAD")]).kind
        == "by_hand"
    )
