"""A person has found the money: on the bank's statement, or in the hand of who brought the parcel."""

from datetime import datetime

from moneyed import Money

from producers.domain.actors import Actor
from shop.actions.record_payment import record_payment
from shop.domain.errors import RefusedError, Why
from shop.domain.payments import EventKind, EventState
from shop.gateways.base import Notice
from shop.models import Order, Payment


def mark_paid(
    order: Order, *, amount: Money, statement: str, actor: Actor, now: datetime | None = None
) -> Order:
    """Record that ``amount`` has come in for an order, and place it when that is enough.

    ``statement`` names the line of the statement or the receipt: the same one again changes nothing. Raises
    ``NOT_PAYABLE`` for an order without a payment or an empty ``statement``.
    """
    payment = Payment.objects.filter(order=order).order_by("pk").last()
    if payment is None or not statement.strip() or amount.amount <= 0:
        raise RefusedError(Why.NOT_PAYABLE)
    notice = Notice(
        event_id=f"statement:{statement.strip()}"[:120],
        reference=payment.reference,
        kind=EventKind.CHARGE,
        state=EventState.SUCCEEDED,
        amount=amount,
        data={"by": actor.key},
    )
    record_payment(payment.gateway, notice, actor=actor, now=now)
    return Order.objects.get(pk=order.pk)
