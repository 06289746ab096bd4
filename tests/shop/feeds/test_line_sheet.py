"""The line sheet, read by tools that nobody here wrote: frictionless, JSON Schema, openpyxl."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from frictionless import Package
from openpyxl import load_workbook

from shop.conf import FEEDS
from shop.domain.channels import Entry
from shop.domain.exports import ExportClaim, LeftOut
from shop.feeds.base import Dialect
from shop.feeds.line_sheet import LineSheetCsv, LineSheetPackage, LineSheetXlsx
from shop.feeds.line_sheet_columns import COLUMNS
from shop.feeds.registry import dialect
from shop.testing.exports import a_channel, an_entry

SPECS = Path(__file__).resolve().parents[2] / "specs" / "datapackage"
LICENCES = {"licence_of_texts": "CC-BY-NC-4.0", "licence_of_pictures": "all rights reserved"}


def written(dialect: Dialect, *entries: Entry, **channel: object) -> bytes:
    out = io.BytesIO()
    dialect.write(iter(entries), a_channel(**(LICENCES | channel)), out)
    return out.getvalue()


def rich() -> list[Entry]:
    facts = {"fibres_percent": {"fr": "laine 100 %"}, "warnings": {"en": "Keep away from fire"}}
    return [
        an_entry(facts=facts, claims=(ExportClaim("wfto", {}, "WFTO", "MA-7", "2027-05-01"),)),
        an_entry(
            id="b7Hd5kMw1Xs9Zc3VqTg6Bn", net_quantity="250.00", net_unit="ml", work_hours="12.50", hs6="",
            attributes=(("colour", {"fr": "Rouge"}),),
            offer={"availability": "made_to_order", "making_days": 9, "minor": 995, "pieces": 0},
            description={"fr": "Deux lignes,\n\"entre\" guillemets ; et point"},
        ),
        an_entry(
            id="d7Hd5kMw1Xs9Zc3VqTg6Bn", carton_pieces=6, minimum_quantity=2, monthly_capacity=40,
            offer={"trade_minor": 7131},
        ),
        an_entry(id="c7Hd5kMw1Xs9Zc3VqTg6Bn", updated_at="", is_one_of_a_kind=True, maker={"members": None}),
    ]  # fmt: skip


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["datapackage.json", "products.csv"]
        archive.extractall(folder)
    return folder / "datapackage.json"


def report_of(descriptor: Path) -> list[str]:
    report = Package(str(descriptor)).validate()
    return [
        *(error.type for error in report.errors),
        *(error.type for task in report.tasks for error in task.errors),
    ]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def test_frictionless_finds_nothing_wrong_with_the_package(tmp_path: Path):
    descriptor = unpacked(written(LineSheetPackage(), *rich(), has_trade_terms=True), tmp_path)
    assert report_of(descriptor) == []
    (table,) = Package(str(descriptor)).resources
    assert [row["key"] for row in table.read_rows()] == ["TAP-1"] * 4


@pytest.mark.parametrize(
    ("name", "cell", "error"),
    [
        ("price", "cher", "type-error"),
        ("price", "12,50", "type-error"),
        ("price", "", "constraint-error"),
        ("stock", "-1", "constraint-error"),
        ("stock", "quatre", "type-error"),
        ("availability", "available", "constraint-error"),
        ("origin", "Morocco", "constraint-error"),
        ("currency", "DH", "constraint-error"),
        ("id", "b7Hd5kMw1Xs9Zc3VqTg6Bn", "primary-key"),
        ("made_to_order", "peut-être", "type-error"),
        ("updated_at", "hier", "type-error"),
    ],
)
def test_frictionless_refuses_a_row_that_is_broken(tmp_path: Path, name: str, cell: str, error: str):
    descriptor = unpacked(written(LineSheetPackage(), *rich(), has_trade_terms=True), tmp_path)
    rows = rows_of((tmp_path / "products.csv").read_bytes())
    rows[0][name] = cell
    with (tmp_path / "products.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert error in report_of(descriptor)


def descriptor() -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(written(LineSheetPackage()))) as archive:
        described: dict[str, Any] = json.loads(archive.read("datapackage.json"))
    return described


def faults(described: dict[str, Any]) -> list[str]:
    found = []
    for name, part in (("datapackage", described), ("tableschema", described["resources"][0]["schema"])):
        schema = json.loads((SPECS / f"{name}-2.0.json").read_text(encoding="utf-8"))
        found += [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(part)]
    return found


def test_the_descriptor_is_a_data_package_of_the_standard():
    described = descriptor()
    assert faults(described) == []
    assert [licence["name"] for licence in described["licenses"]] == ["CC-BY-NC-4.0", "all-rights-reserved"]
    fields = described["resources"][0]["schema"]["fields"]
    assert all(
        set(field["titles"]) == {"fr", "ar", "en"} and all(field["titles"].values()) for field in fields
    )
    assert [field["name"] for field in fields] == list(rows_of(written(LineSheetCsv(), an_entry()))[0])


@pytest.mark.parametrize("broken", ["name", "fields", "type", "constraints"])
def test_the_standard_refuses_a_broken_descriptor(broken: str):
    described = descriptor()
    schema = described["resources"][0]["schema"]
    if broken == "name":
        del described["resources"][0]["name"]
    if broken == "fields":
        del schema["fields"]
    if broken == "type":
        schema["fields"][0]["type"] = "money"
    if broken == "constraints":
        schema["fields"][0]["constraints"] = {"required": "often"}
    assert faults(described)


def test_the_spreadsheet_says_the_same_with_numbers_as_numbers():
    book = load_workbook(io.BytesIO(written(LineSheetXlsx(), *rich())))
    names, *rows = book["products"].iter_rows(values_only=True)
    assert list(names) == [column.name for column in COLUMNS]
    second = dict(zip(names, rows[1], strict=True))
    assert (second["price"], second["stock"], second["making_days"], second["made_to_order"]) == (
        9.95,
        0,
        9,
        True,
    )
    for row, said in zip(rows, rows_of(written(LineSheetCsv(), *rich())), strict=True):
        for cell, name in zip(row, names, strict=True):
            assert said[name] == "" if cell in (None, "") else _same(cell, said[name]), name
    explained = list(book["columns"].iter_rows(values_only=True))
    assert [row[0] for row in explained[1:]] == list(names)
    assert all(all(row) for row in explained)


def _same(cell: object, text: str) -> bool:
    if isinstance(cell, bool):
        return text == str(cell).lower()
    return float(text) == cell if isinstance(cell, int | float) else text == cell


def test_what_shops_pay_stands_only_where_the_channel_is_for_them():
    names = ("trade_price", "carton_pieces", "minimum_quantity", "monthly_capacity")
    terms = {"carton_pieces": 6, "minimum_quantity": 2, "monthly_capacity": 40}
    entry = an_entry(**terms, offer={"trade_minor": 7131})
    (told,) = rows_of(written(LineSheetCsv(), entry, has_trade_terms=True))
    assert [told[name] for name in names] == ["71.31", "6", "2", "40"]
    (kept,) = rows_of(written(LineSheetCsv(), entry))
    assert [kept[name] for name in names] == ["", "", "", ""]


def all_that_is_in(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def told_by(name: str, **channel: object) -> bytes:
    return all_that_is_in(written(dialect(name), an_entry(offer={"trade_minor": 7131}), **channel))


@pytest.mark.parametrize("name", sorted(FEEDS))
def test_no_dialect_lets_out_what_shops_pay(name: str):
    assert b"71.31" not in told_by(name)
    assert b"7131" not in told_by(name)
    if name.startswith("lines-"):
        assert b"71.31" in told_by(name, has_trade_terms=True)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "'="])
def test_no_cell_is_a_formula(start: str):
    name = {"fr": f"{start}1+1"}
    (row,) = rows_of(written(LineSheetCsv(), an_entry(name=name, sku=f"{start}cmd")))
    assert not row["name_fr"].startswith(("=", "+", "-", "@", "\t", "\r"))
    book = load_workbook(io.BytesIO(written(LineSheetXlsx(), an_entry(name=name))))
    cells = [cell for cells in book["products"].iter_rows() for cell in cells]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_texts_lose_what_breaks_a_file():
    words = {"fr": "Tapis\x00\x0b \ud83d<script>x()</script><b>doux</b>"}
    (row,) = rows_of(written(LineSheetCsv(), an_entry(name=words, description=words)))
    assert (row["name_fr"], row["description_fr"]) == ("Tapis doux", "Tapis doux")
    load_workbook(io.BytesIO(written(LineSheetXlsx(), an_entry(name=words, maker={"name": words}))))


def test_the_package_is_the_same_bytes_for_the_same_rows():
    assert written(LineSheetPackage(), *rich()) == written(LineSheetPackage(), *rich())


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (an_entry(), None),
        (an_entry(kind="service"), LeftOut.NOT_A_GOOD),
        (an_entry(offer={"minor": None}), LeftOut.NO_PRICE),
        (an_entry(offer={"lacks": "missing_facts"}), LeftOut.NEEDS_PAPERS),
        (an_entry(pictures=()), LeftOut.NO_PICTURE),
        (an_entry(category=""), LeftOut.NO_CATEGORY),
        (an_entry(name={}), LeftOut.NO_TEXT),
        (an_entry(offer={"countries": ()}), None),
    ],
)
def test_what_a_buyer_could_not_order_is_left_out_with_its_reason(entry: Entry, reason: LeftOut | None):
    for form in (LineSheetCsv(), LineSheetXlsx(), LineSheetPackage()):
        assert form.lacks(entry, a_channel()) is reason
