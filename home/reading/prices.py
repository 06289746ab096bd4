"""One price taken apart, for the home page."""

from collections.abc import Iterable

from shop.domain.breakdown import PriceTooSmallError
from shop.domain.cards import BreakdownShown
from shop.domain.fees import FeeRuleError
from shop.models import Listing, Market
from shop.reading.breakdowns import breakdown_shown
from shop.reading.rulebook import rulebook
from shop.reading.vocabulary import Vocabulary


def example_price(
    rows: Iterable[Listing], market: Market, lang: str, words: Vocabulary
) -> BreakdownShown | None:
    """Return where the price of the first of these offers goes; None where none has a price."""
    row = next((row for row in rows if row.amount is not None), None)
    if row is None:
        return None
    product, maker = row.product, row.producer
    product.producer = maker
    try:
        parts = rulebook(words.tree, rates=words.rates).breakdown(product, market, row.amount)
    except (PriceTooSmallError, FeeRuleError):
        return None
    return breakdown_shown(parts, lang, maker=maker, is_sent=product.kind != product.Kind.SERVICE)
