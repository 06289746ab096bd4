"""A typed text runs as its own first letter does."""

import pytest

from shop.papers.runs import as_typed


@pytest.mark.parametrize(
    ("text", "direction"),
    [("12, rue X", "ltr"), ("12، زنقة", "rtl"), ("+212 600", "ltr"), ("", "ltr"), ("سلمى B.", "rtl")],
)
def test_it_runs_as_its_first_letter_does(text, direction):
    assert as_typed(text)["dir"] == direction
