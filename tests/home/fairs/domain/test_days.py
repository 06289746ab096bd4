"""Money for days away: so many days at a rate, and never none or less than nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.fairs.domain.days import DayPay, DaysError, total_of

days, rates = st.integers(min_value=1, max_value=60), st.integers(min_value=0, max_value=10**7)


@given(st.lists(st.tuples(days, rates)))
def test_a_list_is_the_sum_of_its_days(rows):
    assert total_of(DayPay(*row) for row in rows) == sum(count * rate for count, rate in rows)


@pytest.mark.parametrize(("count", "rate"), [(0, 100), (-1, 100), (61, 100), (1, -1)])
def test_no_days_too_many_or_a_rate_below_zero_is_nothing_to_pay(count, rate):
    with pytest.raises(DaysError):
        DayPay(count, rate)
