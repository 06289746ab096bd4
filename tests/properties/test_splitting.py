"""Whatever is in the basket, the parts add up to the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.splitting import BasketLine, Shared, SharedKind, split, totals

lines = st.lists(
    st.builds(
        BasketLine,
        key=st.integers(1, 10**6),
        producer=st.integers(1, 6),
        amount=st.integers(0, 10**8),
    ),
    min_size=1,
    max_size=50,
)


@st.composite
def baskets(draw):
    basket = draw(lines)
    goods = sum(line.amount for line in basket)
    producers = sorted({line.producer for line in basket})
    own = {producer: draw(st.integers(0, 10**5)) for producer in producers if draw(st.booleans())}
    shared = [
        Shared(SharedKind.DELIVERY, draw(st.integers(0, 10**5))),
        Shared(SharedKind.FEE, draw(st.integers(0, 10**4)), "gift"),
        Shared(SharedKind.DUTIES, draw(st.integers(0, 10**4))),
        Shared(SharedKind.DISCOUNT, draw(st.integers(0, goods))),
    ]
    return basket, own, shared


def signed(shared):
    return -shared.amount if shared.kind is SharedKind.DISCOUNT else shared.amount


@given(baskets())
def test_the_parts_add_up_to_the_order(basket):
    lines, own, shared = basket
    parts = split(lines, own_delivery=own, own_duties=own, shared=shared)
    expected = (
        sum(line.amount for line in lines) + 2 * sum(own.values()) + sum(signed(each) for each in shared)
    )
    assert sum(part.total for part in parts) == totals(parts).total == expected


@given(baskets())
def test_each_shared_amount_adds_up_on_its_own(basket):
    lines, own, shared = basket
    parts = split(lines, own_delivery=own, shared=shared)
    for each in shared:
        assert sum(part.sum_of(each.kind) for part in parts) == each.amount


@given(baskets())
def test_every_line_is_moved_once_and_unchanged(basket):
    lines, own, shared = basket
    parts = split(lines, own_delivery=own, shared=shared)
    moved = [line for part in parts for line in part.lines]
    assert sorted(moved, key=repr) == sorted(lines, key=repr)
    assert all(line.producer == part.producer for part in parts for line in part.lines)


@given(lines)
def test_parts_come_in_the_order_in_which_their_producers_appear(lines):
    producers = [part.producer for part in split(lines)]
    assert producers == list(dict.fromkeys(line.producer for line in lines))


@given(baskets())
def test_a_discount_never_takes_more_than_the_goods_of_a_part(basket):
    lines, own, shared = basket
    for part in split(lines, own_delivery=own, shared=shared):
        assert part.discount <= part.goods


def test_a_service_bears_no_share_of_a_parcel():
    goods, service = BasketLine(1, 10, 1000), BasketLine(2, 20, 9000, needs_delivery=False)
    first, second = split([goods, service], shared=[Shared(SharedKind.DELIVERY, 3500)])
    assert (first.delivery, second.delivery) == (3500, 0)
    assert second.shared == ()


def test_only_what_travels_weighs_in_a_shared_parcel():
    lines = [
        BasketLine(1, 10, 1000),
        BasketLine(2, 10, 9000, needs_delivery=False),
        BasketLine(3, 20, 1000),
    ]
    first, second = split(lines, shared=[Shared(SharedKind.DELIVERY, 3500)])
    assert (first.delivery, second.delivery) == (1750, 1750)


@pytest.mark.parametrize(
    ("lines", "own", "shared"),
    [
        ([], {}, []),
        ([BasketLine(1, 1, 100)], {2: 10}, []),
        ([BasketLine(1, 1, 100, needs_delivery=False)], {1: 10}, []),
        ([BasketLine(1, 1, 100, needs_delivery=False)], {}, [Shared(SharedKind.DELIVERY, 5)]),
        ([BasketLine(1, 1, -100)], {}, []),
        ([BasketLine(1, 1, 100)], {}, [Shared(SharedKind.DISCOUNT, 101)]),
        ([BasketLine(1, 1, 100)], {}, [Shared(SharedKind.DISCOUNT, -10)]),
        ([BasketLine(1, 1, 100)], {}, [Shared(SharedKind.FEE, -10)]),
    ],
)
def test_nonsense_is_refused(lines, own, shared):
    with pytest.raises(ValueError, match=r"\w"):
        split(lines, own_delivery=own, shared=shared)
