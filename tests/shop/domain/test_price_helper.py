"""From hours to a price: she is left at least what she is owed, whatever the rules take."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moneyed import Money

from shop.domain.money import from_minor, minor
from shop.domain.price_helper import (
    HIGHEST,
    AmountError,
    AmountFault,
    Work,
    owed,
    read_amount,
    read_hours,
    read_price,
    suggested_price,
)

FLOOR = Money("17.92", "MAD")


def mad(amount: object) -> Money:
    return Money(Decimal(str(amount)), "MAD")


def left_after(percent: int):
    """What is left of a price when rules take so many per cent of it."""
    return lambda price: from_minor(minor(price) * (100 - percent) // 100, "MAD")


def test_hours_times_the_floor_and_the_material_are_owed():
    assert owed(Work(Decimal(10), mad(50)), FLOOR) == mad("229.20")


def test_the_suggestion_is_a_round_price_that_leaves_her_what_she_is_owed():
    price = suggested_price(Work(Decimal(10), mad(50)), FLOOR, left_after(15))
    assert price == mad(270)  # 85 per cent of 265 are 225.25, which is too little


@given(
    hours=st.decimals(0, 400, places=2),
    material=st.integers(0, 10_000),
    percent=st.integers(0, 60),
)
def test_it_always_leaves_enough_and_one_step_less_would_not(hours, material, percent):
    work, gets = Work(hours, mad(material)), left_after(percent)
    price = suggested_price(work, FLOOR, gets)
    if minor(owed(work, FLOOR)) == 0:
        assert price is None
        return
    assert price.amount % 5 == 0
    assert gets(price) >= owed(work, FLOOR)
    assert gets(price - mad(5)) < owed(work, FLOOR)


def test_rules_that_take_everything_bring_no_suggestion_and_no_error():
    assert suggested_price(Work(Decimal(3), mad(0)), FLOOR, left_after(100)) is None


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", AmountFault.EMPTY),
        ("   ", AmountFault.EMPTY),
        ("0", AmountFault.NOT_ABOVE_ZERO),
        ("0,00", AmountFault.NOT_ABOVE_ZERO),
        ("-5", AmountFault.NOT_ABOVE_ZERO),
        ("123456789012", AmountFault.TOO_HIGH),
        (str(HIGHEST + 1), AmountFault.TOO_HIGH),
        ("12.345", AmountFault.TOO_FINE),
        ("NaN", AmountFault.NOT_A_NUMBER),
        ("Infinity", AmountFault.NOT_A_NUMBER),
        ("1e3", AmountFault.NOT_A_NUMBER),
        ("<b>5</b>", AmountFault.NOT_A_NUMBER),
        ("1" * 5000, AmountFault.TOO_HIGH),
    ],
)
def test_what_is_no_price_is_refused(typed, fault):
    with pytest.raises(AmountError) as error:
        read_price(typed, "MAD")
    assert error.value.fault is fault


@pytest.mark.parametrize("typed", ["180", " 180 ", "180,00", "١٨٠", "1\u00a080", "180.0"])
def test_a_price_is_read_as_people_type_it(typed):
    assert read_price(typed, "MAD") == mad(180)


def test_material_may_cost_nothing_and_hours_come_in_quarters():
    assert read_amount("0", "MAD") == mad(0)
    assert read_hours("2,25") == Decimal("2.25")
