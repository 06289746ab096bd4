"""The ways of paying before anything is made or given: a trade buyer's advance, a service."""

from collections.abc import Sequence

from moneyed import Money

from shop.domain.territories import Territory
from shop.gateways.base import Sale
from shop.gateways.registry import all_gateways, gateway
from shop.models import Market, Order, TradeQuote
from shop.reading.balance import awaited_payment
from shop.reading.given import is_given

HOME = Territory.MOROCCO.value


def ways_to_pay_advance(quote: TradeQuote) -> list[str]:
    """Return the gateways by which the advance can be paid before anything is made; none asks outside."""
    request = quote.request
    producers = [line.variant.product.producer_id for line in quote.lines.select_related("variant__product")]
    return _ways(Sale(request.market.code, request.country, request.country), quote.advance, producers)


def ways_before_at_home(amount: Money, producers: Sequence[int]) -> list[str]:
    """Return the gateways by which ``amount`` can be paid before a service at home begins."""
    market = Market.objects.for_country(HOME)
    return _ways(Sale(market.code, HOME, HOME), amount, producers)


def other_ways(order: Order) -> list[str]:
    """Return the gateways to which the payment that is waited for may be moved; none where none is."""
    asked = awaited_payment(order)
    if asked is None or not (order.advance is not None or is_given(order)):
        return []
    sale = Sale(order.market.code, order.country, order.country)
    producers = [part.producer_id for part in order.parts.all()]
    return [alias for alias in _ways(sale, asked.amount, producers) if alias != asked.gateway]


def _ways(sale: Sale, amount: Money, producers: Sequence[int]) -> list[str]:
    return [
        alias
        for alias, way in all_gateways().items()
        if way.time_to_pay is not None and gateway(alias).offers(sale, amount, producers).is_offered
    ]
