"""How counted cash that differs may be settled: whatever was counted, no maker bears it."""

from hypothesis import given
from hypothesis import strategies as st

from home.fairs.domain.variance import Settled, counted_difference, ways_to_settle

amounts = st.integers(min_value=0, max_value=10**9)


@given(amounts, amounts, st.booleans())
def test_missing_cash_is_borne_by_an_association_or_the_centre(receipts, counted, is_association):
    missing = counted_difference(receipts, counted)
    ways = ways_to_settle(missing, is_association=is_association)
    assert (Settled.HOLDER in ways) == (missing > 0 and is_association)
    assert (Settled.SHOP in ways) == (missing > 0)
    assert (Settled.KEPT in ways) == (missing < 0)
    assert bool(ways) == bool(missing)
