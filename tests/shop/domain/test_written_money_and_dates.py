"""Prices and days look as their readers write them."""

from datetime import date

import pytest
from moneyed import Money

from producers.domain.dates import date_written, day_range, day_written
from shop.domain.money import digits, written

THURSDAY, SATURDAY = date(2026, 11, 26), date(2026, 11, 28)


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "country", "expected"),
    [
        ("1250", "MAD", "fr", "MA", "1 250 MAD"),
        ("1250.50", "MAD", "fr", "MA", "1 250,50 MAD"),
        ("1250", "MAD", "ar", "MA", "1.250 درهم"),
        ("1250.50", "MAD", "ar", "MA", "1.250,50 درهم"),
        ("1250", "MAD", "en", "MA", "MAD 1,250"),
        ("1250.50", "MAD", "en", "MA", "MAD 1,250.50"),
        ("1250", "MAD", "zgh", "MA", "1 250 MAD"),
        ("12.50", "EUR", "fr", "FR", "12,50 €"),
        ("12.50", "EUR", "en", "FR", "€12.50"),
        ("12.50", "EUR", "ar", "FR", "12,50 €"),
        ("12", "USD", "en", "US", "$12"),
        ("12", "USD", "en", "CA", "US$12"),
        ("12", "USD", "fr", "US", "12 $US"),
        ("1250", "JPY", "en", "JP", "JP¥1,250"),
        ("0", "MAD", "fr", "MA", "0 MAD"),
        ("1000000", "MAD", "fr", "MA", "1 000 000 MAD"),
        ("-40", "MAD", "fr", "MA", "-40 MAD"),
        ("-40", "MAD", "en", "MA", "-MAD 40"),
        ("-40", "MAD", "ar", "MA", "\u2066-40\u2069 درهم"),
        ("1250", "MAD", "fr-MA", "MA", "1 250 MAD"),
        ("1250", "MAD", "pt", "MA", "1 250 MAD"),
    ],
)
def test_a_price_is_written_in_the_manner_of_its_reader(amount, currency, lang, country, expected):
    assert written(Money(amount, currency), lang, country) == expected.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("currency", "expected"), [("MAD", 2), ("EUR", 2), ("USD", 2), ("JPY", 0), ("TND", 3)]
)
def test_a_currency_has_the_decimals_of_its_standard(currency, expected):
    assert digits(currency) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("fr", "jeu. 26 nov."), ("ar", "الخميس 26 نونبر"), ("en", "Thu 26 Nov"), ("zgh", "ⴰⴽⵡ 26 ⵏⵓⵡ")],
)
def test_a_day_has_its_weekday_and_the_moroccan_month(lang, expected):
    assert day_written(THURSDAY, lang) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("fr", "jeu. 26 – sam. 28 nov."),
        ("ar", "الخميس 26 – السبت 28 نونبر"),
        ("en", "Thu 26 – Sat 28 Nov"),
    ],
)
def test_a_span_within_a_month_names_it_once(lang, expected):
    assert day_range(THURSDAY, SATURDAY, lang) == expected


def test_a_span_over_two_months_names_both():
    assert day_range(date(2026, 12, 30), date(2027, 1, 2), "fr") == "mer. 30 déc. – sam. 2 janv."


def test_a_span_of_one_day_is_that_day():
    assert day_range(THURSDAY, THURSDAY, "fr") == "jeu. 26 nov."


def test_a_span_does_not_run_backwards():
    with pytest.raises(ValueError, match="before it starts"):
        day_range(SATURDAY, THURSDAY, "fr")


def test_a_far_day_has_its_year():
    assert date_written(THURSDAY, "ar") == "26 نونبر 2026"
    assert date_written(THURSDAY, "fr") == "26 novembre 2026"
