"""Where our categories stand in the taxonomies of others, by slug. A site adds its own in its settings."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shop.domain.exports import ExportItem


@cache
def google_categories() -> Mapping[str, int]:
    """Return the ids of Google's product taxonomy by the slugs of our categories."""
    text = (Path(__file__).parent / "google_categories.json").read_text(encoding="utf-8")
    table: Mapping[str, int] = json.loads(text)
    return table


def place_of(item: ExportItem, table: Mapping[str, int]) -> str:
    """Return the id of the item's category or of the nearest one above it, empty when there is none."""
    for slug in reversed(item.categories or (item.category,)):
        if slug in table:
            return str(table[slug])
    return ""
