"""What feeds do with texts, against a grapheme breaker that nobody here wrote."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.cells import as_meant, harmless
from shop.domain.plain_words import plain
from shop.feeds.text import amount, cut, line

SIGNS = st.sampled_from("ab é\u0301\u0628\u0650\u0651ⵣ👩🏽\u200d🌾🇲🇦🇫🇷\ufe0f❤\r\n \u20e3\u200c")
WORDS = st.text(SIGNS, max_size=60)


@given(WORDS, st.integers(1, 40))
def test_a_cut_text_is_a_beginning_of_whole_clusters(text: str, limit: int):
    found = cut(text, limit)
    assert len(found) <= limit
    assert text.startswith(found)
    clusters, whole = regex.findall(r"\X", text), {""}
    for place in range(len(clusters) + 1):
        whole |= {"".join(clusters[:place]), "".join(clusters[:place]).rstrip()}
    assert found in whole


@given(st.text(max_size=80), st.integers(80, 90))
def test_what_fits_is_not_cut(text: str, limit: int):
    assert cut(text, limit) == text


@given(st.text(st.characters(), max_size=80))
def test_a_plain_text_can_stand_in_any_file(text: str):
    found = plain(text)
    found.encode()
    assert not regex.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", found)
    assert len(line(text).splitlines()) <= 1
    assert plain(found) == found


@given(st.text(st.sampled_from("'=+-@\t\ra1 "), max_size=8))
def test_a_cell_made_safe_can_be_read_back(text: str):
    assert as_meant(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_amounts_have_a_point_and_the_decimals_of_their_currency():
    assert [amount(minor, "EUR") for minor in (5, 12000, 100_000_099)] == ["0.05", "120.00", "1000000.99"]
    assert (amount(1200, "JPY"), amount(1234, "TND")) == ("1200", "1.234")
