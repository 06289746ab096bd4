"""A partner's line sheet, our own export, as rows that an import reads.

The sheet says more than an import takes: what is computed (a name beside its code, the page), what the shop
has no place for (an advance), and proofs, which every shop checks itself.
"""

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

MARKS = frozenset({"product_id", "maker_id", "currency"})
PRICE = ("price", "trade_price", "currency")
TOLD_ONLY = frozenset(
    {
        *PRICE, "category_said", "techniques_said", "materials_said", "region_said",
        "made_to_order", "advance_percent", "claims",
        "eu_responsible_person", "page", "text_licence", "picture_licence", "updated_at",
    }
)  # fmt: skip


def is_line_sheet(names: Collection[str]) -> bool:
    """Say whether these headings are those of a line sheet."""
    return set(names) >= MARKS


def offer_cells(cells: Mapping[str, object]) -> dict[str, object]:
    """Return the cells of an import for those of a line sheet: prices in their currency, pictures by name."""
    found = {name: cell for name, cell in cells.items() if name not in TOLD_ONLY}
    if "price" in cells:
        found[f"price_{cells.get('currency', '')}"] = cells["price"]
    if "trade_price" in cells:
        found[f"trade_{cells.get('currency', '')}"] = cells["trade_price"]
    if "pictures" in found:
        found["pictures"] = "; ".join(picture_names(str(found["pictures"])))
    return found


def picture_names(text: str) -> list[str]:
    """Return the names of files that addresses end with; what is no address stays."""
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return [
        PurePosixPath(unquote(urlsplit(part).path)).name if "://" in part else part for part in parts if part
    ]
