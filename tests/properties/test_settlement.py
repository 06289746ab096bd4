"""A change moves money between those who had it: to the centime, never more than is left, in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.bank_postings import post_exchanged
from shop.domain.fees import FeeKind
from shop.domain.postings import (
    Account,
    FeePosted,
    OrderPosted,
    PartPosted,
    balances,
    post_paid,
    post_placed,
)
from shop.domain.settlement import (
    AboveRemainderError,
    Item,
    ItemKey,
    Role,
    Settlement,
    Share,
    Take,
    effects,
    post_settled,
    settle,
    take_all,
)

amounts = st.integers(0, 10**6)
GOODWILL = ItemKey("order")


@st.composite
def items(draw):
    """Lines of one or two makers as they were frozen, some with a discount, some paid in another currency."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        producer = draw(st.integers(1, 2))
        given_roles = draw(
            st.lists(st.sampled_from([Role.PLATFORM, Role.ASSOCIATION, Role.TAX]), unique=True)
        )
        shares = [Share(Role.MAKER, producer, draw(amounts))]
        shares += [Share(role, None, draw(amounts)) for role in given_roles]
        gross = sum(share.amount for share in shares)
        shares.append(Share(Role.DISCOUNT, None, draw(st.integers(0, gross))))
        is_abroad = draw(st.booleans())
        made.append(
            Item(
                ItemKey("line", producer, number + 1),
                producer,
                tuple(shares),
                is_earned=draw(st.booleans()),
                fixed=draw(amounts) if is_abroad else 0,
                fixed_in="MAD" if is_abroad else "",
            )
        )
    return made


def apply(sold: list[Item], settled: Settlement) -> list[Item]:
    """Return what is left after a settlement."""
    gone = {(one.item, one.role, one.party): one.amount for one in settled.taken}
    return [
        Item(
            item.key,
            item.producer,
            tuple(
                Share(one.role, one.party, one.amount - gone.get((item.key, one.role, one.party), 0))
                for one in item.shares
            ),
            is_earned=item.is_earned,
            fixed=item.fixed - gone.get((item.key, Role.MAKER_FIXED, item.producer), 0),
            fixed_in=item.fixed_in,
        )
        for item in sold
    ]


@given(items(), st.data(), st.integers(-(10**6), 10**6))
def test_what_is_taken_adds_up_and_the_entry_balances(sold, data, open_amount):
    takes = [Take(item.key, data.draw(st.integers(0, item.left))) for item in sold]
    takes.append(Take(GOODWILL, data.draw(st.integers(0, 100))))
    settled = settle(sold, takes, currency="EUR", open_amount=open_amount)
    assert settled.total == sum(take.amount for take in takes)
    assert sum(effects(settled).values()) == settled.total
    assert settled.refund == min(settled.total, max(0, settled.total - open_amount))
    entry = post_settled(settled)
    for currency in ("EUR", "MAD"):
        assert sum(side.amount for side in entry.postings if side.currency == currency) == 0


@given(items(), st.data())
def test_in_however_many_steps_nobody_gives_more_than_she_has_and_all_of_it_in_the_end(sold, data):
    left = list(sold)
    for _ in range(data.draw(st.integers(0, 4))):
        takes = [Take(item.key, data.draw(st.integers(0, item.left))) for item in left]
        left = apply(left, settle(left, takes, currency="EUR", open_amount=0))
        assert all(share.amount >= 0 for item in left for share in item.shares)
        assert all(item.fixed >= 0 for item in left)
    rest = settle(left, take_all(left), currency="EUR", open_amount=0)
    done = apply(left, rest)
    assert all(share.amount == 0 for item in done for share in item.shares if item.left == 0)
    assert sum(item.left for item in done) == 0
    assert all(item.fixed == 0 for item in done if item.shares[0].amount and not item.left)


@given(items(), st.data())
def test_more_than_is_left_is_refused(sold, data):
    item = data.draw(st.sampled_from(sold))
    with pytest.raises(AboveRemainderError) as refused:
        settle(sold, [Take(item.key, item.left + 1)], currency="EUR", open_amount=0)
    assert refused.value.left == item.left


def test_a_fee_alone_comes_from_whoever_had_it():
    line = ItemKey("line", 1, 1)
    item = Item(line, 7, (Share(Role.MAKER, 7, 9000), Share(Role.PLATFORM, None, 1000)))
    settled = settle([item], [Take(line, 400, Role.PLATFORM)], currency="MAD", open_amount=0)
    assert effects(settled) == {(Role.PLATFORM, None): 400}
    with pytest.raises(AboveRemainderError):
        settle([item], [Take(line, 1001, Role.PLATFORM)], currency="MAD", open_amount=0)


def test_a_sale_that_is_taken_back_whole_leaves_nothing_in_the_books():
    part = PartPosted(7, 9000, (FeePosted(FeeKind.PLATFORM, 1000),), delivery=500)
    line, delivery = ItemKey("line", 1, 1), ItemKey("delivery", 1)
    sold = [
        Item(
            line,
            7,
            (Share(Role.MAKER, 7, 9000), Share(Role.PLATFORM, None, 1000)),
            fixed=96_570,
            fixed_in="MAD",
        ),
        Item(delivery, 7, (Share(Role.DELIVERY, None, 500),)),
    ]
    booked = [
        post_placed(OrderPosted("EUR", 10_500, (part,))),
        post_exchanged(7, sold=9000, sold_in="EUR", paid=96_570, paid_in="MAD"),
        post_paid(10_500, "EUR", Account.GATEWAY_CLEARING),
    ]
    first = settle(sold, [Take(line, 3333)], currency="EUR", open_amount=0)
    left = apply(sold, first)
    rest = settle(left, take_all(left), currency="EUR", open_amount=0)
    booked += [post_settled(first), post_settled(rest)]
    assert balances(booked) == {
        (Account.GATEWAY_CLEARING, None, "EUR"): 10_500,
        (Account.REFUNDS_DUE, None, "EUR"): -10_500,
    }
