"""What of a typed text goes on paper."""

import pytest

from shop.domain.printable import printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Savon doux", "Savon doux"),
        ("Savon 🌹 doux", "Savon doux"),
        ("100\u202e052", "100052"),
        ("\u2068\u2069", "\u2068\u2069"),
        ("a\u2068b", "ab"),
        ("a\u2069b", "ab"),
        ("e\u0301", "é"),
        ("\x00\x1b[31m", "[31m"),
        ("deux\nlignes", "deux\nlignes"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ue000", ""),
    ],
)
def test_what_goes_on_paper(typed, printed):
    assert printable(typed) == printed
