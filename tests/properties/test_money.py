"""Money is divided without loss, rounded one way, and survives the trip to minor units and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moneyed import Money

from shop.domain.money import (
    UnroundedMoneyError,
    allocate,
    digits,
    from_minor,
    minor,
    percent_of,
    percent_within,
    rounded,
    share,
    written,
)

CURRENCIES = ("MAD", "EUR", "USD", "JPY")
amounts = st.integers(-(10**12), 10**12)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=50)
percents = st.decimals(0, 100, places=3)
currencies = st.sampled_from(CURRENCIES)


@given(amounts, weights)
def test_shares_add_up_to_the_whole(amount, weights):
    assert sum(allocate(amount, weights)) == amount


@given(amounts, weights)
def test_a_share_is_off_by_less_than_one_minor_unit(amount, weights):
    if total := sum(weights):
        shares = allocate(amount, weights)
        assert all(
            abs(got * total - amount * weight) < total for got, weight in zip(shares, weights, strict=True)
        )


@given(amounts, weights)
def test_who_weighs_nothing_gets_nothing_beside_others(amount, weights):
    shares = allocate(amount, weights)
    if any(weights):
        assert not any(got for got, weight in zip(shares, weights, strict=True) if not weight)


@given(amounts, weights)
def test_a_refund_undoes_a_charge_share_by_share(amount, weights):
    assert allocate(-amount, weights) == [-part for part in allocate(amount, weights)]


@given(amounts, currencies, weights)
def test_money_is_divided_like_its_minor_units(amount, currency, weights):
    money = from_minor(amount, currency)
    shares = share(money, weights)
    assert sum(shares, Money(0, currency)) == money
    assert [minor(part) for part in shares] == allocate(amount, weights)


@given(amounts, currencies)
def test_minor_units_come_back_as_they_went(amount, currency):
    assert minor(from_minor(amount, currency)) == amount


@given(amounts, percents)
def test_a_percentage_is_rounded_half_up_and_alike_both_ways(amount, percent):
    part = percent_of(amount, percent)
    exact = amount * percent / 100
    assert abs(part - exact) <= Decimal("0.5")
    assert percent_of(-amount, percent) == -part
    if abs(exact) % 1 == Decimal("0.5"):
        assert abs(part) > abs(exact)


@given(st.integers(0, 10**12), percents)
def test_the_tax_within_a_price_never_exceeds_it(gross, percent):
    tax = percent_within(gross, percent)
    assert 0 <= tax <= gross
    assert abs(percent_of(gross - tax, percent) - tax) <= 1 + percent / 100


@given(amounts, currencies, st.sampled_from(["fr", "ar", "en", "zgh"]), st.sampled_from(["MA", "FR", "US"]))
def test_a_written_price_has_western_digits_and_breaks_nowhere(amount, currency, lang, country):
    text = written(from_minor(amount, currency), lang, country)
    assert " " not in text
    assert all(character in "0123456789" for character in text if character.isdigit())
    read = "".join(character for character in text if character.isdigit())
    decimals = 10 ** digits(currency)
    assert int(read) == (abs(amount) // decimals if amount % decimals == 0 else abs(amount))


def test_no_weights_take_nothing_but_nothing():
    assert allocate(0, []) == []
    with pytest.raises(ValueError, match="nobody"):
        allocate(1, [])


def test_equal_weights_of_zero_share_alike():
    assert allocate(5, [0, 0, 0]) == [2, 2, 1]


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match="negative"):
        allocate(5, [1, -1])


@pytest.mark.parametrize(("currency", "amount"), [("MAD", "1.001"), ("EUR", "0.005"), ("JPY", "1.5")])
def test_an_amount_finer_than_its_currency_is_refused_not_rounded(currency, amount):
    with pytest.raises(UnroundedMoneyError):
        minor(Money(amount, currency))


@pytest.mark.parametrize(
    ("currency", "amount", "expected"),
    [("MAD", "1.005", 101), ("EUR", "-1.005", -101), ("JPY", "1.5", 2), ("TND", "1.0005", 1001)],
)
def test_rounding_is_half_up_to_the_minor_unit(currency, amount, expected):
    assert minor(rounded(Decimal(amount), currency)) == expected
