"""Column sets of WooCommerce and Shopify: their headings, and parents with their variants."""

import csv
import io
from pathlib import Path

import pytest

from shop.domain.channels import Entry
from shop.feeds.shop_sheets import ShopSheet
from shop.feeds.shopify import Shopify
from shop.feeds.woocommerce import WooCommerce
from shop.testing.exports import PRODUCT_ID, a_channel, a_picture, an_entry

SPECS = Path(__file__).resolve().parents[2] / "specs" / "shop-csv"
SMALL, LARGE = "s7Hd5kMw1Xs9Zc3VqTg6Bn", "l7Hd5kMw1Xs9Zc3VqTg6Bn"
Rows = list[dict[str, str]]


def rows_of(dialect: ShopSheet, *entries: Entry, **channel: object) -> Rows:
    out = io.BytesIO()
    dialect.write(iter(entries), a_channel(**channel), out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""), strict=True))


def two_sizes(**both: object) -> list[Entry]:
    return [
        an_entry(id=SMALL, variants=2, option={"fr": "Petit, 1 m"}, offer={"minor": 8000, "pieces": 2},
                 **both),
        an_entry(id=LARGE, variants=2, option={"fr": "Grand"}, position=2,
                 offer={"availability": "made_to_order", "making_days": 20, "pieces": 1}, **both),
    ]  # fmt: skip


def other(**fields: object) -> Entry:
    return an_entry(product_id="another-product-id-22x", slug="panier", **fields)


def heading_of(name: str) -> list[str]:
    return next(csv.reader((SPECS / name).open(encoding="utf-8")))


def orphans(rows: Rows) -> list[str]:
    """Variations whose parent is in no row before them."""
    found, parents = [], set()
    for row in rows:
        parents |= {row["SKU"]} if row["Type"] == "variable" else set()
        found += [row["SKU"]] if row["Type"] == "variation" and row["Parent"] not in parents else []
    return found


def test_the_headings_are_those_of_the_importers():
    woo = [
        name.replace("(lbs)", "(kg)").replace("(in)", "(cm)")
        for name in heading_of("woocommerce-core-header.csv")
    ]
    assert [name for name in WooCommerce.heading if not name.startswith("Meta: ")] == woo
    assert list(Shopify.heading) == heading_of("shopify-classic-header.csv")


def test_woocommerce_gets_a_parent_and_its_variations():
    rows = rows_of(WooCommerce(), other(), *two_sizes())
    assert [row["Type"] for row in rows] == ["simple", "variable", "variation", "variation"]
    assert orphans(rows) == []
    assert rows[1]["SKU"] == PRODUCT_ID
    assert rows[1]["Attribute 1 value(s)"] == "Petit\\, 1 m, Grand"
    said = ("SKU", "Regular price", "Stock", "Backorders allowed?")
    assert [row[name] for row in rows[2:] for name in said] == [
        SMALL,
        "80.00",
        "2",
        "0",
        LARGE,
        "120.00",
        "1",
        "1",
    ]
    assert {row["Meta: tiwizi_currency"] for row in rows} == {"EUR"}
    assert (rows[0]["Weight (kg)"], rows[0]["Length (cm)"], rows[0]["Width (cm)"]) == (
        "8.200",
        "90.0",
        "25.0",
    )


def test_a_variation_without_its_parent_is_found():
    rows = rows_of(WooCommerce(), *two_sizes())
    assert orphans(rows[1:]) == [SMALL, LARGE]


def test_shopify_rows_share_a_handle_and_say_the_product_once():
    pictures = tuple(a_picture(number) for number in range(4))
    rows = rows_of(
        Shopify(),
        *[an_entry(id=e.item.id, variants=2, option=e.item.option, pictures=pictures) for e in two_sizes()],
    )
    assert {row["Handle"] for row in rows} == {"tapis-de-laine"}
    assert [bool(row["Title"]) for row in rows] == [True, False, False, False]
    assert [row["Option1 Value"] for row in rows] == ["Petit, 1 m", "Grand", "", ""]
    assert [row["Image Position"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["Google Shopping / Google Product Category"] == "598"


def test_shopify_calls_the_only_variant_by_its_own_word():
    (row, picture) = rows_of(Shopify(), an_entry())
    assert (row["Option1 Name"], row["Option1 Value"]) == ("Title", "Default Title")
    assert (row["Variant Price"], row["Variant Inventory Qty"], row["Variant Grams"]) == (
        "120.00",
        "4",
        "8200",
    )
    assert (picture["Image Position"], picture["Variant SKU"]) == ("2", "")


@pytest.mark.parametrize("dialect", [WooCommerce(), Shopify()])
def test_no_cell_is_a_formula_and_no_mark_comes_through(dialect: ShopSheet):
    name = {"fr": "=1+1<script>x()</script>"}
    rows = rows_of(dialect, an_entry(name=name, maker={"name": {"fr": "@cmd"}}))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert "script>" not in str(rows)
