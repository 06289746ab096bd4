"""The call before a parcel leaves unpaid: the buyer says yes or no."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.domain.actors import Actor
from shop.actions.cancel import end
from shop.actions.move import move
from shop.domain.states import OrderStatus, PhoneStatus
from shop.models import Order


@transaction.atomic(durable=True)
def confirm_by_phone(order: Order, *, actor: Actor, reason: str = "") -> Order:
    """Record that the buyer said yes. Raises ``IllegalMoveError`` when nobody waits for her answer."""
    locked: Order = Order.objects.locked().get(pk=order.pk)
    move(locked, PhoneStatus.CONFIRMED, actor=actor, reason=reason)
    announce("order.confirmed", key=f"order:{order.pk}:confirmed", order=order.pk)
    return locked


@transaction.atomic(durable=True)
def refuse_by_phone(order: Order, *, actor: Actor, reason: str, now: datetime | None = None) -> Order:
    """Record that the buyer said no, and cancel the order. Raises ``IllegalMoveError`` as ``cancel`` does."""
    locked: Order = Order.objects.locked().get(pk=order.pk)
    move(locked, PhoneStatus.REFUSED, actor=actor, reason=reason)
    return end(locked, OrderStatus.CANCELLED, actor=actor, reason=reason, now=now or timezone.now())
