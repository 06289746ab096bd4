"""One fold for what is indexed and what is typed; nothing invisible or turning is ever stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.domain.text import clean_line, clean_text, fold, fold_each, is_searchable

ARABIC = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF))
MIXED = st.one_of(st.text(), ARABIC, st.text(st.sampled_from("éÉœŒñİıßﷺﻻكگڭۃةىيآأإٱء ـ\u0301\u0651'-ⵣⵯ٣3")))
TURNING = "\u200e\u200f\u061c" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))

SPELLINGS = [
    ("زَرْبِيَّة", "زربية"),
    ("زربيـــة", "زربية"),
    ("زربيه", "زربية"),
    ("أكادير", "اكادير"),
    ("إفران", "افران"),
    ("آسفي", "اسفي"),
    ("ٱلريف", "الريف"),
    ("مصطفى", "مصطفي"),
    ("واوزگيت", "واوزكيت"),
    ("واوزڭيت", "واوزكيت"),
    ("أگادير", "أكادير"),
    ("تامگروت", "تامكروت"),
    ("ڤيلا", "فيلا"),
    ("پاشا", "باشا"),
    ("مؤمن", "مومن"),
    ("فائزة", "فايزة"),
    ("ﻻ", "لا"),
    ("ﷺ", "صلى الله عليه وسلم"),
    ("٢٠٢٦", "2026"),
    ("۲۰۲۶", "2026"),
    ("Théière", "theiere"),
    ("CŒUR", "coeur"),
    ("Straße", "strasse"),
    ("Kelâat M'Gouna", "kelaat m gouna"),
    ("Kelâat M\u2019Gouna", "kelaat m gouna"),
    ("Aït-Baâmrane", "ait baamrane"),
    ("e\u0301te\u0301", "été"),
    ("tazrbiyt", "TAZRBIYT"),
    ("aẓeṭṭa", "azetta"),
    ("ⴰⴳⵯⵎⴰ", "ⴰⴳⵡⵎⴰ"),
    ("ﬁbule", "fibule"),
    ("  deux\u00a0mots ", "deux mots"),
    ("nu\u200dll", "null"),
    ("a\u202eb", "ab"),
]


@pytest.mark.parametrize(("typed", "meant"), SPELLINGS)
def test_two_spellings_of_one_word_meet(typed, meant):
    assert fold(typed) == fold(meant)


@pytest.mark.parametrize(
    ("one", "other"), [("تمر", "ثمر"), ("كلب", "قلب"), ("tapis", "tapas"), ("ⴰⵣⵓⵍ", "ⴰⵥⵓⵍ"), ("ماء", "ما")]
)
def test_different_words_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_ta_marbuta_can_be_told_from_ha():
    assert fold("زربية") == fold("زربيه")
    assert fold("زربية", is_ta_marbuta_ha=False) != fold("زربيه", is_ta_marbuta_ha=False)


@given(MIXED)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_every_way_to_compose_a_text_folds_alike(text):
    folded = fold(text)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, text)) == folded


@given(MIXED)
def test_a_fold_holds_letters_digits_and_single_spaces(text):
    folded = fold(text)
    assert all(character.isalnum() or character == " " for character in folded)
    assert "  " not in folded
    assert folded == folded.strip()


@given(MIXED, MIXED)
def test_words_fold_one_by_one(first, second):
    assert fold(f"{first} {second}") == f"{fold(first)} {fold(second)}".strip()


@pytest.mark.parametrize("text", ["", "   ", "\u064b\u0651", "!?…", "ـــ", "\u202e", "' -- ;", "\u0301"])
def test_marks_alone_are_nothing_to_look_for(text):
    assert not is_searchable(fold(text))


@pytest.mark.parametrize("text", ["a", "٣", "ⵣ", "'; DROP TABLE product; --", "<b>x</b>"])
def test_a_letter_or_digit_is_something_to_look_for(text):
    assert is_searchable(fold(text))


@given(st.text(st.characters(codec=None)), st.integers(0, 200))
def test_what_is_stored_is_clean_short_and_stays_as_it_is(text, limit):
    for clean in (clean_line, clean_text):
        kept = clean(text, limit)
        assert len(kept) <= limit
        assert clean(kept, limit) == kept
        assert unicodedata.is_normalized("NFC", kept)
        assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in kept.replace("\n", ""))
        assert not set(kept) & set(TURNING)
        kept.encode()
    assert "\n" not in clean_line(text, limit)


def test_a_name_cannot_turn_the_line_around_it():
    assert clean_line("Fatima\u202e .A\u2066\x00", 50) == "Fatima .A"


def test_joiners_stay_inside_a_word_and_nowhere_else():
    assert clean_line("می\u200cخواهم", 50) == "می\u200cخواهم"
    assert clean_line("👩\u200d🌾 Zahra\u200d", 50) == "👩\u200d🌾 Zahra"
    assert clean_line("\u200d\u200c", 50) == ""


def test_a_line_has_no_line_breaks_and_a_text_keeps_them():
    typed = "  Dar  \t Aziza \r\n\r\n\r\n\r\n près du\u2028souk \x07 "
    assert clean_line(typed, 80) == "Dar Aziza près du souk"
    assert clean_text(typed, 80) == "Dar Aziza\n\nprès du\nsouk"


def test_too_long_is_cut_without_a_trailing_blank():
    assert clean_line("abc def", 4) == "abc"
    assert len(clean_line("é" * 10_000, 150)) == 150


@given(st.lists(MIXED))
def test_words_folded_in_one_go_are_those_folded_one_by_one(texts):
    words = " ".join(texts).split()
    assert fold_each(words) == [fold(word) for word in words] or not words


@given(st.text())
def test_what_is_remembered_of_letters_changes_nothing(text):
    assert fold(text) == fold(text)
    assert " ".join(fold_each(text.split())).split() == fold(" ".join(text.split())).split()
