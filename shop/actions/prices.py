"""Prices are live: a new one holds at once, is logged, and is never part of a draft."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from moneyed import Money

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.listing import refresh_listing
from shop.domain.money import minor
from shop.models import Price, Variant


@transaction.atomic
def set_price(
    variant: Variant,
    price: Money,
    *,
    actor: Actor,
    reason: str = "",
    rate: tuple[Decimal, date] | None = None,
) -> Price:
    """Set what a variant costs in the price's currency. What is ordered already keeps its own price.

    ``rate`` and its day mark a price as derived from another. A price for shops that is above it goes, since
    no shop can sell on for less than it pays. Raises ``ValueError`` for a price that is not
    above zero or finer than a minor unit.
    """
    if minor(price) <= 0:
        raise ValueError("a price is above zero")
    row = (
        Price.objects.select_for_update().filter(variant=variant, amount_currency=price.currency.code).first()
    )
    before: dict[str, str | None] = {price.currency.code: str(row.amount.amount) if row else None}
    row = row or Price(variant=variant)
    row.amount = price
    after: dict[str, str | None] = {price.currency.code: str(price.amount)}
    if row.trade is not None and row.trade > price.amount:
        before["trade"], after["trade"], row.trade = str(row.trade), None, None
    row.rate, row.rate_date = rate or (None, None)
    row.save()
    record(verb="price.set", row=variant, actor=actor, reason=reason, before=before, after=after)
    refresh_listing([variant.product_id])
    return row


@transaction.atomic
def set_trade_price(variant: Variant, price: Money, *, actor: Actor, reason: str) -> Price:
    """Set what a shop pays that sells it on, in the currency of a price that is there.

    Raises ``ValueError`` where there is none in this currency, or it is below what shops would pay.
    """
    code = price.currency.code
    row = Price.objects.select_for_update().filter(variant=variant, amount_currency=code).first()
    if row is None or not 0 < minor(price) <= minor(row.amount):
        raise ValueError("a price for shops is above zero, and not above the price of the page")
    if row.trade == price.amount:
        return row
    before, row.trade = row.trade, price.amount
    row.save(update_fields=["trade"])
    _record_trade(row, before, actor, reason)
    return row


@transaction.atomic
def set_prices(variant: Variant, price: Money, trade: Money | None, *, actor: Actor, reason: str) -> None:
    """Set what a variant costs in a currency and what shops pay, or that they pay no price of their own."""
    set_price(variant, price, actor=actor, reason=reason)
    if trade is None:
        drop_trade_price(variant, price.currency.code, actor=actor, reason=reason)
    else:
        set_trade_price(variant, trade, actor=actor, reason=reason)


@transaction.atomic
def drop_trade_price(variant: Variant, currency: str, *, actor: Actor, reason: str) -> None:
    """Offer a variant to shops at no price of their own any more."""
    row = Price.objects.select_for_update().filter(variant=variant, amount_currency=currency).first()
    if row is None or row.trade is None:
        return
    before, row.trade = row.trade, None
    row.save(update_fields=["trade"])
    _record_trade(row, before, actor, reason)


def _record_trade(row: Price, before: Decimal | None, actor: Actor, reason: str) -> None:
    code = row.amount.currency.code
    said = [None if one is None else str(one) for one in (before, row.trade)]
    record(
        verb="price.trade",
        row=row.variant,
        actor=actor,
        reason=reason,
        before={code: said[0]},
        after={code: said[1]},
    )


@transaction.atomic
def drop_price(variant: Variant, currency: str, *, actor: Actor, reason: str) -> None:
    """Stop selling a variant in a currency, and so in the markets that pay in it."""
    row = Price.objects.select_for_update().filter(variant=variant, amount_currency=currency).first()
    if row is None:
        return
    record(
        verb="price.drop",
        row=variant,
        actor=actor,
        reason=reason,
        before={currency: str(row.amount.amount)},
        after={currency: None},
    )
    row.delete()
    refresh_listing([variant.product_id])
