"""The catalogue as the Data Food Consortium reads it: its own connector is asked for every node and link."""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from shop.domain.exports import LeftOut
from shop.feeds.dfc import Dfc
from shop.feeds.dfc_graph import dfc_types
from shop.testing.exports import a_channel, a_maker, an_entry
from tests.oracles.node import ask

SPECS = Path(__file__).resolve().parents[2] / "specs" / "dfc"
PRELOADED = (
    "https://www.datafoodconsortium.org/wp-content/plugins/wordpress-context-jsonld/context_1.16.0.jsonld"
)
"""The connector brings this one along and asks the network for any other; the names in it are the same."""
ALSO = {"dfc-b:managedBy", "dfc-b:offers", "dfc-b:affiliatedBy"}
"""Links back, by the names of the ontology and of its users, beside those that the connector reads."""


def document(*entries, **channel: Any) -> dict:
    out = BytesIO()
    Dfc().write(iter(entries), a_channel("dfc", **channel), out)
    return json.loads(out.getvalue())


def imported(one: dict, **more: bool) -> dict[str, dict]:
    (objects,) = ask("dfc.mjs", {"context": PRELOADED, "documents": [one], **more})
    return {found["id"]: found for found in objects}


def two_variants() -> list:
    options = (("a" * 22, "A-S", {"fr": "petit"}), ("b" * 22, "A-L", {"fr": "grand"}))
    return [an_entry(id=pk, sku=sku, option=option, variants=2) for pk, sku, option in options]


@cache
def terms() -> dict[str, frozenset[str]]:
    """What the connector reads of each type, what is above it included."""
    classes = json.loads((SPECS / "connector-terms-1.0.0-beta.2.json").read_text())["classes"]

    def read(name: str) -> frozenset[str]:
        own = classes.get(name, {})
        above = read(own["extends"]) if own.get("extends") in classes else frozenset()
        return frozenset(own.get("properties", ())) | above

    return {row["type"]: read(name) for name, row in classes.items() if row["type"]}


@cache
def taxonomy(name: str) -> frozenset[str]:
    text = (SPECS / "taxonomies-1.3.0" / f"{name}.json").read_text()
    return frozenset(
        node["@id"].rpartition("#")[2] for graph in json.loads(text) for node in graph.get("@graph", [graph])
    )


def faults(one: dict) -> list[str]:
    """Say which names and words the connector and the taxonomies do not know, and which links are one-way."""
    nodes = {node["@id"]: node for node in one["@graph"]}
    found = [f"{key} of {pk}" for pk, node in nodes.items() for key in strange(node)]
    found += [f"{unit} is no measure" for unit in words_of(one, "dfc-m:") - taxonomy("measures")]
    found += [f"{kind} is no type" for kind in words_of(one, "dfc-pt:") - taxonomy("productTypes")]
    for there, back in (
        ("referencedBy", "references"), ("references", "referencedBy"), ("offeredThrough", "offeredItem"),
        ("offeredItem", "offeredThrough"), ("isVariantOf", "hasVariant"), ("hasVariant", "isVariantOf"),
    ):  # fmt: skip
        for pk, node in nodes.items():
            for other in listed(node.get(f"dfc-b:{there}")):
                if pk not in listed(nodes.get(other, {}).get(f"dfc-b:{back}")):
                    found.append(f"{pk} {there} {other}, which does not answer")
    return found


def strange(node: dict) -> set[str]:
    known = terms()[node["@type"]] | ALSO
    inner = [value for value in node.values() if isinstance(value, dict)]
    unknown = _names(node) - known
    return unknown.union(*(_names(value) - terms()[value["@type"]] for value in inner))


def _names(node: dict) -> set[str]:
    return {key for key in node if not key.startswith("@")}


def words_of(one: object, prefix: str) -> frozenset[str]:
    if isinstance(one, dict):
        return frozenset().union(*(words_of(value, prefix) for value in one.values()))
    if isinstance(one, list):
        return frozenset().union(*(words_of(value, prefix) for value in one))
    return frozenset({one.removeprefix(prefix)}) if str(one).startswith(prefix) else frozenset()


def listed(value: object) -> list:
    return value if isinstance(value, list) else [value] if value else []


def test_the_connector_finds_every_node_and_every_link():
    one = document(*two_variants(), an_entry(id="c" * 22, product_id="d" * 22, sku="B"))
    found = imported(one)
    assert set(found) == {node["@id"] for node in one["@graph"]}
    kinds = [row["type"] for row in found.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "SuppliedProduct": 4, "CatalogItem": 3, "Offer": 3, "Enterprise": 1, "Address": 1,
    }  # fmt: skip
    (maker,) = (row for row in found.values() if row["type"] == "Enterprise")
    assert len(maker["supplies"]) == len(maker["manages"]) == 3
    for pk in maker["supplies"]:
        (item,) = found[pk]["items"]
        assert found[item]["product"] == pk
        (offer,) = found[item]["offers"]
        assert (found[offer]["price"], found[offer]["stock"], found[item]["stock"]) == (120, 4, 4)
        assert found[offer]["item"] == item
    (group,) = (row for row in found.values() if row.get("variants"))
    assert [found[pk]["of"] for pk in group["variants"]] == [[group["id"]]] * 2
    assert group["items"] == []


def with_groups(*entries, groups) -> dict:
    out = BytesIO()
    Dfc().write_with_groups(iter(entries), a_channel("dfc"), out, lambda makers: groups)
    return json.loads(out.getvalue())


def test_the_connector_finds_groups_and_who_belongs_to_them():
    one, other = an_entry(maker={"id": "m" * 22}), an_entry(id="c" * 22, product_id="d" * 22)
    mother = a_maker(id="g" * 22, kind="association", name={"fr": "Réseau"})
    both = (one.maker.id, other.maker.id)
    file = with_groups(one, other, groups=[(mother, both), (other.maker, (one.maker.id,))])
    found, nodes = imported(file), {node["@id"]: node for node in file["@graph"]}
    assert len(nodes) == len(file["@graph"])  # nothing is said twice, no address of who is both
    assert set(found) == set(nodes)
    groups = {pk: node for pk, node in nodes.items() if "/enterprise_groups/" in pk}
    assert sorted(node["dfc-b:name"] for node in groups.values()) == [other.maker.name["fr"], "Réseau"]
    for pk, node in groups.items():
        assert node["dfc-b:hasAddress"] in nodes
        for member in node["dfc-b:affiliatedBy"]:
            assert pk in nodes[member]["dfc-b:affiliates"]
    assert sum(len(node.get("dfc-b:affiliates", ())) for node in nodes.values()) == 3
    assert faults(file) == []


def test_without_groups_the_file_is_as_it_was():
    assert with_groups(an_entry(), groups=[]) == document(an_entry())


def test_names_words_and_links_are_those_of_the_standard():
    assert faults(document(*two_variants(), an_entry(id="c" * 22, product_id="d" * 22))) == []


def test_every_category_of_ours_has_a_type_of_the_taxonomy():
    assert {*dfc_types().values(), "inedible"} <= taxonomy("productTypes")


def test_no_street_and_no_number_of_a_house_leave():
    text = json.dumps(document(an_entry()))
    assert not [name for name in ("hasStreet", "hasPostalCode", "street") if name in text]


@pytest.mark.parametrize(("currency", "minor"), [("EUR", 12000), ("USD", 13050), ("GBP", 99)])
def test_a_price_is_written_in_its_own_currency(currency, minor):
    found = imported(document(an_entry(offer={"currency": currency, "minor": minor})))
    assert [row["price"] for row in found.values() if row["type"] == "Offer"] == [minor / 100]


def test_a_price_in_dirhams_never_leaves():
    entry = an_entry(offer={"currency": "MAD", "minor": 120000})
    assert Dfc().lacks(entry, a_channel("dfc")) is LeftOut.NO_PRICE
    assert "1200" not in json.dumps(document(entry))


def test_a_service_is_left_out():
    assert Dfc().lacks(an_entry(kind="service"), a_channel("dfc")) is LeftOut.NOT_A_GOOD


BROKEN = {
    "a link back is missing": ('"dfc-b:offeredItem"', '"dfc-b:x"'),
    "a type that nobody knows": ("dfc-pt:inedible", "dfc-pt:rug"),
    "a currency that the measures do not hold": ("dfc-m:Euro", "dfc-m:Dirham"),
    "a name that the connector does not read": ('"dfc-b:sku"', '"dfc-b:article"'),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_found(broken):
    good, bad = BROKEN[broken]
    text = json.dumps(document(an_entry()))
    assert good in text
    assert faults(json.loads(text.replace(good, bad)))


def test_the_connector_drops_what_has_a_type_that_it_does_not_know():
    one = document(an_entry())
    one["@graph"][0]["@type"] = "dfc-b:Rug"
    assert len(imported(one, names=True)) == len(one["@graph"]) - 1
