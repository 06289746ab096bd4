"""What buyers type about themselves: read generously, and refused with a reason."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.domain.phones import e164, western_digits
from shop.domain.contact import (
    phone_written,
    read_email,
    read_line,
    read_name,
    read_note,
    read_phone,
)
from shop.domain.entries import Refusal


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12-34 56/78",
        "+212612345678",
        "+212 (0)6 12 34 56 78",
        "00212 612 345 678",
        "٠٦١٢٣٤٥٦٧٨",
        "۰۶۱۲۳۴۵۶۷۸",
        "\u202a+212 612-345678\u202c",
        "\u200e06 12 34 56 78",
        "06\u00a012\u00a034\u00a056\u00a078",
    ],
)
def test_a_moroccan_number_is_read_in_every_way_people_write_it(typed: str):
    assert read_phone(typed, "MA").value == "+212612345678"


@pytest.mark.parametrize("typed", ["07 90 00 00 00", "07 90 00 00 99", "05 59 00 00 10"])
def test_the_safe_demo_numbers_pass(typed: str):
    assert read_phone(typed, "MA").value == "+212" + typed.replace(" ", "")[1:]


def test_a_number_without_prefix_belongs_to_the_country_of_the_buyer():
    assert read_phone("06 12 34 56 78", "fr").value == "+33612345678"
    assert read_phone("(415) 555-2671", "US").value == "+14155552671"
    assert read_phone("0032 470 12 34 56", "US").value == "+32470123456"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", Refusal.REQUIRED),
        ("  ", Refusal.REQUIRED),
        ("\u200e", Refusal.REQUIRED),
        ("12", Refusal.MALFORMED),
        ("06 12 34 56", Refusal.MALFORMED),
        ("0612345678901234", Refusal.MALFORMED),
        ("0800 FLOWERS", Refusal.MALFORMED),
        ("+999 123456", Refusal.MALFORMED),
        ("06-12;34", Refusal.MALFORMED),
        ("++212612345678", Refusal.MALFORMED),
        ("-5", Refusal.MALFORMED),
        ("06\x0012345678", Refusal.NOT_ALLOWED),
        ("\u202e0612345678", Refusal.NOT_ALLOWED),
        ("0" * 10_000, Refusal.TOO_LONG),
    ],
)
def test_what_is_no_number_is_refused_with_a_reason(typed: str, error: Refusal):
    entry = read_phone(typed, "MA")
    assert (entry.value, entry.error) == ("", error)
    assert not entry


@pytest.mark.parametrize("country", ["", "ZZ", "\x00", "Morocco"])
def test_an_unknown_country_needs_a_full_number(country: str):
    assert read_phone("0612345678", country).error is Refusal.MALFORMED
    assert read_phone("+212612345678", country).value == "+212612345678"


def test_numbers_are_written_as_people_read_them():
    assert phone_written("+212612345678") == "06 12 34 56 78"
    assert phone_written("+33612345678") == "+33 6 12 34 56 78"
    assert phone_written("+33612345678", home="FR") == "06 12 34 56 78"
    assert phone_written("+212612345678", home="FR") == "+212 6 12 34 56 78"
    assert phone_written("no number") == "no number"
    assert phone_written("") == ""


@given(st.text(max_size=50), st.sampled_from(["MA", "FR", "US", "AE", "ZZ", ""]))
def test_any_text_gives_a_number_or_a_reason_and_reading_twice_changes_nothing(typed: str, country: str):
    entry = read_phone(typed, country)
    assert bool(entry.value) != bool(entry.error)
    if entry:
        assert read_phone(entry.value, "MA") == entry


@given(st.integers(min_value=600_000_000, max_value=799_999_999))
def test_every_mobile_number_survives_being_written_and_read(number: int):
    e164 = f"+212{number}"
    assert read_phone(phone_written(e164), "MA").value == e164


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("amina@example.com", "amina@example.com"),
        ("  Amina.B+shop@EXAMPLE.Com ", "Amina.B+shop@example.com"),
        ("x@مثال.إختبار", "x@xn--mgbh0fb.xn--kgbechtv"),
        ("x@bücher.example", "x@xn--bcher-kva.example"),
        ("\u200eamina@example.com\u200f", "amina@example.com"),
    ],
)
def test_an_email_is_kept_as_mail_servers_spell_it(typed: str, kept: str):
    assert read_email(typed).value == kept


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", Refusal.REQUIRED),
        ("amina", Refusal.MALFORMED),
        ("amina@example", Refusal.MALFORMED),
        ("@example.com", Refusal.MALFORMED),
        ("amina@", Refusal.MALFORMED),
        ("a..b@example.com", Refusal.MALFORMED),
        ("a b@example.com", Refusal.MALFORMED),
        ("Amina <amina@example.com>", Refusal.MALFORMED),
        ("a@b@example.com", Refusal.MALFORMED),
        ("a,b@example.com", Refusal.MALFORMED),
        ("a@-example.com", Refusal.MALFORMED),
        ("a@example..com", Refusal.MALFORMED),
        (f"{'a' * 65}@example.com", Refusal.MALFORMED),
        ("amina@example.com\nBcc: someone@example.com", Refusal.NOT_ALLOWED),
        ("amina\r\n@example.com", Refusal.NOT_ALLOWED),
        ("am\x00ina@example.com", Refusal.NOT_ALLOWED),
        ("moc.elpmaxe@\u202eanima", Refusal.NOT_ALLOWED),
        (f"amina@{'a' * 10_000}.com", Refusal.TOO_LONG),
    ],
)
def test_what_is_no_email_is_refused_with_a_reason(typed: str, error: Refusal):
    assert read_email(typed).error is error


@given(st.text(max_size=80) | st.emails())
def test_an_email_that_is_kept_can_stand_in_a_mail_header(typed: str):
    entry = read_email(typed)
    assert bool(entry.value) != bool(entry.error)
    if entry:
        assert entry.value.isascii()
        assert entry.value.isprintable()
        assert " " not in entry.value
        assert read_email(entry.value) == entry


@pytest.mark.parametrize("name", ["Amina", "أمينة بنعلي", "ⴰⵎⵉⵏⴰ", "O’Neil-Åse", "Li", "李"])
def test_names_in_any_script_are_kept_as_they_are(name: str):
    assert read_name(f"  {name}  ").value == name


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", Refusal.REQUIRED),
        (" \n\t ", Refusal.REQUIRED),
        ("ًٌٍ", Refusal.MALFORMED),
        ("123", Refusal.MALFORMED),
        ("---", Refusal.MALFORMED),
        ("A" * 10_000, Refusal.TOO_LONG),
        ("Ami\x00na", Refusal.NOT_ALLOWED),
        ("Amina\u202egnp.exe", Refusal.NOT_ALLOWED),
        ("Amina\u202a", Refusal.NOT_ALLOWED),
        ("Amina\x1b[31m", Refusal.NOT_ALLOWED),
        ("Amina\ud800", Refusal.NOT_ALLOWED),
    ],
)
def test_what_is_no_name_is_refused_with_a_reason(typed: str, error: Refusal):
    assert read_name(typed).error is error


def test_marks_that_came_along_with_copied_text_are_taken_out_without_a_word():
    assert read_name("\u2068أمينة\u2069\u200f").value == "أمينة"


def test_a_note_keeps_its_lines_and_a_line_does_not():
    assert read_note("Bonjour\r\nSonnez deux fois").value == "Bonjour\nSonnez deux fois"
    assert read_line("Bonjour\r\nSonnez", 50).value == "Bonjour Sonnez"
    assert read_note("").error is None
    assert read_note("x" * 501).error is Refusal.TOO_LONG
    assert read_note("a\x00b").error is Refusal.NOT_ALLOWED


@given(st.text(max_size=200))
def test_a_kept_line_has_one_line_and_nothing_hidden_that_turns_it(typed: str):
    entry = read_line(typed, 100)
    assert len(entry.value) <= 100
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in entry.value)
    assert not set(entry.value) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert read_line(entry.value, 100) == entry or entry.error


def test_digits_of_any_script_become_western_ones():
    assert western_digits("٢٠٠٥٠ ۲۰ 7") == "20050 20 7"


@pytest.mark.parametrize(
    "digits", ["612345678", "522000000", "999999999", "100000000", "808080808", "301234567"]
)
def test_a_number_that_is_kept_says_the_same_as_the_one_that_was_dialled(digits):
    assert e164(f"+212{digits}") == e164(f"00212{digits}") == f"+212{digits}"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("+21261234567", ""), ("+2126123456789", ""), ("+2120612345678", "+212612345678")],
)
def test_a_number_that_is_nearly_whole_is_still_judged(typed, number):
    assert e164(typed) == number
