"""What the census of 2024 says of each region, to compare our own figures with. The source is in the file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class Region:
    """One region: people, businesses, those of them with one to three people, women at work in percent."""

    region: str
    population: int
    businesses: int
    smallest: int
    women_active: Decimal


@dataclass(frozen=True)
class Census:
    """The figures by ISO code of the region, with the source and licence that are shown beside them."""

    source: str
    address: str
    licence: str
    changes: str
    year: int
    regions: Mapping[str, Region]


@cache
def census() -> Census:
    """Return the census, read once."""
    data = json.loads(Path(__file__).with_name("census.json").read_text(encoding="utf-8"))
    rows = data.pop("regions")
    return Census(**data, regions={row["region"]: _region(row) for row in rows})


def per_ten_thousand(count: Decimal | None, base: int) -> Decimal | None:
    """Return how many there are for each ten thousand of the base; None where the count is hidden."""
    return None if count is None else (count * TEN_THOUSAND / base).quantize(Decimal("0.1"))


def _region(row: Mapping[str, Any]) -> Region:
    numbers = {name: row[name] for name in ("region", "population", "businesses", "smallest")}
    return Region(**numbers, women_active=Decimal(row["women_active"]))
