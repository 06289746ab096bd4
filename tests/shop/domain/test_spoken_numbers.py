"""Amounts as rows of recorded words: what is said means the amount, and is said with the words recorded."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shop.domain.spoken_numbers import MOST, clips_of, say, vocabulary

LANGUAGES = st.sampled_from(["fr", "ar", "zgh", "ar-ma"])
SCALES = {"1000": 1000, "thousands": 1000, "million": 1_000_000}


def words(codes: tuple[str, ...]) -> str:
    return " ".join(code.partition(".")[2] for code in codes)


def understood(codes: tuple[str, ...]) -> int:
    """Return the number that a listener hears: units are added, hundreds and thousands multiply."""
    total = group = 0
    for code in codes:
        word = code.partition(".")[2]
        if word == "and":
            continue
        if word in SCALES:
            total, group = total + max(group, 1) * SCALES[word], 0
        elif word == "2000":
            total += 2000
        elif word == "100" and 2 <= group <= 9:
            group *= 100
        else:
            group += int(word)
    return total + group


@given(number=st.integers(0, MOST), lang=LANGUAGES)
@example(number=0, lang="fr")
@example(number=71, lang="fr")
@example(number=80, lang="fr")
@example(number=1000, lang="ar")
@example(number=2_000_000, lang="ar")
@example(number=999_999_999, lang="ar")
def test_what_is_heard_is_the_number_and_every_word_of_it_was_recorded(number, lang):
    said = say(number, lang)
    assert understood(said) == number
    assert set(said) <= set(vocabulary(lang))


@given(amount=st.integers(0, 10_000_000), currency=st.sampled_from(["MAD", "EUR", "USD"]), lang=LANGUAGES)
def test_an_amount_is_said_whole_with_its_cents(amount, currency, lang):
    said = clips_of(amount, currency, lang)
    place = said.index(f"currency.{currency}")
    assert understood(said[:place]) == amount // 100
    cents = said[place + 1 :]
    assert (understood(cents[:-1]) if cents else 0) == amount % 100
    assert set(said) <= set(vocabulary(lang))


@pytest.mark.parametrize(
    ("number", "french", "arabic"),
    [
        (0, "0", "0"),
        (17, "10 7", "17"),
        (21, "20 and 1", "1 and 20"),
        (71, "60 and 11", "1 and 70"),
        (81, "80 1", "1 and 80"),
        (99, "80 10 9", "9 and 90"),
        (100, "100", "100"),
        (200, "2 100", "200"),
        (345, "3 100 40 5", "3 100 and 5 and 40"),
        (1240, "1000 2 100 40", "1000 and 200 and 40"),
        (2001, "2 1000 1", "2000 and 1"),
        (5000, "5 1000", "5 thousands"),
        (25_000, "20 5 1000", "5 and 20 1000"),
        (1_000_000, "1 million", "million"),
    ],
)
def test_numbers_are_said_as_people_say_them(number, french, arabic):
    assert words(say(number, "fr")) == french
    assert words(say(number, "ar")) == arabic


@pytest.mark.parametrize("amount", [-1, (MOST + 1) * 100])
def test_what_is_out_of_bounds_is_not_said(amount):
    with pytest.raises(ValueError, match="is not said"):
        clips_of(amount, "MAD", "fr")


def test_the_words_to_record_are_few():
    assert {lang: len(set(vocabulary(lang))) for lang in ("fr", "ar")} == {"fr": 31, "ar": 39}
