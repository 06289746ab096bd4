"""The days on which money goes out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shop.domain.payout_days import next_payout_day

DAYS = st.lists(st.integers(1, 31), min_size=1, max_size=4)


@given(today=st.dates(date(2020, 1, 1), date(2090, 1, 1)), days=DAYS)
def test_it_is_a_working_day_soon_and_the_same_until_it_has_come(today, days):
    found = next_payout_day(today, days)
    assert today <= found <= today + timedelta(days=34)
    assert found.weekday() < 5
    assert next_payout_day(found, days) == found


def test_examples():
    assert next_payout_day(date(2026, 11, 3), [15, 30]) == date(2026, 11, 16)  # the 15th is a Sunday
    assert next_payout_day(date(2026, 11, 17), [15, 30]) == date(2026, 11, 30)
    assert next_payout_day(date(2027, 2, 16), [15, 31]) == date(2027, 3, 1)  # the 28th is a Sunday
    assert next_payout_day(date(2026, 11, 1), []) is None
