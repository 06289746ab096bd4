"""What people type for a quantity, and what they are told."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.quantities import LARGEST, QuantityError, QuantityFault, parse_quantity


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1", 1), (" 3 ", 3), ("٣", 3), ("۱۲", 12), ("007", 7), ("+2", 2), (5, 5), ("\u200f4", 4), ("999", 999)],
)
def test_a_quantity_is_read_in_any_digits(typed, meant):
    assert parse_quantity(typed) == meant


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "not_a_number"),
        ("deux", "not_a_number"),
        ("1e3", "not_a_number"),
        ("0x10", "not_a_number"),
        ("½", "not_a_number"),
        ("²", "not_a_number"),
        ("1 2", "not_a_number"),
        ("--1", "not_a_number"),
        ("1\x002", "not_a_number"),
        ("NaN", "not_a_number"),
        ("1.5", "fraction"),
        ("1,5", "fraction"),
        ("٢٫٥", "fraction"),
        (".5", "fraction"),
        ("2.", "fraction"),
        ("0", "zero"),
        ("-0", "zero"),
        ("-1", "negative"),
        ("\u2212٣", "negative"),
        (-4, "negative"),
        ("1000", "too_many"),
        ("9" * 100_000, "too_many"),
    ],
)
def test_a_quantity_that_cannot_be_used_says_why(typed, fault):
    with pytest.raises(QuantityError) as caught:
        parse_quantity(typed)
    assert caught.value.fault is QuantityFault(fault)
    assert caught.value.largest == LARGEST


@given(st.text(max_size=30), st.integers(1, 10**6))
def test_any_text_gives_a_quantity_in_bounds_or_a_reason(typed, largest):
    with suppress(QuantityError):
        assert 1 <= parse_quantity(typed, largest) <= largest


@given(st.integers(1, LARGEST))
def test_a_quantity_comes_back_as_it_was_written(number):
    assert parse_quantity(number) == parse_quantity(str(number)) == number
