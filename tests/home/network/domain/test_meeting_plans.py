"""The plan of business meetings, with any wishes: nobody and no table twice, the heaviest wishes first."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.network.domain.meetings import (
    Half,
    Placed,
    Wished,
    are_numbers_right,
    do_halves_fit,
    hours_of,
    matches,
    planned_tables,
    propose,
)

people = st.integers(1, 7)
wishes = st.lists(st.builds(Wished, people, people, st.integers(1, 9)), max_size=25)
hours = st.lists(st.integers(1, 6), unique=True, max_size=5)
tables = st.integers(0, 3)


def weights(rows) -> Counter:
    found = Counter()
    for one in rows:
        if one.who != one.whom:
            found[min(one.who, one.whom), max(one.who, one.whom)] += one.weight
    return found


def sat(plan) -> Counter:
    return Counter((one.hour, person) for one in plan for person in (one.first, one.second))


@given(wishes, hours, tables)
def test_nobody_sits_twice_and_no_table_is_used_twice(rows, times, count):
    plan = propose(rows, times, count)
    assert max(sat(plan).values(), default=1) == 1
    assert max(Counter((one.hour, one.table) for one in plan).values(), default=1) == 1
    assert all(one.hour in times and 1 <= one.table <= count and one.first < one.second for one in plan)
    pairs = [(one.first, one.second) for one in plan]
    assert len(set(pairs)) == len(pairs)
    assert set(pairs) <= set(weights(rows))


@given(wishes, hours, tables)
def test_a_wish_is_left_out_only_for_heavier_ones(rows, times, count):
    """In each hour one of the two sits in a meeting that weighs as much, or such ones fill the tables."""
    plan, found = propose(rows, times, count), weights(rows)
    planned = {(one.first, one.second) for one in plan}
    for pair in set(found) - planned:
        for hour in times:
            there = [one for one in plan if one.hour == hour and found[one.first, one.second] >= found[pair]]
            is_busy = any({one.first, one.second} & set(pair) for one in there)
            assert is_busy or len(there) == count


@given(wishes, hours, tables, st.randoms(use_true_random=False))
def test_the_order_in_which_wishes_come_changes_nothing(rows, times, count, chance):
    shuffled = rows[:]
    chance.shuffle(shuffled)
    assert propose(shuffled, times, count) == propose(rows, times, count)


@given(wishes, wishes, hours, tables)
def test_what_is_planned_already_stays_and_nothing_clashes_with_it(before, rows, times, count):
    taken = propose(before, times, count)
    plan = [*taken, *propose(rows, times, count, taken)]
    assert max(sat(plan).values(), default=1) == 1
    assert max(Counter((one.hour, one.table) for one in plan).values(), default=1) == 1
    pairs = [(one.first, one.second) for one in plan]
    assert len(set(pairs)) == len(pairs)


def test_what_two_wish_of_each_other_weighs_more_than_the_wish_of_one():
    plan = propose([Wished(1, 2, 3), Wished(1, 3, 2), Wished(3, 1, 2)], [10], 1)
    assert plan == [Placed(10, 1, 1, 3)]


@given(st.integers(1, 200), st.integers(0, 50))
def test_spare_tables_are_rounded_up_and_one_is_left_to_plan(count, spare):
    planned = planned_tables(count, spare)
    assert 1 <= planned <= count
    assert planned == 1 or (count - planned) * 100 >= count * spare


def moment(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 3, hour, minute, tzinfo=UTC)


def test_hours_fit_whole_into_half_days_with_a_pause_between_them():
    found = hours_of([Half(moment(14), moment(15, 30)), Half(moment(9), moment(10))], 25, 5)
    assert [f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in found] == [
        "09:00-09:25", "09:30-09:55", "14:00-14:25", "14:30-14:55", "15:00-15:25",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("halves", "fit"),
    [
        ([], False),
        ([Half(moment(9), moment(12))], True),
        ([Half(moment(12), moment(9))], False),
        ([Half(moment(14), moment(17)), Half(moment(9), moment(12))], True),
        ([Half(moment(9), moment(12)), Half(moment(11), moment(13))], False),
        ([Half(moment(8 + n), moment(9 + n)) for n in range(3)], False),
    ],
    ids=["none", "one", "backwards", "two", "overlapping", "three"],
)
def test_half_days_are_one_or_two_that_do_not_overlap(halves, fit):
    assert do_halves_fit(halves) is fit


@pytest.mark.parametrize(
    "numbers",
    [(9, 5, 4, 15), (61, 5, 4, 15), (25, 31, 4, 15), (25, -1, 4, 15), (25, 5, 0, 15), (25, 5, 201, 15),
     (25, 5, 4, 51), (25, 5, 4, -1)],
)  # fmt: skip
def test_numbers_that_are_of_no_use_are_not_right(numbers):
    assert are_numbers_right(25, 5, 4, 15)
    assert not are_numbers_right(*numbers)


def test_who_needs_what_another_offers_is_a_wish_and_each_thing_weighs():
    said = [
        (1, "needs", "wool"), (1, "needs", "dye"), (2, "offers", "wool"), (2, "offers", "dye"),
        (3, "offers", "wool"), (3, "needs", "place"), (1, "offers", "wool"),
    ]  # fmt: skip
    assert matches(said) == [Wished(1, 2, 2), Wished(1, 3, 1)]
