"""What the demo shop claims and charges: labels, prices, hours, required facts, closed markets."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from tests.demo.content import (
    codes,
    family,
    flags,
    organisations,
    products,
    roots,
    taxonomy,
    variants,
)

SHOWN = date(2026, 11, 23)
FEES_PERCENT = 10
LABEL_NEEDS_EVIDENCE = re.compile(r"\b(IGP|AOP|PGI|PDO)\b|بيان جغرافي|indication géographique")
CLOSED_ABROAD = {"cosmetic_cpnp", "eu_animal_origin", "domestic_only", "cold_chain"}
ALLERGENIC_WORDS = {
    "blé": "gluten",
    "orge": "gluten",
    "seigle": "gluten",
    "amandes": "nuts",
    "noix": "nuts",
    "lait": "milk",
    "sésame": "sesame",
}


def units_of(product: dict[str, Any], variant: dict[str, Any], unit: str) -> Decimal:
    """How many of the craft's priced unit one variant holds."""
    known = variant["attributes"]
    if unit == "m2":
        return Decimal(known["width_cm"]) * known["length_cm"] / 10000
    if unit in ("kg", "gram"):
        return Decimal(variant["net_quantity"]["amount"]) / (1000 if unit == "kg" else 1)
    if match := re.match(r"(?:bottle|jar|pack|piece)_(\d+)(ml|g|l)$", unit):
        size = int(match[1]) * (1000 if match[2] == "l" else 1)
        return Decimal(variant["net_quantity"]["amount"]) / size
    return Decimal(1)


def test_labels_have_evidence_and_one_has_expired() -> None:
    dated = [label for row in organisations().values() for label in row["labels"]]
    assert all(label["code"] in codes("labels") and label["issuer"] == "demo" for label in dated)
    assert all(date.fromisoformat(label["checked"]) <= SHOWN for label in dated)
    assert any(date.fromisoformat(label["valid_until"]) < SHOWN for label in dated)
    for row in products():
        held = {label["code"] for label in organisations()[row["producer"]]["labels"]}
        assert set(row["labels"]) <= held, row["key"]


def test_labels_cover_the_craft_they_are_shown_on() -> None:
    covers = {row["code"]: set(row["covers"]) for row in taxonomy()["labels"]}
    for row in products():
        for code in row["labels"]:
            assert covers[code] & {"workshop", "organisation", row["craft"]}, (row["key"], code)


def test_a_claimed_origin_name_has_its_label() -> None:
    for row in products():
        if LABEL_NEEDS_EVIDENCE.search(" ".join(row["description"].values())):
            assert any(code.startswith(("igp-", "aop-")) for code in row["labels"]), row["key"]


def test_sabra_is_called_viscose() -> None:
    for row in products():
        if row["craft"] == "sabra-throw":
            assert row["facts"]["fibres_percent"] == {"viscose": 100}
            assert "viscose" in row["name"]["fr"]


def test_prices_stay_near_their_craft() -> None:
    crafts = {row["code"]: row for row in taxonomy()["crafts"]}
    for product, variant in variants():
        if product["craft"] is None:
            continue
        craft = crafts[product["craft"]]
        low, high = craft["price_mad"]
        price = Decimal(variant["mad"]) / units_of(product, variant, craft["unit"])
        assert low * Decimal("0.7") <= price <= high * Decimal("1.3"), (product["key"], variant["sku"], price)


def test_the_makers_share_pays_her_hours() -> None:
    floor = Decimal(taxonomy()["meta"]["wage_floor_mad_per_hour"])
    for product, variant in variants():
        tax = Decimal("1.2") if product["vat_reason"] == "standard" else Decimal(1)
        cost = product["cost"]
        share = 100 - cost["material_percent"] - cost["packing_percent"] - FEES_PERCENT
        labour = Decimal(variant["mad"]) / tax * share / 100
        assert Decimal(str(variant["work_hours"])) * floor <= labour, (product["key"], variant["sku"])


def test_foreign_prices_exist_exactly_where_it_is_sold() -> None:
    meta = taxonomy()["meta"]
    for product, variant in variants():
        for market, currency, rate in (("eu", "eur", "mad_per_eur"), ("us", "usd", "mad_per_usd")):
            assert (variant[currency] is not None) == (market in product["markets"]), product["key"]
            if variant[currency] is not None:
                derived = Decimal(variant["mad"]) / Decimal(meta[rate])
                assert abs(Decimal(variant[currency]) - derived) <= Decimal("0.26"), variant["sku"]


def has_fact(product: dict[str, Any], code: str) -> bool:
    facts, rows = product["facts"], product["variants"]
    if code == "net_quantity":
        return all("net_quantity" in row for row in rows)
    if code == "packed_size":
        return all(row["size_mm"] and len(row["size_mm"]) == 3 for row in rows)
    if code == "packed_weight":
        return all(row["weight_g"] for row in rows)
    return {"best_before": "shelf_life_days"}.get(code, code) in facts


def test_required_facts_are_filled_for_every_market() -> None:
    for product in products():
        requires = roots()[product["category"]]["requires"]
        wanted = set(requires["all"]).union(*(requires.get(market, []) for market in product["markets"]))
        assert [code for code in wanted if not has_fact(product, code)] == [], product["key"]


def test_cosmetics_honey_and_cheese_stay_at_home() -> None:
    for product in products():
        said = product["facts"].get("ingredients", {}).get("fr", "").lower()
        if family(product) == "cosmetics" or CLOSED_ABROAD & flags(product) or re.search(r"\bmiel\b", said):
            assert product["markets"] == ["ma"], product["key"]


def test_tableware_goes_abroad_only_when_tested_or_as_decoration() -> None:
    for product in products():
        if "food_contact_test" in flags(product) and product["markets"] != ["ma"]:
            uses = {variant["attributes"].get("use") for variant in product["variants"]}
            assert "food-contact-test" in product["labels"] or uses == {"decoration"}, product["key"]


def test_fibres_add_up() -> None:
    known = codes("fibres")
    for product in products():
        fibres = product["facts"].get("fibres_percent")
        if fibres is not None:
            assert sum(fibres.values()) == 100, product["key"]
            assert set(fibres) <= known, product["key"]


def test_allergens_are_known_and_named_where_they_occur() -> None:
    for product in products():
        facts = product["facts"]
        if "ingredients" not in facts:
            continue
        assert set(facts["allergens"]) <= codes("allergens"), product["key"]
        said = set(re.findall(r"\w+", facts["ingredients"]["fr"].lower()))
        wanted = {code for word, code in ALLERGENIC_WORDS.items() if word in said}
        assert wanted <= set(facts["allergens"]), product["key"]
