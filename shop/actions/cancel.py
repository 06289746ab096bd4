"""The end of an order before it is delivered: stock is free again, the sale is undone, money is due back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.allocate import release
from shop.actions.move import move
from shop.actions.post import post, reverse
from shop.actions.settle import owe_back
from shop.domain.postings import Entry, post_cancelled
from shop.domain.states import OrderStatus, PartStatus, check_move
from shop.models import JournalEntry, Order, OrderLine, ProducerOrder
from shop.reading.order_money import effect_of, order_posted
from shop.reading.paying import paid_for

DROPPED = frozenset({PartStatus.DECLINED, PartStatus.CANCELLED})


@transaction.atomic(durable=True)
def cancel(order: Order, *, actor: Actor, reason: str, now: datetime | None = None) -> Order:
    """Cancel a whole order. What was paid for it becomes due back.

    Raises ``IllegalMoveError`` when the order has ended, or when a part of it is on its way already.
    """
    locked = Order.objects.locked().get(pk=order.pk)
    return end(locked, OrderStatus.CANCELLED, actor=actor, reason=reason, now=now or timezone.now())


def end(order: Order, status: OrderStatus, *, actor: Actor, reason: str, now: datetime) -> Order:
    """End an order as ``status``. Needs the caller's transaction and the order's lock."""
    require_transaction("the end of an order")
    parts = list(order.parts.select_for_update(of=("self",), no_key=True).order_by("pk"))
    live = [part for part in parts if PartStatus(part.status) not in DROPPED]
    for part in live:
        check_move(PartStatus(part.status), PartStatus.CANCELLED)
    entry = _undo(order, live) if order.status == OrderStatus.PLACED else None
    money = effect_of(entry) if entry else None
    move(order, status, actor=actor, reason=reason, money=money, ended_at=now)
    for part in live:
        was_placed = part.status != PartStatus.WAITING
        move(part, PartStatus.CANCELLED, actor=actor, reason=reason)
        if was_placed:
            announce("part.cancelled", key=f"part:{part.pk}:cancelled", part=part.pk, order=order.pk)
    release(OrderLine.objects.filter(part__in=live))
    owe_back(order, key=f"order:{order.pk}:owed_back")
    announce(f"order.{status.value}", key=f"order:{order.pk}:{status.value}", order=order.pk)
    return order


def _undo(order: Order, live: Sequence[ProducerOrder]) -> Entry:
    """Book the opposite of the sale of these parts, what was fixed in the makers' currency included."""
    posted = order_posted(order, live)
    entry = post_cancelled(posted, paid=min(max(paid_for(order), 0), posted.buyer_total))
    post(entry, key=f"order:{order.pk}:cancelled", order=order)
    keys = [f"order:{order.pk}:exchanged:{part.producer_id}" for part in live]
    for exchange in JournalEntry.objects.filter(key__in=keys):
        reverse(exchange, key=f"{exchange.key}:cancelled")
    return entry
