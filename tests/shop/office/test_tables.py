"""Tables of the office read on a phone as well: every cell says under which heading it stands."""

import re
from pathlib import Path

import pytest

import shop
from shop.office.tables import Cell, apart
from shop.templatetags.office import under

PAGES = sorted((Path(shop.__file__).parent / "templates/shop/office").glob("*.html"))
TABLE = re.compile(r"<table class=\"listing.*?</table>", re.DOTALL)
WITH_HEADINGS = [
    (page.name, table)
    for page in PAGES
    for table in TABLE.findall(page.read_text(encoding="utf-8"))
    if "<thead>" in table
]


@pytest.mark.parametrize(("name", "table"), WITH_HEADINGS)
def test_every_cell_below_a_heading_names_it(name, table):
    body = table.partition("<tbody>")[2]
    cells = re.findall(r"<td(.*?)>", body)
    assert "office-rows" in table.partition(">")[0]
    assert cells
    assert [cell for cell in cells if "data-label" not in cell and "office-empty" not in cell] == []


def test_most_tables_are_looked_at():
    assert {name for name, _ in WITH_HEADINGS} >= {"rows.html", "payout_batch.html", "hand_over.html"}


def test_a_row_has_a_cell_for_each_heading():
    assert under([Cell("1"), Cell("2")], ["a", "b"]) == [("a", Cell("1")), ("b", Cell("2"))]
    with pytest.raises(ValueError, match="shorter"):
        under([Cell("1")], ["a", "b"])


def test_a_number_keeps_its_order_in_a_sentence():
    assert apart("340-894-6015") == "\u2068340-894-6015\u2069"
