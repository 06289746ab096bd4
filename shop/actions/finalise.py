"""The last phase of an order: a transaction of its own, safe to repeat."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.domain.actors import BUYER, Actor
from shop.actions.place import place
from shop.models import Order


@transaction.atomic(durable=True)
def finalise(order: Order, *, actor: Actor = BUYER, now: datetime | None = None) -> Order:
    """Place a draft that waits for no money, or whose money has come in. A placed order comes back as it is.

    Raises ``NOT_PAYABLE``.
    """
    locked = Order.objects.locked().get(pk=order.pk)
    return place(locked, actor=actor, now=now or timezone.now())
