"""The last phase of an order: a transaction of its own, safe to repeat."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from producers.compiled import Compiled
from producers.domain.actors import BUYER, Actor
from shop.actions.place import place
from shop.models import Order, ProducerOrder


@transaction.atomic(durable=True)
def finalise(
    order: Order,
    *,
    actor: Actor = BUYER,
    now: datetime | None = None,
    parts: Sequence[ProducerOrder] | None = None,
) -> Order:
    """Place a draft that waits for no money, or whose money has come in. A placed order comes back as it is.

    ``parts`` as for ``place``. Raises ``NOT_PAYABLE``, ``Order.DoesNotExist``.
    """
    locked = next(iter(_locked(order=order.pk)), None)
    if locked is None:
        raise Order.DoesNotExist
    return place(locked, actor=actor, now=now or timezone.now(), parts=parts)


@Compiled
def _locked(*, order: int) -> QuerySet[Order]:
    return Order.objects.locked().filter(pk=order)
