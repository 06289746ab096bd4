"""From her hours to a price: what the work is worth, and the smallest price that leaves her that.

The rule: hours times the lowest wage of the market, and the material, are what she is owed. Everything else
in a price is taken by the same rules as a sale, so the price is the smallest of which those rules leave her
at least what she is owed. It advises and never blocks: she sets whatever price she likes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from moneyed import Money

from shop.domain.money import digits, from_minor, minor, rounded

HIGHEST = 1_000_000  # major units: a price above it is a slip of the finger
LONGEST_HOURS = 5_000
STEP = 5  # major units: prices that people say aloud
SEPARATORS = str.maketrans({",": ".", "٫": ".", "\u00a0": "", "\u202f": "", " ": "", "٬": ""})

Gets = Callable[[Money], Money]
"""What she gets at a price, by the rules of a sale."""


class AmountFault(StrEnum):
    """Why what was typed is no amount."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    NOT_ABOVE_ZERO = "not_above_zero"
    TOO_HIGH = "too_high"
    TOO_FINE = "too_fine"


class AmountError(ValueError):
    """What was typed is no amount; ``fault`` says why."""

    def __init__(self, fault: AmountFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Work:
    """What goes into one piece: hours of her time, and material in the currency of her price."""

    hours: Decimal
    material: Money


def owed(work: Work, floor: Money) -> Money:
    """Return what a piece is worth to her: hours times the wage ``floor`` of an hour, and the material."""
    return rounded(max(Decimal(0), work.hours) * floor.amount, floor.currency) + work.material


def suggested_price(work: Work, floor: Money, gets: Gets) -> Money | None:
    """Return the smallest price, in whole steps of 5, that leaves her at least what she is owed.

    ``None`` where no price up to ``HIGHEST`` does, and where she has said neither hours nor material.
    ``gets`` never falls when the price rises.
    """
    wanted = owed(work, floor)
    if minor(wanted) <= 0:
        return None
    low, high = 0, HIGHEST // STEP
    if gets(_step(high, wanted)) < wanted:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if gets(_step(middle, wanted)) >= wanted else (middle, high)
    return _step(high, wanted)


def read_price(text: str, currency: str) -> Money:
    """Return a price that somebody typed, in digits of any script. Raises ``AmountError``."""
    price = read_amount(text, currency)
    if minor(price) <= 0:
        raise AmountError(AmountFault.NOT_ABOVE_ZERO)
    return price


def read_amount(text: str, currency: str) -> Money:
    """Return an amount of zero or more. Raises ``AmountError``."""
    amount = _number(text, HIGHEST)
    if amount != round(amount, digits(currency)):
        raise AmountError(AmountFault.TOO_FINE)
    return rounded(amount, currency)


def read_hours(text: str) -> Decimal:
    """Return hours of work, zero or more, in quarters of an hour or finer. Raises ``AmountError``."""
    return round(_number(text, LONGEST_HOURS), 2)


def _number(text: str, most: int) -> Decimal:
    typed = text.translate(SEPARATORS).strip()
    if not typed:
        raise AmountError(AmountFault.EMPTY)
    try:
        amount = Decimal(typed)
    except InvalidOperation as error:
        raise AmountError(AmountFault.NOT_A_NUMBER) from error
    if not amount.is_finite() or "e" in typed.lower():
        raise AmountError(AmountFault.NOT_A_NUMBER)
    if amount < 0:
        raise AmountError(AmountFault.NOT_ABOVE_ZERO)
    if amount > most:
        raise AmountError(AmountFault.TOO_HIGH)
    return amount


def _step(count: int, like: Money) -> Money:
    return from_minor(count * STEP * 10 ** digits(like.currency), like.currency)
