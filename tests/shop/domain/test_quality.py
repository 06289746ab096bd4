"""A rate is said only of enough pieces, and never says none where there was one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shop.domain.quality import LEAST_DELIVERED, Counted, rate, since

pieces = st.integers(0, 10_000)


@given(pieces, pieces)
def test_too_few_pieces_say_nothing_and_a_rate_is_a_part_of_a_hundred(delivered, complained):
    said = rate(Counted(delivered, complained))
    assert (said is None) is (delivered < LEAST_DELIVERED)
    if said is not None:
        assert 0 <= said <= 100
        assert (said == 0) is (complained == 0)


def test_counts_add_up_and_a_year_counts():
    assert Counted(3, 1) + Counted(4, 2) == Counted(7, 3)
    assert since(date(2026, 5, 1)) == date(2025, 5, 1)
