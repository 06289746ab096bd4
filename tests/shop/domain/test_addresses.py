"""Addresses: as Moroccans give them at home, by the rules of the country abroad."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.addresses import (
    FIELDS,
    LIMITS,
    Address,
    address_from,
    address_lines,
    check_address,
    tidy_address,
)
from shop.domain.countries import is_country
from shop.domain.country_rules import RULES, CountryRule
from shop.domain.entries import Refusal

HOME = Address(
    recipient="Amina Test",
    phone="07 90 00 00 12",
    country="MA",
    region="MA-01",
    province="MA-TNG",
    commune="01.511.01.01",
    quarter="Douar Ain Chrob",
    landmark="derrière l’école",
)
ABROAD = Address(
    recipient="Léa Test", country="FR", street="1 rue des Essais", postcode="75001", city="Paris"
)
GOOD = {
    "AE": ("", "Dubai", "Dubai"),
    "AU": ("2000", "Sydney", "NSW"),
    "BE": ("1000", "Bruxelles", ""),
    "BR": ("whatever 1", "Olinda", ""),
    "CA": ("h2y 1c6", "Montréal", "QC"),
    "CH": ("1201", "Genève", ""),
    "DE": ("10115", "Berlin", ""),
    "ES": ("28001", "Madrid", ""),
    "GB": ("sw1a 1aa", "London", ""),
    "IE": ("D02 AF30", "Dublin", ""),
    "IT": ("00184", "Roma", ""),
    "JP": ("100-0001", "Chiyoda", "Tokyo"),
    "NL": ("1012 ab", "Amsterdam", ""),
    "PT": ("1100-148", "Lisboa", ""),
    "QA": ("", "Doha", ""),
    "SE": ("111 20", "Stockholm", ""),
    "SN": ("", "Dakar", ""),
    "US": ("10001-1234", "New York", "NY"),
}


def test_a_moroccan_address_needs_no_street_and_no_postcode():
    assert check_address(HOME) == {}


def test_a_quarter_or_a_landmark_is_enough_but_one_is_needed():
    assert check_address(replace(HOME, quarter="")) == {}
    assert check_address(replace(HOME, landmark="")) == {}
    assert check_address(replace(HOME, quarter="", landmark="  ")) == {"quarter": Refusal.REQUIRED}


def test_an_empty_address_names_every_field_that_is_missing():
    missing = ("recipient", "phone", "region", "province", "commune", "quarter")
    assert check_address(Address()) == dict.fromkeys(missing, Refusal.REQUIRED)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"region": "MA-02"}, {"province": Refusal.MISMATCH}),
        ({"province": "MA-FES"}, {"province": Refusal.MISMATCH, "commune": Refusal.MISMATCH}),
        ({"commune": "03.231.01.0"}, {"commune": Refusal.MISMATCH}),
        ({"commune": "01.511.99.99"}, {"commune": Refusal.UNKNOWN}),
        ({"region": "MA-99"}, {"region": Refusal.UNKNOWN, "province": Refusal.MISMATCH}),
        ({"province": "XX"}, {"province": Refusal.UNKNOWN, "commune": Refusal.MISMATCH}),
        ({"commune": "Assilah; DROP TABLE"}, {"commune": Refusal.TOO_LONG}),
        ({"postcode": "2000"}, {"postcode": Refusal.MALFORMED}),
        ({"postcode": "ABCDE"}, {"postcode": Refusal.MALFORMED}),
        ({"phone": ""}, {"phone": Refusal.REQUIRED}),
        ({"phone": "12"}, {"phone": Refusal.MALFORMED}),
    ],
)
def test_places_come_from_the_official_list_and_fit_each_other(changes: dict, errors: dict):
    assert check_address(replace(HOME, **changes)) == errors


def test_a_moroccan_postcode_may_be_given_in_arabic_digits():
    address = replace(HOME, postcode="٩٠٠٥٥")
    assert check_address(address) == {}
    assert tidy_address(address).postcode == "90055"


@pytest.mark.parametrize("country", sorted(GOOD))
def test_a_good_address_abroad_is_taken(country: str):
    postcode, city, state = GOOD[country]
    address = replace(ABROAD, country=country, postcode=postcode, city=city, state=state)
    assert check_address(address) == {}


@pytest.mark.parametrize(
    ("country", "changes", "errors"),
    [
        ("FR", {"postcode": ""}, {"postcode": Refusal.REQUIRED}),
        ("FR", {"postcode": "7500"}, {"postcode": Refusal.MALFORMED}),
        ("FR", {"city": "", "street": ""}, {"city": Refusal.REQUIRED, "street": Refusal.REQUIRED}),
        ("GB", {"postcode": "12345"}, {"postcode": Refusal.MALFORMED}),
        ("US", {"postcode": "10001"}, {"state": Refusal.REQUIRED}),
        ("CA", {"postcode": "10001", "state": "QC"}, {"postcode": Refusal.MALFORMED}),
        ("AE", {"postcode": ""}, {"state": Refusal.REQUIRED}),
        ("SN", {"city": ""}, {"city": Refusal.REQUIRED}),
        ("ZZ", {}, {"country": Refusal.UNKNOWN}),
        ("", {}, {"country": Refusal.REQUIRED}),
        ("EU", {}, {"country": Refusal.UNKNOWN}),
        ("France", {}, {"country": Refusal.TOO_LONG}),
        ("F\x00", {}, {"country": Refusal.NOT_ALLOWED}),
    ],
)
def test_an_address_abroad_follows_the_rules_of_its_country(country: str, changes: dict, errors: dict):
    assert check_address(replace(ABROAD, country=country, **changes)) == errors


def test_an_operator_may_change_the_rules():
    rules = {"FR": CountryRule(postcode=r"\d{2}")}
    assert check_address(ABROAD, rules) == {"postcode": Refusal.MALFORMED}
    assert check_address(replace(ABROAD, postcode=""), rules) == {}


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "country"])
@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("A" * 10_000, Refusal.TOO_LONG),
        ("A\x00", Refusal.NOT_ALLOWED),
        ("A\u202eb", Refusal.NOT_ALLOWED),
    ],
)
@pytest.mark.parametrize("address", [HOME, ABROAD], ids=["home", "abroad"])
def test_no_field_takes_a_huge_or_a_hidden_text(address: Address, field: str, typed: str, error: Refusal):
    assert check_address(replace(address, **{field: typed}))[field] is error


def test_what_is_kept_is_trimmed_and_has_only_what_its_country_uses():
    kept = tidy_address(replace(HOME, recipient="  Amina \n Test ", city="Paris", state="X", country="ma"))
    assert (kept.recipient, kept.phone, kept.city, kept.state) == ("Amina Test", "+212790000012", "", "")
    abroad = tidy_address(
        replace(ABROAD, region="MA-01", landmark="école", country="gb", postcode=" sw1a  1aa")
    )
    assert (abroad.region, abroad.landmark, abroad.country, abroad.postcode) == ("", "", "GB", "SW1A 1AA")


def test_an_address_is_printed_in_the_language_of_the_page():
    assert address_lines(HOME, "fr") == (
        "Amina Test",
        "Douar Ain Chrob",
        "derrière l’école",
        "Assilah",
        "Tanger-Assilah",
    )
    assert address_lines(replace(HOME, postcode="90055"), "ar")[-2:] == ("90055 أصيلة", "طنجة-أصيلة")


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (ABROAD, ("75001 Paris", "France")),
        (
            replace(ABROAD, country="US", city="New York", state="NY", postcode="10001"),
            ("New York, NY 10001", "États-Unis"),
        ),
        (
            replace(ABROAD, country="GB", city="London", postcode="SW1A 1AA"),
            ("London", "SW1A 1AA", "Royaume-Uni"),
        ),
        (replace(ABROAD, country="SN", city="Dakar", postcode=""), ("Dakar", "Sénégal")),
        (replace(ABROAD, country="BR", city="{city}", postcode="|"), ("{city}", "Brésil")),
    ],
)
def test_an_address_abroad_is_printed_as_its_post_wants_it(address: Address, lines: tuple[str, ...]):
    assert address_lines(address, "fr")[2:] == lines


def test_an_address_survives_being_stored():
    assert address_from(HOME.as_data()) == HOME
    assert address_from({"recipient": 5, "unknown": "x", "city": None}) == Address()


def test_every_rule_is_of_a_country_and_every_field_has_a_limit():
    assert all(is_country(code) for code in RULES)
    assert len(RULES) >= 35
    assert set(LIMITS) == set(FIELDS)


@given(
    st.builds(
        Address,
        **{name: st.text(max_size=20) for name in FIELDS if name != "country"},
        country=st.sampled_from(["MA", "FR", "US", "ZZ", "", "ma"]),
    )
)
def test_any_address_gets_an_answer_and_a_good_one_stays_good_when_kept(address: Address):
    errors = check_address(address)
    assert set(errors) <= set(FIELDS)
    kept = tidy_address(address)
    assert tidy_address(kept) == kept
    assert all(address_lines(kept, "ar"))
    if not errors:
        assert check_address(kept) == {}
