"""Amounts as strangers write them: read exactly, or refused; never guessed."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.columns import (
    CellError,
    Fault,
    Layout,
    ListError,
    layout_of,
    places_of,
    read_amount,
    read_date,
)

amounts = st.decimals(-9_999_999, 9_999_999, places=2, allow_nan=False, allow_infinity=False)
TODAY = date(2026, 11, 29)


def written(amount, group, mark):
    return f"{amount:,.2f}".replace(",", "#").replace(".", mark).replace("#", group)


@given(
    amounts,
    st.sampled_from([("", ","), ("", "."), (" ", ","), (".", ","), (",", "."), ("\u202f", ","), ("'", ".")]),
)
def test_an_amount_is_read_as_it_was_written(amount, marks):
    assert read_amount(written(amount, *marks), "amount") == amount


@given(amounts)
def test_the_sign_may_stand_anywhere(amount):
    text = written(abs(amount), "", ",")
    for negative in (f"-{text}", f"{text}-", f"({text})", f"\u2212{text}"):
        assert read_amount(negative, "amount") == -abs(amount)


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_named_refusal(text):
    with suppress(CellError):
        assert read_amount(text, "amount") == round(read_amount(text, "amount"), 2)


@pytest.mark.parametrize("text", ["1,234", "1.234", "-12,000"])
def test_one_mark_with_three_digits_is_not_guessed(text):
    with pytest.raises(CellError) as refused:
        read_amount(text, "amount")
    assert refused.value.fault is Fault.AMBIGUOUS


def test_the_layout_says_which_mark_it_is():
    assert read_amount("1,234", "amount", ".") == 1234
    assert read_amount("1.234", "amount", ",") == 1234
    assert read_amount("1.234.567", "amount") == 1_234_567
    assert read_amount("12,5", "amount", ",") == Decimal("12.5")


@pytest.mark.parametrize(
    "text",
    ["", "abc", "12,345,6", "1.2.3", "12.345", "=1+1", "1e5", "NaN", "--5", "1 2,3,4", True, "9" * 40, "٫"],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(CellError):
        read_amount(text, "amount", "." if text == "12.345" else "")


def test_numbers_of_a_spreadsheet_and_arabic_digits():
    assert read_amount(200.1, "amount") == Decimal("200.10")
    assert read_amount(7, "amount") == 7
    assert read_amount("١٢٣", "amount") == 123


@pytest.mark.parametrize("text", ["2026-11-28", "28/11/2026", "28.11.2026", "20261128", "28/11/26"])
def test_days_are_read_as_banks_write_them(text):
    assert read_date(text, "date", TODAY) == date(2026, 11, 28)


def test_a_day_to_come_is_refused():
    with pytest.raises(CellError) as refused:
        read_date("2026-11-30", "date", TODAY)
    assert refused.value.fault is Fault.IN_THE_FUTURE
    with pytest.raises(CellError):
        read_date("31/02/2026", "date", TODAY)


def test_columns_are_found_by_their_headings_whatever_their_case_and_accents():
    layout = Layout({"amount": "Montant versé", "tracking": "N° colis"})
    assert places_of(["n° COLIS", "Date", "montant verse"], layout, ["amount"]) == {
        "amount": 2,
        "tracking": 0,
    }
    with pytest.raises(ListError) as refused:
        places_of(["Date"], layout, ["amount"])
    assert (refused.value.fault, refused.value.where) == (Fault.NO_COLUMN, "Montant versé")
    with pytest.raises(ListError):
        places_of(["N° colis", "n° colis", "Montant versé"], layout, ["amount"])


def test_a_layout_is_kept_and_read_again():
    layout = Layout({"amount": "Montant"}, decimal=",", encoding="cp1252", refused=("Refusé",))
    assert layout_of(layout.plain()) == layout
    assert layout_of({}) == Layout()
    assert layout_of({"columns": 3, "refused": "x"}) == Layout()
