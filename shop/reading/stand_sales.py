"""What was sold face to face, as its order is written: at the price that was charged, by today's rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from moneyed import Money

from shop.domain.availability import OfferState
from shop.domain.checkout import Checkout
from shop.domain.money import minor
from shop.domain.splitting import BasketLine, split
from shop.models import Market, Variant
from shop.reading.basket import Line
from shop.reading.offers import Offer
from shop.reading.quote import HOME, CartQuote
from shop.reading.rulebook import Rulebook, rulebook
from shop.reading.sending import Sending


@dataclass(frozen=True)
class StandLine:
    """Pieces of a variant that a buyer took with her, ``unit`` for each."""

    variant: Variant
    quantity: int
    unit: Money


def as_stand_quote(sold: Iterable[StandLine], market: Market, *, method: str, now: datetime) -> CartQuote:
    """Return what was sold as a cart at its end: nothing travels, and what was charged holds."""
    today = timezone.localdate(now)
    rules = rulebook(on=today)
    lines = tuple(_line(n, one, market, rules, method) for n, one in enumerate(sold, 1))
    basket = [
        BasketLine(line.pk, line.product.producer_id, line.total, needs_delivery=False) for line in lines
    ]
    return CartQuote(
        market=market,
        country=HOME,
        today=today,
        checkout=Checkout(),
        rules=rules,
        lines=lines,
        sending=Sending(chosen={}),
        parts=split(basket),
        closed={},
    )


def _line(number: int, one: StandLine, market: Market, rules: Rulebook, method: str) -> Line:
    variant, product = one.variant, one.variant.product
    offer = Offer(variant.pk, one.unit, one.quantity, OfferState.IN_STOCK, ready=one.quantity)
    fees = rules.fees(product, market.code, one.unit, one.quantity, method=method)
    tax = rules.tax(product, minor(one.unit) * one.quantity, market=market.code, ships_abroad=False)
    return Line(number, variant, one.quantity, offer, fees=fees, tax=tax)
