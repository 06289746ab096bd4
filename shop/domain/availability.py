"""How many pieces may still be sold, and which word goes with it. The only formula for both.

The same numbers answer for page, cart, feed, portal and back office, so no caller subtracts on its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class OfferState(StrEnum):
    """The word beside a price. Only the first two may be put in a cart."""

    IN_STOCK = "in_stock"
    MADE_TO_ORDER = "made_to_order"
    SOLD = "sold"
    OUT_OF_STOCK = "out_of_stock"
    ON_REQUEST = "on_request"
    CLOSED = "closed"

    @property
    def is_buyable(self) -> bool:
        """Say whether the offer can be put in a cart."""
        return self in (OfferState.IN_STOCK, OfferState.MADE_TO_ORDER)


@dataclass(frozen=True, order=True)
class Shortage:
    """One line that cannot be served: ``variant`` id, pieces wanted, pieces there are (never below 0)."""

    variant: int
    wanted: int
    available: int


def available(on_hand: int, allocated: int, cap: int = 0, held_by_others: int = 0) -> int:
    """Return the pieces that may still be sold, never below 0.

    ``cap`` is what may be sold beyond what is on hand: the open orders that a maker accepts.
    ``held_by_others`` leaves out the asker's own hold, so that it never blocks her.
    """
    return max(0, on_hand + cap - allocated - held_by_others)


def short_lines(wanted: Mapping[int, int], available: Mapping[int, int]) -> tuple[Shortage, ...]:
    """Name every variant of which more is wanted than there is, in key order; an unknown one has none."""
    return tuple(
        Shortage(variant, pieces, max(0, available.get(variant, 0)))
        for variant, pieces in sorted(wanted.items())
        if pieces > max(0, available.get(variant, 0))
    )


def offer_state(
    *,
    on_hand: int = 0,
    allocated: int = 0,
    cap: int = 0,
    held_by_others: int = 0,
    is_made_to_order: bool = False,
    is_one_of_a_kind: bool = False,
    is_on_request: bool = False,
    is_closed: bool = False,
) -> OfferState:
    """Choose the word for an offer from the numbers of all places that its market may sell from.

    A one-of-a-kind piece is sold once it is allocated; while a stranger merely holds it, it is out of
    stock and may come back. A made-to-order offer with a finished piece on hand is in stock.
    """
    if is_closed:
        return OfferState.CLOSED
    if is_on_request:
        return OfferState.ON_REQUEST
    if available(on_hand, allocated, 0, held_by_others):
        return OfferState.IN_STOCK
    if available(on_hand, allocated, cap, held_by_others):
        return OfferState.MADE_TO_ORDER if is_made_to_order else OfferState.IN_STOCK
    is_gone = is_one_of_a_kind and not available(on_hand, allocated, cap)
    return OfferState.SOLD if is_gone else OfferState.OUT_OF_STOCK
