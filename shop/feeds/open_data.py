"""Open figures as a Data Package (version 2.0): a description, and a table as CSV for each figure."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from datetime import date
from io import StringIO
from typing import Any

from django.utils.translation import override

from producers.figures import By, figures
from shop.domain.counting import WHOLE, Cell
from shop.domain.disclosure import LEAST
from shop.feeds.open_tables import OpenTable, add_open_table, open_tables
from shop.reading.counted import Count, counted_lately
from shop.reading.open_figures import earned_by_region, makers_by_region

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
REGION = {
    "name": "region",
    "type": "string",
    "description": "ISO 3166-2 code of the region",
    "constraints": {"required": True, "pattern": "MA-[0-9]{2}"},
}
HIDDEN = f"empty where fewer than {LEAST} makers are counted, or where the figure would give such a one away"
HIDDEN_NUMBER = (
    f"empty where it would be about fewer than {LEAST} people or makers, or give such a number away"
)
MAKERS = {
    "name": "makers",
    "type": "integer",
    "description": f"How many makers; {HIDDEN}",
    "constraints": {"minimum": LEAST},
}


TABLES = (
    OpenTable(
        "makers",
        "Makers by region and kind",
        "Makers, cooperatives and groups whose pages are shown on the day of the file.",
        [REGION, {"name": "kind", "type": "string", "constraints": {"required": True, "enum": ["cooperative",
         "group", "producer"]}}, MAKERS],
        ("region", "kind"),
        lambda: map(astuple, makers_by_region()),
    ),
    OpenTable(
        "earned",
        "What makers earned by year and region",
        "Credits to makers in the books for parts of orders that were delivered, less what was taken back, by"
        " the day that the books count them for. Makers who earned nothing are not counted.",
        [
            {"name": "year", "type": "year", "constraints": {"required": True}},
            REGION,
            {"name": "currency", "type": "string", "constraints": {"required": True, "pattern": "[A-Z]{3}"}},
            MAKERS,
            {"name": "amount", "type": "number", "description": f"In units of the currency; {HIDDEN}"},
        ],
        ("year", "region", "currency"),
        lambda: map(astuple, earned_by_region()),
    ),
)  # fmt: skip
FIGURES = OpenTable(
    "figures",
    "Figures by year, region, craft, and what training was about",
    "One row for each number: of a whole year (by: whole), of a region or of a craft; figures"
    " of training also of a sex, a topic or a funder (by). What each figure"
    " counts, how, and the query of its rows stand below, under figures. Figures that say how things stand"
    " are those of the day of the file. A maker of several crafts counts under each,"
    " and so does a training of several topics.",
    [
        {"name": "figure", "type": "string", "constraints": {"required": True}},
        {"name": "year", "type": "year", "constraints": {"required": True}},
        {"name": "by", "type": "string",
         "constraints": {"required": True, "enum": ["whole", *(by.value for by in By)]}},
        {"name": "code", "type": "string", "constraints": {"required": True}, "description":
         "ISO 3166-2 code of the region, or code of the craft, topic or funder, woman or man; all for a whole"
         " year, unknown for none"},
        {"name": "unit", "type": "string", "constraints": {"required": True}, "description":
         "ISO 4217 code of the currency, or what is counted"},
        {"name": "value", "type": "number", "constraints": {"minimum": 0}, "description": HIDDEN_NUMBER},
    ],
    ("figure", "year", "by", "code", "unit"),
    lambda: rows_of(counted_lately()),
    lambda: {"figures": described(counted_lately())},
)  # fmt: skip


def add_tables() -> None:
    """Name the shop's open tables; for ``AppConfig.ready``."""
    for table in (*TABLES, FIGURES):
        add_open_table(table)


def code_of(cell: Cell) -> str:
    """Return what a number is of, in a column that is never empty."""
    return cell.code or ("all" if cell.by == WHOLE else "unknown")


def rows_of(count: Count) -> Iterator[tuple[object, ...]]:
    """Write each number of a count as a row of the table of figures."""
    for one in count.figures:
        for cell in one.cells:
            yield one.code, cell.year, cell.by, code_of(cell), cell.unit, cell.value


def described(count: Count) -> list[dict[str, str]]:
    """Say of each figure what it counts, how, and with which query."""
    queries = {one.code: one.query for one in count.figures}
    with override("en"):
        return [
            {
                "name": one.code,
                "title": str(one.label),
                "definition": str(one.definition),
                "method": str(one.method),
                "query": queries.get(one.code, ""),
            }
            for one in figures()
        ]


def description(base: str, day: date, tables: Iterable[OpenTable] | None = None) -> dict[str, Any]:
    """Return the descriptor; ``day`` is that of the figures."""
    return {
        "$schema": PROFILE,
        "name": "tiwizi-figures",
        "title": "Makers, what they earned, and the work around them",
        "homepage": f"{base}/",
        "created": f"{day.isoformat()}T00:00:00Z",
        "licenses": [LICENCE],
        "resources": [table.as_resource() for table in (open_tables() if tables is None else tables)],
    }


def as_csv(table: OpenTable, rows: Iterable[Sequence[object]]) -> str:
    """Write one table; a hidden cell is empty."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field["name"] for field in table.fields])
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue()
