"""What placing an order means: its states, its entries in the books, and who is told."""

from collections.abc import Sequence
from datetime import datetime

from producers.actions.announce import announce_all
from producers.actions.record import recorded_together
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Announcement
from shop import conf
from shop.actions.move import move
from shop.actions.post import post, post_if_any
from shop.domain.errors import RefusedError, Why
from shop.domain.money import minor
from shop.domain.postings import OrderPosted, post_placed
from shop.domain.states import OrderStatus, PartStatus, PhoneStatus
from shop.gateways.registry import UnknownGatewayError, gateway
from shop.models import Order, ProducerOrder
from shop.reading.order_money import effect_of, exchange_entries, order_posted
from shop.reading.paying import paid_for


def place(
    order: Order, *, actor: Actor, now: datetime, parts: Sequence[ProducerOrder] | None = None
) -> Order:
    """Place a draft; an order that is placed stays as it is.

    ``parts`` are its parts as they were written a moment ago, with their lines and fees, which nobody changes
    while it is a draft. Needs the caller's transaction and the order's lock. Raises ``NOT_PAYABLE`` for an
    order that has ended, or that waits for money that has not come in.
    """
    require_transaction("placing")
    if order.status == OrderStatus.PLACED:
        return order
    if order.status != OrderStatus.DRAFT or not _may_be_placed(order):
        raise RefusedError(Why.NOT_PAYABLE)
    rows = order.parts.order_by("pk") if parts is None else parts
    posted = order_posted(order, rows)
    with recorded_together():
        _place(order, posted, actor=actor, now=now)
        for part in rows:
            move(part, PartStatus.PLACED, actor=actor, accept_by=now + conf.time_to_accept())
    announce_all([_placed("order", order, order=order.pk), *(_of_part(part, order) for part in rows)])
    return order


def _place(order: Order, posted: OrderPosted, *, actor: Actor, now: datetime) -> None:
    entry = post_placed(posted)
    move(order, OrderStatus.PLACED, actor=actor, money=effect_of(entry), placed_at=now)
    post_if_any(entry, key=f"order:{order.pk}:placed", order=order)
    for key, exchange in exchange_entries(order, posted).items():
        post(exchange, key=key, order=order)
    if not waits_for_money(order):
        move(order, PhoneStatus.WAITING, actor=actor)


def _of_part(part: ProducerOrder, order: Order) -> Announcement:
    return _placed("part", part, part=part.pk, order=order.pk)


def _placed(what: str, row: Order | ProducerOrder, **payload: int) -> Announcement:
    return Announcement(key=f"{what}:{row.pk}:placed", kind=f"{what}.placed", payload=payload)


def waits_for_money(order: Order) -> bool:
    """Say whether an order is placed only once it is paid; so is one whose method is gone."""
    try:
        return gateway(order.method).time_to_pay is not None
    except UnknownGatewayError:
        return True


def _may_be_placed(order: Order) -> bool:
    needed = order.total if order.advance is None else order.advance
    return not waits_for_money(order) or paid_for(order) >= minor(needed)
