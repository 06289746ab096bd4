"""The end of an order before it is delivered: stock is free again, the sale is undone, money is due back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.allocate import release
from shop.actions.move import move
from shop.actions.owe_back import owe_back
from shop.actions.refund import ask_for_what_is_due
from shop.actions.settle import begin, settle_change, settle_dropped
from shop.domain.changes import DROPPED, ChangeKind
from shop.domain.errors import RefusedError
from shop.domain.states import OrderStatus, PartStatus, check_move
from shop.models import Change, Order, OrderLine, ProducerOrder
from shop.reading.order_money import effect_of
from shop.reading.proposals import Asked, propose


@transaction.atomic(durable=True)
def cancel(order: Order, *, actor: Actor, reason: str, now: datetime | None = None) -> Order:
    """Cancel a whole order. What was paid for it becomes due back.

    Raises ``IllegalMoveError`` when the order has ended, or when a part of it is on its way already.
    """
    locked = Order.objects.locked().get(pk=order.pk)
    return end(locked, OrderStatus.CANCELLED, actor=actor, reason=reason, now=now or timezone.now())


def end(
    order: Order,
    status: OrderStatus,
    *,
    actor: Actor,
    reason: str,
    now: datetime,
    side: str = Change.Side.OFFICE,
) -> Order:
    """End an order as ``status``. Needs the caller's transaction and the order's lock."""
    require_transaction("the end of an order")
    parts = list(order.parts.select_for_update(of=("self",), no_key=True).order_by("pk"))
    live = [part for part in parts if PartStatus(part.status) not in DROPPED]
    for part in live:
        check_move(PartStatus(part.status), PartStatus.CANCELLED)
    money = _undo(order, actor, reason, side) if order.status == OrderStatus.PLACED else None
    move(order, status, actor=actor, reason=reason, money=money, ended_at=now)
    for part in live:
        _drop(part, actor, reason)
    release(OrderLine.objects.filter(part__in=live))
    owe_back(order, key=f"order:{order.pk}:owed_back")
    ask_for_what_is_due(order, actor=actor)
    announce(f"order.{status.value}", key=f"order:{order.pk}:{status.value}", order=order.pk)
    return order


def end_part(part: ProducerOrder, *, actor: Actor, reason: str, side: str, now: datetime) -> ProducerOrder:
    """Cancel one maker's part, and the order when nothing else is left of it.

    A part that its maker has declined before is only settled. Needs the caller's transaction and the order's
    lock. Raises ``IllegalMoveError`` for a part that has left or ended.
    """
    require_transaction("the end of a part")
    if part.status == PartStatus.DECLINED:
        settle_dropped(part, actor=actor, side=side, reason=reason)
        return part
    check_move(PartStatus(part.status), PartStatus.CANCELLED)
    settle_dropped(part, actor=actor, side=side, reason=reason)
    _drop(part, actor, reason)
    release(part.lines.all())
    end_if_nothing_is_left(part.order, actor=actor, reason=reason, now=now)
    return part


def end_if_nothing_is_left(order: Order, *, actor: Actor, reason: str, now: datetime) -> None:
    """Cancel an order whose parts have all been declined or cancelled."""
    if not order.parts.exclude(status__in=[status.value for status in DROPPED]).exists():
        move(order, OrderStatus.CANCELLED, actor=actor, reason=reason, ended_at=now)


def _drop(part: ProducerOrder, actor: Actor, reason: str) -> None:
    was_placed = part.status != PartStatus.WAITING
    move(part, PartStatus.CANCELLED, actor=actor, reason=reason)
    if was_placed:
        announce("part.cancelled", key=f"part:{part.pk}:cancelled", part=part.pk, order=part.order_id)


def _undo(order: Order, actor: Actor, reason: str, side: str) -> dict[str, int]:
    """Book the opposite of what is left of the sale, what was fixed in the makers' currency included."""
    try:
        proposal = propose(order, Asked(ChangeKind.CANCEL_ORDER))
    except RefusedError:  # every part was settled before
        return {}
    change = begin(proposal, side=side, reason=reason)
    entry = settle_change(change, proposal, actor=actor, key=f"order:{order.pk}:cancelled")
    return dict(effect_of(entry))
