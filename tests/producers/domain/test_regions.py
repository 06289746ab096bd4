"""Regions and provinces: the twelve and the seventy-five, each in its place."""

import pytest

from producers.domain.regions import (
    PROVINCES,
    PROVINCES_BY_ISO,
    REGIONS,
    REGIONS_BY_ISO,
    province_name,
    provinces_of,
    region_name,
    region_of,
)


def test_there_are_twelve_regions_in_order_with_a_name_in_each_language():
    assert [region.iso for region in REGIONS] == [f"MA-{number:02}" for number in range(1, 13)]
    for region in REGIONS:
        assert all(region.names[lang] for lang in ("fr", "ar", "en", "zgh"))
        assert all(region.capital[lang] for lang in ("fr", "ar"))


def test_neighbours_are_regions_and_know_each_other():
    for region in REGIONS:
        assert region.neighbours
        assert region.iso not in region.neighbours
        for neighbour in region.neighbours:
            assert region.iso in REGIONS_BY_ISO[neighbour].neighbours


def test_there_are_seventy_five_provinces_and_each_lies_in_a_region():
    assert len(PROVINCES) == len(PROVINCES_BY_ISO) == 75
    assert all(province.region in REGIONS_BY_ISO for province in PROVINCES)
    assert sum(len(provinces_of(region.iso)) for region in REGIONS) == 75


def test_the_provinces_that_the_iso_list_misplaces_follow_the_census():
    assert region_of("MA-CHT") == "MA-09"
    assert region_of("MA-NOU") == "MA-06"


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("fr", "Fès-Meknès"),
        ("ar", "فاس-مكناس"),
        ("ar-ma", "فاس-مكناس"),
        ("en", "Fez-Meknes"),
        ("es", "Fès-Meknès"),
    ],
)
def test_a_region_is_named_in_the_language_or_in_french(lang: str, name: str):
    assert region_name("MA-03", lang) == name


def test_a_province_is_named_in_arabic_or_in_french():
    assert province_name("MA-ESI", "ar") == "الصويرة"
    assert province_name("MA-ESI", "zgh") == "Essaouira"


@pytest.mark.parametrize("code", ["", "MA-13", "FR-75", "ma-01", "\x00"])
def test_an_unknown_code_has_no_name(code: str):
    assert region_name(code, "fr") == province_name(code, "fr") == region_of(code) == ""
    assert provinces_of(code) == ()
