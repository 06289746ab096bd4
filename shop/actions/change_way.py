"""Paying in another way than was chosen, while it is not paid, where no cart is there to go back to.

So it is for a trade buyer's advance or balance, and for a service that is given to one person.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import BUYER, Actor
from shop.actions.ask_gateway import close
from shop.actions.balance import MOST_PAYMENTS
from shop.actions.record_payment import record_payment
from shop.domain.advances import pay_until_anew
from shop.domain.errors import RefusedError, Why
from shop.domain.references import payment_reference
from shop.domain.states import OrderStatus
from shop.gateways.base import Found
from shop.gateways.registry import gateway
from shop.models import Order, Payment
from shop.reading.balance import awaited_payment
from shop.reading.given import is_given, latest_of
from shop.reading.trade_ways import other_ways


def pay_in_another_way(
    order: Order, method: str, *, actor: Actor = BUYER, now: datetime | None = None
) -> Payment:
    """Close the payment that is waited for at its gateway, and open one of the same amount for ``method``.

    Raises ``METHOD_NOT_OFFERED`` for a way that is not offered for it, ``NOT_PAYABLE`` when nothing is waited
    for or it was paid meanwhile, ``UnreachableError`` when the gateway does not answer; then nothing changed.
    """
    at, asked = now or timezone.now(), awaited_payment(order)
    if asked is None or not (order.advance is not None or is_given(order)):
        raise RefusedError(Why.NOT_PAYABLE)
    if asked.gateway == method:  # pressed twice
        return asked
    if method not in other_ways(order):
        raise RefusedError(Why.METHOD_NOT_OFFERED, reason="unknown", limit=None)
    outcome = close(asked)
    if outcome.notice is not None:
        record_payment(asked.gateway, outcome.notice, now=at)
    if outcome.found in (Found.PAID, Found.OPEN):
        raise RefusedError(Why.NOT_PAYABLE)
    return _open(order, asked, method, actor, at)


@transaction.atomic(durable=True)
def _open(order: Order, closed: Payment, method: str, actor: Actor, now: datetime) -> Payment:
    locked: Order = Order.objects.locked().get(pk=order.pk)
    asked, count = awaited_payment(locked), locked.payments.count()
    if asked is not None and asked.pk != closed.pk and asked.gateway == method:  # pressed twice at once
        return asked
    if asked is None or asked.pk != closed.pk or count >= MOST_PAYMENTS:
        raise RefusedError(Why.NOT_PAYABLE)
    before, locked.method = locked.method, method
    if locked.status == OrderStatus.DRAFT:
        time = gateway(method).time_to_pay
        assert time is not None  # a way without one is not offered for an advance
        locked.pay_until = _pay_until(locked, now, time)
    locked.save(update_fields=["method", "pay_until"])
    payment: Payment = Payment.objects.create(
        order=locked,
        gateway=method,
        reference=payment_reference(locked.number, count + 1),
        amount=asked.amount,
    )
    record(
        verb="order.other_way", row=locked, actor=actor, before={"method": before}, after={"method": method}
    )
    return payment


def _pay_until(order: Order, now: datetime, time: timedelta) -> datetime:
    """What is kept for her until a day is kept no longer because she takes a slower way."""
    anew, latest = pay_until_anew(order.created_at, now, time), latest_of(order)
    return min(anew, latest) if latest else anew
