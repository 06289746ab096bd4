"""The demo shop's people, texts and stock, checked as plain data: no Django, no database."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.demo.content import (
    LANGUAGES,
    codes,
    every_text,
    family,
    goods,
    load,
    organisations,
    products,
    roots,
    sellers,
    taxonomy,
    variants,
)

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
ARABIC = re.compile(r"[\u0621-\u064a\u06af\u0671]")

# Left empty on purpose: the shop must show another language with its mark.
MISSING_PRODUCTS = {
    ("gommage-figue", "en"),
    ("dattes-aziza-figuig", "en"),
    ("bendir-peau-chevre", "en"),
    ("bendir-petit-enfant", "ar"),
}
MISSING_STORIES = {
    ("rachid-ouchrif", "ar"),
    ("brahim-marrakech", "ar"),
    ("moha-oubihi", "en"),
    ("groupe-an-najah", "en"),
}
REAL_BODIES = (
    "mohammed vi",
    "mohammed v",
    "محمد السادس",
    "محمد الخامس",
    "fnam",
    "jaida",
    "odco",
    "onssa",
    "cndp",
    "pmce",
    "remess",
    "al amana",
    "attawfiq",
    "al karama",
    "amssf",
    "inmaa",
    "bab rizq",
    "ismaïlia",
    "tawada",
    "zakoura",
    "fondep",
    "marché solidaire",
    "maison de l’artisan",
    "crédit agricole",
    "banque populaire",
    "barid",
    "anou ",
    "ethiquable",
    "oxfam",
    "altromercato",
    "artisans du monde",
    "gepa",
    "ten thousand villages",
    "wfto",
    "ajddigue",
    "tifawin",
    "tithrite",
    "chorouk",
    "asnli",
    "nahda",
    "souktana",
    "marjana",
    "tagmat",
)
DRAWN = {
    "rug",
    "pot",
    "basket",
    "babouche",
    "jar",
    "kilim",
    "zellige",
    "bowl",
    "bottle",
    "soap",
    "sack",
    "fibula",
    "cloth",
    "wool",
    "dates",
    "hat",
    "lantern",
}


def test_the_shop_is_well_stocked() -> None:
    assert len(goods()) >= 140
    assert len(products()) - len(goods()) >= 10
    assert len(sellers()) >= 24


def test_every_region_has_a_producer_and_a_text() -> None:
    regions = {f"MA-{number:02d}" for number in range(1, 13)}
    assert {row["code"] for row in load("regions.yaml")["regions"]} == regions
    assert {organisations()[row["producer"]]["region"] for row in products()} == regions


def test_every_producer_sells_something() -> None:
    assert set(sellers()) == {row["producer"] for row in products()}


def test_slugs_keys_and_skus_are_ascii_and_unique() -> None:
    slugs = [row["slug"] for row in products()]
    skus = [variant["sku"] for _, variant in variants()]
    categories = list(roots())
    for values in (slugs, categories, [row["slug"] for row in organisations().values()]):
        assert [slug for slug in values if not SLUG.match(slug)] == []
    for values in (slugs, skus, categories, [row["key"] for row in products()]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


@pytest.mark.parametrize("field", ["name", "summary", "description"])
def test_every_product_text_is_there_but_for_the_listed_gaps(field: str) -> None:
    gaps = {(row["key"], lang) for row in products() for lang in LANGUAGES if not row[field].get(lang)}
    assert gaps == MISSING_PRODUCTS


def test_every_story_is_there_but_for_the_listed_gaps() -> None:
    rows = organisations().values()
    gaps = {(row["key"], lang) for row in rows for lang in LANGUAGES if lang not in row["story"]}
    assert gaps == MISSING_STORIES
    assert all(len(part) == 3 for row in rows for part in row["story"].values())
    assert all(set(row["name"]) == set(row["sentence"]) == set(LANGUAGES) for row in rows)


def test_original_language_is_always_written() -> None:
    assert [row["key"] for row in products() if row["original_language"] not in row["name"]] == []


def test_arabic_is_arabic_and_latin_is_latin() -> None:
    for path, language, text in every_text():
        if language == "ar" and re.search(r"[^\W\d_]", text):
            assert ARABIC.search(text) or len(text) < 6, path
        if language in ("fr", "en"):
            assert not ARABIC.search(text), path


def test_french_and_english_use_curly_apostrophes() -> None:
    assert [path for path, language, text in every_text() if language in ("fr", "en") and "'" in text] == []


def test_nothing_is_written_twice() -> None:
    for field in ("name", "summary", "description"):
        counted = Counter(pair for row in products() for pair in row[field].items())
        assert [text for text, count in counted.items() if count > 1] == []


def test_no_real_body_is_named_as_a_seller_or_partner() -> None:
    allowed = "taxonomy.yaml"
    for path, _, text in every_text():
        if not path.startswith(allowed):
            assert [name for name in REAL_BODIES if name in f"{text.lower()} "] == [], path


def test_references_resolve() -> None:
    care = {row["key"] for row in load("care.yaml")["care"]}
    for row in products():
        assert row["producer"] in organisations(), row["key"]
        assert row["category"] in roots(), row["key"]
        assert row["care"] is None or row["care"] in care, row["key"]
        assert row["craft"] is None or row["craft"] in codes("crafts"), row["key"]
        assert set(row["techniques"]) <= codes("techniques"), row["key"]
        assert set(row["materials"]) <= codes("materials"), row["key"]
        assert row["drawn"]["kind"] in DRAWN, row["key"]
        assert row["vat_reason"] in taxonomy()["vat_reasons"], row["key"]


def test_makers_sell_the_crafts_they_name() -> None:
    for row in goods():
        assert family(row) in organisations()[row["producer"]]["crafts"], row["key"]


def test_groups_and_associations_exist() -> None:
    for row in organisations().values():
        assert row["group"] is None or row["group"] in organisations(), row["key"]
        voucher = organisations().get(row["vouched_by"])
        assert (voucher["kind"] if voucher else None) == ("association" if row["vouched_by"] else None), row[
            "key"
        ]
        assert set(row["crafts"]) <= codes("categories"), row["key"]


def test_phones_and_mails_reach_nobody() -> None:
    for row in organisations().values():
        assert re.match(r"^(07 90|05 59) 00 00 \d\d$", row["contact"]["phone"]), row["key"]
        assert row["contact"]["agent_email"].endswith("@demo.test"), row["key"]


def test_attributes_are_typed() -> None:
    known = {row["code"]: row for row in taxonomy()["attributes"]}
    types = {"number": (int, float), "boolean": bool, "text": str, "choice": str}
    for product, variant in variants():
        for code, value in variant["attributes"].items():
            assert isinstance(value, types[known[code]["kind"]]), (product["key"], code)
            if known[code]["kind"] == "choice":
                assert value in {row["code"] for row in known[code]["choices"]}, (product["key"], code)
    for root in taxonomy()["categories"]:
        assert set(root["attributes"]) <= set(known), root["code"]


def test_stock_shows_every_case() -> None:
    unique = [row for row in goods() if row["one_of_a_kind"]]
    assert len(unique) >= 10
    assert all(len(row["variants"]) == 1 and row["variants"][0]["stock"] <= 1 for row in unique)
    assert all(row["variants"][0]["made_to_order"] is None for row in unique)
    assert len([row for row in unique if row["variants"][0]["stock"] == 0]) >= 3
    assert len([row for row in goods() if any(variant["made_to_order"] for variant in row["variants"])]) >= 15
    assert len([row for row in goods() if 2 <= len(row["variants"]) <= 5]) >= 12
    assert any(all(v["stock"] == 0 and not v["made_to_order"] for v in row["variants"]) for row in goods())
    assert all(len(row["variants"]) <= 5 for row in products())


def test_services_say_where_and_how_long() -> None:
    for product in products():
        service = product.get("service")
        assert (service is not None) == (product["kind"] == "service"), product["key"]
        if service is None:
            continue
        assert service["mode"] in ("at_place", "radius", "on_request"), product["key"]
        assert service["duration_minutes"] > 0, product["key"]
        assert set(service["place"]) == set(LANGUAGES), product["key"]
        assert (service["radius_km"] is not None) == (service["mode"] == "radius"), product["key"]
        assert bool(service["dates"]) == (service["mode"] != "on_request"), product["key"]
        assert all(row["capacity"] > 0 and 0 <= row["hour"] <= 23 for row in service["dates"]), product["key"]
