"""Open figures as a Data Package (version 2.0): a description, and a table as CSV for each figure."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from io import StringIO
from typing import Any

from shop.domain.disclosure import LEAST
from shop.reading.open_figures import EarnedRow, MakersRow

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
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
MAKERS = {
    "name": "makers",
    "type": "integer",
    "description": f"How many makers; {HIDDEN}",
    "constraints": {"minimum": LEAST},
}


@dataclass(frozen=True)
class Figure:
    """One table: what it says and how it is counted, its columns, and which of them tell rows apart."""

    name: str
    title: str
    method: str
    fields: Sequence[Mapping[str, Any]]
    key: Sequence[str]

    def as_resource(self) -> dict[str, Any]:
        """Return its part of the description."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.method,
            "type": "table",
            "path": f"{self.name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"$schema": SCHEMA_PROFILE, "fields": list(self.fields), "primaryKey": list(self.key)},
        }


FIGURES = (
    Figure(
        "makers",
        "Makers by region and kind",
        "Makers, cooperatives and groups whose pages are shown on the day of the file.",
        [REGION, {"name": "kind", "type": "string", "constraints": {"required": True, "enum": ["cooperative",
         "group", "producer"]}}, MAKERS],
        ("region", "kind"),
    ),
    Figure(
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
    ),
)  # fmt: skip


def description(base: str, day: date) -> dict[str, Any]:
    """Return the descriptor; ``day`` is that of the figures."""
    return {
        "$schema": PROFILE,
        "name": "tiwizi-figures",
        "title": "Makers and what they earned",
        "homepage": f"{base}/",
        "created": f"{day.isoformat()}T00:00:00Z",
        "licenses": [LICENCE],
        "resources": [figure.as_resource() for figure in FIGURES],
    }


def as_csv(name: str, rows: Iterable[MakersRow | EarnedRow]) -> str:
    """Write one table; a hidden cell is empty."""
    figure = next(one for one in FIGURES if one.name == name)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field["name"] for field in figure.fields])
    writer.writerows(["" if cell is None else cell for cell in astuple(row)] for row in rows)
    return out.getvalue()
