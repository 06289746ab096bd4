"""Amounts with a unit, as readers of each language write them."""

from decimal import Decimal

import pytest

from shop.domain.measures import measure_written, number_written, size_written, unit_written

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "unit", "lang", "text"),
    [
        ("2.60", "kg", "fr", f"2,6{NBSP}kg"),
        ("34.000", "cm", "fr", f"34{NBSP}cm"),
        ("34", "cm", "ar", "34 سم"),
        ("1250", "g", "en", "1,250 g"),
        ("0.125", "l", "fr", f"0,125{NBSP}l"),
        ("12", "points", "fr", "12 points"),
        ("3", "", "ar", "3"),
        ("5", "CM", "zgh", "5 cm"),
        ("5", "cm", "xx", f"5{NBSP}cm"),
    ],
)
def test_a_measure_is_written_as_its_reader_does(amount, unit, lang, text):
    assert measure_written(Decimal(amount), unit, lang) == text


def test_a_whole_number_in_scientific_form_stays_whole():
    assert number_written(Decimal("1E+2"), "en") == "100"


def test_a_size_names_its_unit_once():
    assert size_written((Decimal(32), Decimal("18.5"), Decimal(9)), "cm", "fr") == f"32 × 18,5 × 9{NBSP}cm"


@pytest.mark.parametrize(
    ("unit", "lang", "text"),
    [("kg", "fr", "kg"), ("kg", "ar", "كغم"), ("l", "en", "l"), ("l", "ar", "لتر"), ("pair", "ar", "pair")],
)
def test_a_unit_alone_is_written_in_the_readers_script(unit, lang, text):
    assert unit_written(unit, lang) == text
