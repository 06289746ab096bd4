"""Calls: the last day still counts."""

from datetime import date

import pytest

from home.library.domain.calls import CallState, Standing, standing

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (None, None, Standing(CallState.OPEN)),
        (date(2026, 12, 1), None, Standing(CallState.AHEAD)),
        (TODAY, TODAY, Standing(CallState.OPEN, 1)),
        (None, date(2026, 11, 29), Standing(CallState.CLOSED)),
        (None, date(2026, 12, 13), Standing(CallState.OPEN, 14)),
        (None, date(2026, 12, 14), Standing(CallState.OPEN)),
    ],
)
def test_where_a_call_stands(opens, closes, expected):
    assert standing(opens, closes, TODAY) == expected
