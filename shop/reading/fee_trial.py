"""Which fee rules win for a product in a market, and where its price would go: asked before it is sold."""

from collections.abc import Sequence
from dataclasses import dataclass

from moneyed import Money

from shop.domain.breakdown import Breakdown, PriceTooSmallError
from shop.models import FeeRule, Market, Price, Variant
from shop.reading.rulebook import rulebook


@dataclass(frozen=True)
class FeeTrial:
    """The answer: every rule in its order and whether it wins; None for a price that fees take whole."""

    price: Money
    rules: Sequence[tuple[FeeRule, bool]]
    parts: Breakdown | None


def try_fees(variant: Variant, market: Market, method: str = "") -> FeeTrial | None:
    """Try the rules on one piece, None where the market has no price for it; four queries."""
    row = Price.objects.filter(variant=variant, amount_currency=market.currency).first()
    if row is None:
        return None
    book = rulebook()
    product = variant.product
    winners = {fee.rule for fee in book.fees(product, market.code, row.amount, method=method)}
    try:
        parts = book.breakdown(product, market, row.amount, method=method)
    except PriceTooSmallError:
        parts = None
    return FeeTrial(row.amount, [(rule, pk in winners) for pk, rule in book.rows.items()], parts)
