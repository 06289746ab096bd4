"""What placing an order means: its states, its entries in the books, and who is told."""

from datetime import datetime

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop import conf
from shop.actions.move import move
from shop.actions.post import post, post_if_any
from shop.domain.errors import RefusedError, Why
from shop.domain.money import minor
from shop.domain.postings import post_placed
from shop.domain.states import OrderStatus, PartStatus, PhoneStatus
from shop.gateways.registry import UnknownGatewayError, gateway
from shop.models import Order
from shop.reading.order_money import effect_of, exchange_entries, order_posted
from shop.reading.paying import paid_for


def place(order: Order, *, actor: Actor, now: datetime) -> Order:
    """Place a draft; an order that is placed stays as it is.

    Needs the caller's transaction and the order's lock. Raises ``NOT_PAYABLE`` for an order that has ended,
    or that waits for money that has not come in.
    """
    require_transaction("placing")
    if order.status == OrderStatus.PLACED:
        return order
    if order.status != OrderStatus.DRAFT or not _may_be_placed(order):
        raise RefusedError(Why.NOT_PAYABLE)
    posted = order_posted(order)
    entry = post_placed(posted)
    move(order, OrderStatus.PLACED, actor=actor, money=effect_of(entry), placed_at=now)
    post_if_any(entry, key=f"order:{order.pk}:placed", order=order)
    for key, exchange in exchange_entries(order, posted).items():
        post(exchange, key=key, order=order)
    if not waits_for_money(order):
        move(order, PhoneStatus.WAITING, actor=actor)
    announce("order.placed", key=f"order:{order.pk}:placed", order=order.pk)
    for part in order.parts.order_by("pk"):
        move(part, PartStatus.PLACED, actor=actor, accept_by=now + conf.time_to_accept())
        announce("part.placed", key=f"part:{part.pk}:placed", part=part.pk, order=order.pk)
    return order


def waits_for_money(order: Order) -> bool:
    """Say whether an order is placed only once it is paid; so is one whose method is gone."""
    try:
        return gateway(order.method).time_to_pay is not None
    except UnknownGatewayError:
        return True


def _may_be_placed(order: Order) -> bool:
    needed = order.total if order.advance is None else order.advance
    return not waits_for_money(order) or paid_for(order) >= minor(needed)
