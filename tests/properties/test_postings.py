"""Every business event posts one balanced entry, and a reversal leaves nothing behind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.bank_postings import post_exchanged
from shop.domain.fees import FeeKind
from shop.domain.postings import (
    FEE_ACCOUNTS,
    MONEY_IN,
    Account,
    Entry,
    FeePosted,
    OrderPosted,
    PartPosted,
    Posting,
    UnbalancedError,
    balances,
    post_cancelled,
    post_earned,
    post_paid,
    post_placed,
    reversal,
)
from shop.domain.refund_postings import post_refunded

money = st.integers(0, 10**9)
currencies = st.sampled_from(["MAD", "EUR", "USD", "JPY"])
fees = st.builds(
    FeePosted,
    kind=st.sampled_from(FeeKind),
    amount=money,
    tax=money,
    party=st.one_of(st.none(), st.integers(100, 103)),
)
parts = st.builds(
    PartPosted,
    producer=st.integers(1, 9),
    maker=money,
    fees=st.lists(fees, max_size=4).map(tuple),
    tax=money,
    delivery=money,
    delivery_party=st.one_of(st.none(), st.integers(1, 9)),
    duties=money,
    discount=st.integers(0, 10**4),
)


def value_of(part):
    fees = sum(fee.amount + fee.tax for fee in part.fees)
    return part.maker + fees + part.tax + part.delivery + part.duties - part.discount


@st.composite
def orders(draw):
    # A discount never takes more than the goods of a part: splitting sees to it.
    possible = parts.filter(lambda part: value_of(part) >= 0)
    chosen = tuple(draw(st.lists(possible, min_size=1, max_size=8)))
    goods = sum(value_of(part) for part in chosen)
    rounding = draw(st.integers(max(-50, -goods), 50))
    total = goods + rounding
    return OrderPosted(draw(currencies), total, chosen, rounding)


def sums(entry):
    found = {}
    for posting in entry.postings:
        found[posting.currency] = found.get(posting.currency, 0) + posting.amount
    return set(found.values()) or {0}


@given(orders())
def test_any_placed_order_balances(order):
    entry = post_placed(order)
    assert sums(entry) == {0}
    assert all(posting.amount for posting in entry.postings)
    keys = [(posting.account, posting.currency, posting.party) for posting in entry.postings]
    assert len(keys) == len(set(keys))


@given(orders())
def test_each_maker_is_owed_her_part_and_has_earned_nothing_yet(order):
    left = balances([post_placed(order)])
    for producer in {part.producer for part in order.parts}:
        hers = sum(part.maker for part in order.parts if part.producer == producer)
        assert left.get((Account.SALES_NOT_EARNED, producer, order.currency), 0) == -hers
        assert (Account.PRODUCER_PAYABLE, producer, order.currency) not in left


@given(orders(), st.integers(1, 10**6))
def test_parts_that_miss_the_total_cannot_be_posted(order, off):
    with pytest.raises(UnbalancedError):
        post_placed(OrderPosted(order.currency, order.buyer_total + off, order.parts, order.rounding))


@given(orders())
def test_a_reversal_leaves_nothing(order):
    entry = post_placed(order)
    assert balances([entry, reversal(entry)]) == {}
    assert reversal(reversal(entry)).postings == entry.postings


@given(orders(), st.sampled_from(sorted(MONEY_IN)))
def test_paid_then_cancelled_then_refunded_leaves_nothing(order, where):
    if order.buyer_total < 0:
        return
    story = [
        post_placed(order),
        post_paid(order.buyer_total, order.currency, where),
        post_cancelled(order, paid=order.buyer_total),
    ]
    due = {(Account.REFUNDS_DUE, None, order.currency): -order.buyer_total} if order.buyer_total else {}
    assert balances(story).items() >= due.items()
    if order.buyer_total:
        story.append(post_refunded(order.buyer_total, order.currency, where))
    assert balances(story) == {}
    assert all(sums(entry) == {0} for entry in story)


@given(orders())
def test_an_unpaid_order_that_is_cancelled_leaves_nothing(order):
    if order.buyer_total >= 0:
        assert balances([post_placed(order), post_cancelled(order)]) == {}


@given(orders())
def test_a_cancelled_part_leaves_its_siblings_alone(order):
    gone, *rest = order.parts
    alone = OrderPosted(order.currency, value_of(gone), (gone,))
    siblings = OrderPosted(order.currency, order.buyer_total - value_of(gone), tuple(rest), order.rounding)
    assert balances([post_placed(order), post_cancelled(alone)]) == balances([post_placed(siblings)])


@given(st.integers(1, 10**9), currencies)
def test_what_is_delivered_becomes_payable(amount, currency):
    assert balances([post_earned(7, amount, currency)]) == {
        (Account.SALES_NOT_EARNED, 7, currency): amount,
        (Account.PRODUCER_PAYABLE, 7, currency): -amount,
    }


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_an_exchange_balances_in_both_currencies(sold, paid):
    entry = post_exchanged(7, sold=sold, sold_in="EUR", paid=paid, paid_in="MAD")
    assert {posting.currency for posting in entry.postings} == {"EUR", "MAD"}
    assert sums(entry) == {0}


def test_an_unbalanced_entry_cannot_be_built_even_by_hand():
    with pytest.raises(UnbalancedError):
        Entry("by hand", (Posting(Account.ROUNDING, 1, "MAD"),))
    with pytest.raises(UnbalancedError):
        Entry("mixed", (Posting(Account.ROUNDING, 1, "MAD"), Posting(Account.ROUNDING, -1, "EUR")))


def test_more_than_the_sale_was_worth_is_not_given_back():
    order = OrderPosted("MAD", 100, (PartPosted(1, 100),))
    with pytest.raises(ValueError, match="does not fit"):
        post_cancelled(order, paid=101)


def test_money_comes_in_only_where_money_is_kept():
    with pytest.raises(ValueError, match="does not come in"):
        post_paid(100, "MAD", Account.ROUNDING)


def test_an_exchange_within_one_currency_is_refused():
    with pytest.raises(ValueError, match="two currencies"):
        post_exchanged(7, sold=1, sold_in="MAD", paid=1, paid_in="MAD")


def test_every_kind_of_fee_has_its_account():
    assert set(FEE_ACCOUNTS) == set(FeeKind)
