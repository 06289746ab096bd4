"""On what terms the demo's makers sell to shops that sell on: some goods that are made again and again."""

from decimal import Decimal
from typing import Any
from zlib import crc32

ONE_IN = 3
SHARE, ROUND = Decimal("0.7"), 5  # of the price of the page, in whole fives of dirhams
CHEAP = 100  # dirhams; the dearer a piece, the fewer stand in a carton
FULL_CARTON, SMALL_CARTON, CARTONS_A_MONTH = 24, 6, 5


def terms(row: dict[str, Any]) -> dict[str, int]:
    """Return in what numbers shops buy an offer, nothing when it is not for them."""
    if not _is_for_shops(row):
        return {}
    carton = FULL_CARTON if Decimal(str(row["variants"][0]["mad"])) < CHEAP else SMALL_CARTON
    return {
        "carton_pieces": carton,
        "minimum_quantity": carton,
        "monthly_capacity": carton * CARTONS_A_MONTH,
    }


def trade_price(row: dict[str, Any], amount: Decimal) -> Decimal | None:
    """Return what shops pay for a piece at this price, in dirhams; None when they pay the same."""
    hers = int(amount * SHARE) // ROUND * ROUND
    return Decimal(hers) if hers and _is_for_shops(row) else None


def _is_for_shops(row: dict[str, Any]) -> bool:
    is_made_again = row["kind"] == "good" and not row.get("one_of_a_kind")
    return is_made_again and crc32(row["slug"].encode()) % ONE_IN == 0
