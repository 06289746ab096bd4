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

    ``rate`` and its day mark a price as derived from another. Raises ``ValueError`` for a price that is not
    above zero or finer than a minor unit.
    """
    if minor(price) <= 0:
        raise ValueError("a price is above zero")
    row = (
        Price.objects.select_for_update().filter(variant=variant, amount_currency=price.currency.code).first()
    )
    before = str(row.amount.amount) if row else None
    row = row or Price(variant=variant)
    row.amount = price
    row.rate, row.rate_date = rate or (None, None)
    row.save()
    record(
        verb="price.set",
        row=variant,
        actor=actor,
        reason=reason,
        before={price.currency.code: before},
        after={price.currency.code: str(row.amount.amount)},
    )
    refresh_listing([variant.product_id])
    return row


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
