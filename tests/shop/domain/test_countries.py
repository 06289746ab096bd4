"""Countries: which there are, and what they are called in each language."""

import pytest

from shop.domain.countries import country_name, country_names, is_country


@pytest.mark.parametrize("code", ["MA", "FR", "US", "XK", "GB", "RE", "TW"])
def test_countries_are_known(code: str):
    assert is_country(code)


@pytest.mark.parametrize(
    "code", ["", "ma", "ZZ", "EU", "UN", "XA", "QO", "MAR", "1A", "\x00\x00", "M A", "001", "X" * 10_000]
)
def test_codes_that_are_no_country_are_not(code: str):
    assert not is_country(code)
    assert country_name(code, "fr") == ""


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("fr", "Maroc"),
        ("ar", "المغرب"),
        ("ar-ma", "المغرب"),
        ("en", "Morocco"),
        ("zgh", "ⵍⵎⵖⵔⵉⴱ"),
        ("de", "Maroc"),
    ],
)
def test_a_country_is_named_in_the_language_or_in_french(lang: str, name: str):
    assert country_name("MA", lang) == name


def test_a_country_without_a_tamazight_name_has_its_french_one():
    assert all(name for _, name in country_names("zgh"))
    assert len(country_names("zgh")) == len(country_names("fr")) > 230


def test_accents_do_not_send_a_country_to_the_end_of_the_list():
    names = [name for _, name in country_names("fr")]
    assert names.index("Égypte") < names.index("France") < names.index("Zambie")
