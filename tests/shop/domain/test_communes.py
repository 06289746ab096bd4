"""The communes of the census: all of them, found by code, by name and by what people type."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shop.domain.communes as communes_module
from producers.domain.regions import PROVINCES
from shop.domain.communes import (
    communes_of,
    find_commune,
    find_communes,
    read_commune,
    suggest_communes,
)


def test_all_1503_communes_lie_in_a_known_province_and_have_both_names():
    found = [commune for province in PROVINCES for commune in communes_of(province.iso)]
    assert len(found) == len({commune.code for commune in found}) == 1503
    assert all(commune.fr and commune.ar for commune in found)
    assert all(communes_of(province.iso) for province in PROVINCES)


def test_the_list_says_where_it_comes_from_and_on_what_terms():
    data = json.loads(Path(communes_module.__file__).with_name("communes.json").read_text(encoding="utf-8"))
    assert "Haut-Commissariat au Plan" in data["source"]
    assert "CC BY 4.0" in data["licence"]
    assert data["changes"]


def test_communes_are_in_the_order_of_their_names():
    names = [commune.fr for commune in communes_of("MA-TNG")]
    assert names[0] == "Al Manzla"
    assert names.index("Assilah") < names.index("Tanger")
    arabic = [commune.name("ar") for commune in communes_of("MA-TNG", "ar")]
    assert arabic != names
    assert len(arabic) == len(names)


def test_a_commune_is_found_by_its_code():
    tangier = find_commune("01.511.01.0")
    assert tangier is not None
    assert (tangier.name("fr"), tangier.name("ar-ma"), tangier.province) == ("Tanger", "طنجة", "MA-TNG")
    assert find_commune("99.999.99.9") is None


@pytest.mark.parametrize("typed", ["Assilah", "ASSILAH", " assilah ", "أصيلة", "اصيله"])
def test_a_commune_is_found_by_its_name_however_it_is_typed(typed: str):
    assert [commune.fr for commune in find_communes(typed, "MA-TNG")] == ["Assilah"]


def test_a_name_that_several_communes_share_is_told_apart_by_the_province():
    shared = find_communes("Ain Leuh")
    assert [commune.province for commune in shared] == ["MA-IFR"]
    named = [(commune.fr, province.iso) for province in PROVINCES for commune in communes_of(province.iso)]
    name = next(name for name, _ in named if len(find_communes(name)) > 1)
    everywhere = find_communes(name)
    assert find_communes(name, everywhere[0].province)[0].province == everywhere[0].province


def test_a_form_may_send_a_code_or_a_name_but_only_of_that_province():
    assert read_commune("01.511.01.01", "MA-TNG") == read_commune("assilah", "MA-TNG")
    assert read_commune("01.511.01.01", "MA-FES") is None
    assert read_commune("Assilah", "MA-FES") is None
    assert read_commune("", "MA-TNG") is None
    assert read_commune("A" * 10_000, "MA-TNG") is None


def test_suggestions_put_names_that_start_with_the_words_first():
    found = [commune.fr for commune in suggest_communes("tan", limit=5)]
    assert len(found) == 5
    assert all(name.lower().startswith("tan") for name in found)
    assert suggest_communes("") == suggest_communes("ًٌٍ") == suggest_communes("zzzz") == ()


@given(st.text(max_size=60), st.text(max_size=8))
def test_nothing_that_is_typed_breaks_the_lookup(typed: str, province: str):
    assert read_commune(typed, province) is None or province.startswith("MA-")
    assert len(suggest_communes(typed, limit=3)) <= 3
