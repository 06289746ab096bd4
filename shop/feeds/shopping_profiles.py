"""The readers of shopping feeds: one generator, and for each a table of its limits and its spelling.

Limits are counts of characters, taken from the readers' public help pages of 2026.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shop.domain.availability import OfferState

MADE = OfferState.MADE_TO_ORDER
GONE = (OfferState.SOLD, OfferState.OUT_OF_STOCK, OfferState.ON_REQUEST, OfferState.CLOSED)


def _spelled(in_stock: str, made: str, gone: str) -> Mapping[str, str]:
    return {OfferState.IN_STOCK.value: in_stock, MADE.value: made} | {one.value: gone for one in GONE}


@dataclass(frozen=True)
class Profile:
    """One reader. ``quantity`` is what it calls the pieces on sale, empty where it has no field for them.

    ``declares_machines``: texts that nobody reviewed go in fields of their own. ``smallest`` is the least
    width and height of a main picture in pixels, ``suffixes`` the kinds of pictures that it reads, empty for
    all that we make. ``unknown`` are fields that it does not read.
    """

    id: int
    title: int
    description: int
    pictures: int
    availability: Mapping[str, str]
    brand: int = 70
    link: int = 2000
    product_type: int = 750
    smallest: int = 500
    suffixes: tuple[str, ...] = ()
    quantity: str = ""
    declares_machines: bool = False
    unknown: frozenset[str] = field(default_factory=frozenset)


JPEG_OR_PNG = (".jpg", ".jpeg", ".png")
NOT_OUTSIDE_GOOGLE = frozenset(
    {
        "identifier_exists", "external_seller_id", "max_handling_time", "product_highlight",
        "unit_pricing_measure", "unit_pricing_base_measure", "availability_date",
    }
)  # fmt: skip
PROFILES: Mapping[str, Profile] = {
    "google": Profile(
        id=50, title=150, description=5000, pictures=10, declares_machines=True,
        availability=_spelled("in_stock", "backorder", "out_of_stock"),
    ),
    "meta": Profile(
        id=100, title=200, description=9999, pictures=20, brand=100,
        suffixes=JPEG_OR_PNG, quantity="quantity_to_sell_on_facebook", unknown=NOT_OUTSIDE_GOOGLE,
        availability=_spelled("in stock", "available for order", "out of stock"),
    ),
    "pinterest": Profile(
        id=127, title=500, description=10000, pictures=10, link=511, product_type=1000, brand=100,
        suffixes=JPEG_OR_PNG, unknown=NOT_OUTSIDE_GOOGLE,
        availability=_spelled("in stock", "preorder", "out of stock"),
    ),
}  # fmt: skip
