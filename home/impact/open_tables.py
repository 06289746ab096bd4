"""What the figures add to the open data: the census that they are compared with, and what others stated."""

from collections.abc import Iterator, Mapping
from typing import Any

from home.impact.domain.census import census
from home.impact.models import Statement
from shop.feeds.open_data import REGION
from shop.feeds.open_tables import OpenTable, add_open_table

COUNT = {"minimum": 0, "required": True}


def census_rows() -> Iterator[tuple[object, ...]]:
    """Return the census by region."""
    for one in census().regions.values():
        yield one.region, one.population, one.businesses, one.smallest, one.women_active


def statement_rows() -> Iterator[tuple[object, ...]]:
    """Return what others stated, as far as it is published."""
    for one in Statement.objects.filter(live=True):
        yield (
            one.export_id,
            one.figure or None,
            one.what.localize("fr"),
            one.value,
            one.from_year,
            one.until_year,
            one.stated_by or None,
            one.source,
            one.source_url or None,
            one.stated_on,
        )


def census_source() -> Mapping[str, Any]:
    """Return the property that says where the census is from."""
    found = census()
    return {
        "sources": [{"title": f"{found.source}. {found.changes}", "path": found.address}],
        "licenses": [
            {"name": found.licence, "path": "https://creativecommons.org/licenses/by/4.0/"},
        ],
    }


CENSUS = OpenTable(
    "census",
    "Businesses and people by region in the census of 2024",
    "For comparison: counted by the census, not here. The smallest businesses have one to three people.",
    [
        REGION,
        {"name": "population", "type": "integer", "constraints": COUNT},
        {"name": "businesses", "type": "integer", "constraints": COUNT},
        {"name": "smallest", "type": "integer", "constraints": COUNT,
         "description": "Businesses with one to three people"},
        {"name": "women_active", "type": "number", "constraints": {**COUNT, "maximum": 100},
         "description": "Women who work or look for work, in percent of women of fifteen and more"},
    ],
    ("region",),
    census_rows,
    census_source,
)  # fmt: skip
STATEMENTS = OpenTable(
    "statements",
    "Totals stated by others",
    "What others stated of their own work, each with its source. None of it is in the figures counted here.",
    [
        {"name": "id", "type": "string", "constraints": {"required": True, "unique": True}},
        {"name": "figure", "type": "string", "description": "The counted figure that it may be read beside"},
        {"name": "what", "type": "string", "constraints": {"required": True}},
        {"name": "value", "type": "number", "constraints": COUNT},
        {"name": "from_year", "type": "year"},
        {"name": "until_year", "type": "year"},
        {"name": "stated_by", "type": "string"},
        {"name": "source", "type": "string", "constraints": {"required": True}},
        {"name": "source_url", "type": "string", "format": "uri"},
        {"name": "stated_on", "type": "date"},
    ],
    ("id",),
    statement_rows,
)  # fmt: skip


def add_open_tables() -> None:
    """Name the tables; for ``AppConfig.ready``."""
    add_open_table(CENSUS)
    add_open_table(STATEMENTS)
