"""Raw material bought together: where a purchase stands, what is owed, and when it is off. Plain values.

Amounts are minor units; quantities are whole units (kilos, metres, pieces, litres).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from shop.domain.money import allocate

MOST_QUANTITY = 100_000


class PurchaseState(StrEnum):
    """Where a joint purchase stands."""

    OPEN = "open"
    ORDERED = "ordered"
    RECEIVED = "received"
    DROPPED = "dropped"


class PurchaseWhy(StrEnum):
    """Why something is refused."""

    NOT_OPEN = "not_open"
    BELOW = "below"
    TOO_MUCH = "too_much"
    NOT_REACHED = "not_reached"
    NOT_ACTIVE = "not_active"
    NOTHING = "nothing"
    STATE = "state"
    AMOUNT = "amount"


class PurchaseRefusedError(Exception):
    """It is not done; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: PurchaseWhy) -> None:
        super().__init__(why.value)
        self.why = why


_NEXT: Mapping[PurchaseState, frozenset[PurchaseState]] = {
    PurchaseState.OPEN: frozenset({PurchaseState.ORDERED, PurchaseState.DROPPED}),
    PurchaseState.ORDERED: frozenset({PurchaseState.RECEIVED, PurchaseState.DROPPED}),
}


def may_step(old: PurchaseState, new: PurchaseState) -> bool:
    """Say whether a purchase may go from one state to the other."""
    return new in _NEXT.get(old, frozenset())


def shares(quantities: Sequence[int], price: int, transport: int) -> list[tuple[int, int]]:
    """Return goods and transport of each, the transport by quantity and largest remainder: both add up.

    ``price`` is for one unit. Raises ``ValueError`` for a negative amount, or transport that nobody shares.
    """
    if price < 0 or transport < 0 or min(quantities, default=0) < 0:
        raise ValueError("an amount is negative")
    carried = allocate(transport, quantities)
    return [(price * count, part) for count, part in zip(quantities, carried, strict=True)]
