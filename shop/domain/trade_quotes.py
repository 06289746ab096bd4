"""What a quote to a trade buyer comes to. Amounts are minor units of one currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shop.domain.advances import advance_of
from shop.domain.splitting import BasketLine, Part, Shared, SharedKind, split, totals

MOST_PIECES = 100_000
MOST_TOTAL = 10**11
"""A thousand million of a currency with two decimals: what the money columns hold."""
LONGEST_DAYS = 730
"""A wish for a date later than two years is a slip of the pen."""
MOST_PICTURES = 4
PICTURE_SIDE, SMALL_SIDE = 1600, 400
"""Pixels that are kept of a picture of a request: to look into, and for a phone on a weak line."""


class QuoteError(ValueError):
    """The numbers cannot be those of a quote; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class QuotedLine:
    """Pieces of one maker at a price each."""

    key: int
    producer: int
    quantity: int
    unit: int

    @property
    def total(self) -> int:
        """What the buyer pays for them."""
        return self.quantity * self.unit


@dataclass(frozen=True)
class QuoteSums:
    """A quote's sums; ``advance`` and ``balance`` add up to ``total``."""

    goods: int
    delivery: int
    total: int
    advance: int

    @property
    def balance(self) -> int:
        """What is due before anything is sent."""
        return self.total - self.advance


def parts_of(lines: Sequence[QuotedLine], delivery: int) -> tuple[Part, ...]:
    """Divide a quote into one part per maker; the delivery is shared by the value of the goods."""
    basket = [BasketLine(line.key, line.producer, line.total) for line in lines]
    return split(basket, shared=[Shared(SharedKind.DELIVERY, delivery)] if delivery else ())


def sums_of(lines: Sequence[QuotedLine], delivery: int, percent: int) -> QuoteSums:
    """Return what a quote comes to.

    Raises ``QuoteError`` with ``empty``, ``quantity``, ``price``, ``delivery`` or ``too_much``, and
    ``AdvanceTooSmallError`` for a percent below half.
    """
    if not lines:
        raise QuoteError("empty")
    if any(not 0 < line.quantity <= MOST_PIECES for line in lines):
        raise QuoteError("quantity")
    if any(line.unit <= 0 for line in lines):
        raise QuoteError("price")
    if delivery < 0:
        raise QuoteError("delivery")
    if sum(line.total for line in lines) + delivery >= MOST_TOTAL:
        raise QuoteError("too_much")
    sums = totals(parts_of(lines, delivery))
    return QuoteSums(sums.goods, sums.delivery, sums.total, advance_of(sums.total, percent))


def is_date_wanted(day: date, today: date) -> bool:
    """Say whether something may be wanted by a day: it is ahead, and not in another age."""
    return today < day <= today + timedelta(days=LONGEST_DAYS)
