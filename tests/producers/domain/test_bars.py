"""A bar is as long as its number, starts where its reader starts, and says nothing of a hidden one."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from producers.domain.bars import WIDTH, chart

numbers = st.lists(st.none() | st.integers(0, 10**9).map(Decimal), min_size=1, max_size=9)


@given(numbers, st.booleans())
def test_bars_stay_inside_the_picture_and_keep_their_order(values, rtl):
    drawn = chart([("a", "1", value) for value in values], rtl=rtl)
    for bar, value in zip(drawn.bars, values, strict=True):
        assert (bar.width is None) == (value is None)
        assert 0 <= bar.x <= bar.x + (bar.width or 0) <= WIDTH
        assert 0 < bar.y < bar.text_y <= drawn.height
    shown = sorted((value, bar.width) for bar, value in zip(drawn.bars, values, strict=True) if value)
    assert [width for _value, width in shown] == sorted(width for _value, width in shown)


def test_a_chart_for_arabic_is_the_mirror_of_one_for_french():
    rows = [("a", "10", Decimal(10)), ("b", "5", Decimal(5)), ("c", "–", None)]
    french, arabic = chart(rows, rtl=False), chart(rows, rtl=True)
    for one, other in zip(french.bars, arabic.bars, strict=True):
        assert other.x + (other.width or 0) == WIDTH - one.x
        assert other.text_x == WIDTH - one.text_x
