"""Which tax is inside a price, and why. Prices include tax; the reason is frozen on the order line.

Rates carry the day from which they hold and the market for which they do: a new one is a new row, an old
order keeps its own. Those here are what a shop begins with: an operator confirms them with an accountant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shop.domain.money import percent_within


class TaxReason(StrEnum):
    """Why a rate applies; the words on an invoice hang on it."""

    SMALL_MAKER = "small_maker"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    CARPET = "carpet"
    STAPLE_FOOD = "staple_food"
    PRECIOUS_METAL = "precious_metal"
    EXPORT = "export"
    STANDARD = "standard"
    PLATFORM_FEE = "platform_fee"


class SellerStatus(StrEnum):
    """How a seller stands towards the value added tax."""

    SMALL_MAKER = "small_maker"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    STANDARD = "standard"


PRODUCT_REASONS = frozenset({TaxReason.CARPET, TaxReason.STAPLE_FOOD, TaxReason.PRECIOUS_METAL})
DEDUCTIBLE = frozenset({TaxReason.EXPORT, TaxReason.STANDARD, TaxReason.PLATFORM_FEE})


@dataclass(frozen=True)
class DatedRate:
    """A rate in per cent of the net price, from ``since`` on; in one ``market``, or in all without an own."""

    reason: TaxReason
    percent: Decimal
    since: date
    market: str = ""


_ALWAYS = date(2000, 1, 1)
RATES: tuple[DatedRate, ...] = (
    DatedRate(TaxReason.SMALL_MAKER, Decimal(0), _ALWAYS),
    DatedRate(TaxReason.AUTO_ENTREPRENEUR, Decimal(0), _ALWAYS),
    DatedRate(TaxReason.CARPET, Decimal(0), _ALWAYS),
    DatedRate(TaxReason.STAPLE_FOOD, Decimal(0), _ALWAYS),
    DatedRate(TaxReason.PRECIOUS_METAL, Decimal(0), _ALWAYS),
    DatedRate(TaxReason.EXPORT, Decimal(0), _ALWAYS),
    DatedRate(TaxReason.STANDARD, Decimal(20), _ALWAYS),
    DatedRate(TaxReason.PLATFORM_FEE, Decimal(20), _ALWAYS),
)


class NoRateError(LookupError):
    """No rate is known for a reason on a day."""


def rate_for(
    reason: TaxReason, on: date | None = None, rates: Sequence[DatedRate] = RATES, market: str = ""
) -> Decimal:
    """Return the rate in per cent on a day, or the newest one. Raises ``NoRateError``.

    One for the market goes before one for all; of two from one day the later in ``rates`` holds.
    """
    known = [
        rate
        for rate in rates
        if rate.reason is reason and rate.market in ("", market) and (on is None or rate.since <= on)
    ]
    if not known:
        raise NoRateError(f"no rate for {reason} on {on}")
    return max(reversed(known), key=lambda rate: (rate.market != "", rate.since)).percent


def tax_for(
    reason: TaxReason,
    gross: int,
    on: date | None = None,
    rates: Sequence[DatedRate] = RATES,
    market: str = "",
) -> tuple[Decimal, int]:
    """Return the rate in per cent and the tax within ``gross``, both frozen with the line; minor units."""
    percent = rate_for(reason, on, rates, market)
    return percent, percent_within(gross, percent)


def reason_for(
    seller: SellerStatus, product_reason: TaxReason | None = None, ships_abroad: bool = False
) -> TaxReason:
    """Find why a line is taxed as it is: export first, then the seller's own status, then the product's.

    Raises ``ValueError`` for a product reason that is not one of a product.
    """
    if product_reason is not None and product_reason not in PRODUCT_REASONS:
        raise ValueError(f"{product_reason} is not a reason of a product")
    if ships_abroad:
        return TaxReason.EXPORT
    if seller is SellerStatus.SMALL_MAKER:
        return TaxReason.SMALL_MAKER
    if seller is SellerStatus.AUTO_ENTREPRENEUR:
        return TaxReason.AUTO_ENTREPRENEUR
    return product_reason or TaxReason.STANDARD
