"""Advances, sums of a quote, and who may make what is looked for: rules without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.advances import AdvanceTooSmallError, Came, advance_of, check_advance, what_came
from shop.domain.sourcing import Candidate, Doubt, Match, Wanted, per_month, pieces_by, rank
from shop.domain.trade_quotes import QuotedLine, QuoteError, is_date_wanted, parts_of, sums_of

TODAY = date(2026, 3, 1)
totals = st.integers(min_value=1, max_value=10**11)
lines = st.lists(
    st.builds(
        QuotedLine,
        key=st.integers(1, 10**6),
        producer=st.integers(1, 5),
        quantity=st.integers(1, 5000),
        unit=st.integers(1, 100_000),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda line: line.key,
)


@given(totals, st.integers(50, 100))
def test_an_advance_is_never_below_half_and_never_above_all(total, percent):
    advance = advance_of(total, percent)
    check_advance(advance, total)
    assert total <= advance * 2
    assert advance <= total
    assert (advance - 1) * 100 < total * percent  # rounded up, by less than a minor unit


@given(totals, st.one_of(st.integers(-5, 49), st.integers(101, 300)))
def test_no_other_percent_is_taken(total, percent):
    with pytest.raises(AdvanceTooSmallError):
        advance_of(total, percent)


@given(totals)
def test_a_minor_unit_below_half_is_refused(total):
    with pytest.raises(AdvanceTooSmallError):
        check_advance((total - 1) // 2, total)
    with pytest.raises(AdvanceTooSmallError):
        check_advance(total + 1, total)


@given(totals, st.integers(50, 100), st.integers(0, 2 * 10**11))
def test_what_came_is_one_of_four_and_grows_with_the_money(total, percent, paid):
    advance = advance_of(total, percent)
    came = what_came(paid, total, advance=advance)
    expected = (
        Came.TOO_MUCH
        if paid > total
        else Came.WHOLE
        if paid == total
        else Came.ADVANCE
        if paid >= advance
        else Came.TOO_LITTLE
    )
    assert came is expected
    assert what_came(paid, total) in (Came.TOO_LITTLE, Came.WHOLE, Came.TOO_MUCH)


@given(lines, st.integers(0, 10**6), st.integers(50, 100))
def test_the_sums_and_the_parts_of_a_quote_add_up(quoted, delivery, percent):
    sums = sums_of(quoted, delivery, percent)
    parts = parts_of(quoted, delivery)
    assert sums.goods == sum(line.total for line in quoted) == sum(part.goods for part in parts)
    assert sums.delivery == delivery == sum(part.delivery for part in parts)
    assert sums.total == sums.goods + delivery == sum(part.total for part in parts)
    assert sums.advance + sums.balance == sums.total
    assert sums.balance <= sums.advance


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": 100_001}, "quantity"),
        ({"unit": 0}, "price"),
        ({"unit": -5}, "price"),
        ({"unit": 10**11}, "too_much"),
    ],
)
def test_numbers_that_cannot_be_are_refused(changed, code):
    line = replace(QuotedLine(1, 1, 10, 100), **changed)
    with pytest.raises(QuoteError) as refused:
        sums_of([line], 0, 50)
    assert refused.value.code == code


def test_an_empty_quote_and_a_negative_delivery_are_refused():
    with pytest.raises(QuoteError):
        sums_of([], 0, 50)
    with pytest.raises(QuoteError):
        sums_of([QuotedLine(1, 1, 1, 1)], -1, 50)


def test_a_day_is_ahead_and_not_in_another_age():
    assert not is_date_wanted(TODAY, TODAY)
    assert not is_date_wanted(TODAY - timedelta(days=1), TODAY)
    assert is_date_wanted(TODAY + timedelta(days=1), TODAY)
    assert not is_date_wanted(date(9999, 1, 1), TODAY)


WANTED = Wanted(40, TODAY, TODAY + timedelta(days=60), frozenset({"wfto"}))
WEAVER = Candidate(1, sells_it=True, ready=4, at_once=10, making_days=15, labels=frozenset({"wfto"}))


def test_capacity_is_what_she_takes_at_once_over_her_days():
    assert per_month(WEAVER) == 20
    assert pieces_by(WEAVER, WANTED) == 44
    assert per_month(replace(WEAVER, making_days=None)) is None
    assert pieces_by(replace(WEAVER, making_days=None), WANTED) == 4
    assert pieces_by(replace(WEAVER, making_days=None, ready=0), WANTED) is None
    assert pieces_by(replace(WEAVER, away_until=TODAY + timedelta(days=30)), WANTED) == 24


def test_each_rank_says_why():
    (found,) = rank([WEAVER], WANTED)
    assert set(found.matches) == {Match.MAKES_IT, Match.CAPACITY, Match.LABELS}
    assert found.doubts == ()
    (other,) = rank(
        [
            Candidate(
                2, has_craft=True, is_group=True, away_until=TODAY + timedelta(days=3), is_market_open=False
            )
        ],
        WANTED,
    )
    assert set(other.matches) == {Match.CRAFT, Match.GROUP}
    assert set(other.doubts) == {
        Doubt.CAPACITY_UNKNOWN,
        Doubt.LABELS_MISSING,
        Doubt.AWAY,
        Doubt.MARKET_CLOSED,
    }


@pytest.mark.parametrize(
    "worse",
    [
        {"labels": frozenset()},
        {"at_once": 1},
        {"is_market_open": False},
        {"away_until": TODAY + timedelta(days=59)},
        {"sells_it": False, "has_craft": True},
    ],
)
def test_whatever_speaks_against_her_puts_her_lower(worse):
    first, second = rank([replace(WEAVER, producer=9, **worse), WEAVER], WANTED)
    assert (first.producer, second.producer) == (1, 9)
    assert first.score > second.score


def test_who_has_nothing_to_do_with_it_is_left_out_and_ties_have_an_order():
    twin = replace(WEAVER, producer=3)
    assert rank([Candidate(5, ready=99)], WANTED) == ()
    assert [one.producer for one in rank([twin, WEAVER], WANTED)] == [1, 3]
