"""What becomes of one producer's part: accepted or declined, made, packed, sent, delivered.

Each is one operation in one transaction under the order's lock, with who and why; the table of legal moves
decides whether it may be. Stock leaves when a parcel does, a maker earns when it arrives.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.adjust_stock import send
from shop.actions.allocate import release
from shop.actions.hold_cash import expect_cash
from shop.actions.move import move
from shop.actions.post import post
from shop.actions.settle import settle_dropped
from shop.domain.states import OrderStatus, PartStatus
from shop.models import Allocation, Order, Parcel, ProducerOrder
from shop.reading.order_money import earned_entry, effect_of


@transaction.atomic(durable=True)
def accept(part: ProducerOrder, *, actor: Actor, reason: str = "") -> ProducerOrder:
    """The maker takes the order on. Raises ``IllegalMoveError`` when it is not hers to take any more."""
    return _step(part, PartStatus.ACCEPTED, actor, reason)


@transaction.atomic(durable=True)
def start_making(part: ProducerOrder, *, actor: Actor, reason: str = "") -> ProducerOrder:
    """The piece is in her hands. Raises ``IllegalMoveError`` unless it was accepted."""
    return _step(part, PartStatus.MAKING, actor, reason)


@transaction.atomic(durable=True)
def pack(part: ProducerOrder, *, actor: Actor, reason: str = "") -> ProducerOrder:
    """The parcel is ready. Raises ``IllegalMoveError`` unless it was accepted or is being made."""
    return _step(part, PartStatus.PACKED, actor, reason)


@transaction.atomic(durable=True)
def decline(part: ProducerOrder, *, actor: Actor, reason: str, now: datetime | None = None) -> ProducerOrder:
    """The maker cannot take it: her pieces are free again, the sale is undone, what was paid is due back.

    An order whose last part is declined is cancelled. Raises ``IllegalMoveError`` once it was accepted.
    """
    locked = lock_part(part)
    entry = settle_dropped(locked)
    move(locked, PartStatus.DECLINED, actor=actor, reason=reason, money=effect_of(entry))
    release(locked.lines.all())
    announce("part.declined", key=f"part:{locked.pk}:declined", part=locked.pk, order=locked.order_id)
    _end_if_nothing_is_left(locked.order, actor, reason, now or timezone.now())
    return locked


@transaction.atomic(durable=True)
def ship(part: ProducerOrder, *, carrier: str, actor: Actor, tracking: str = "", reason: str = "") -> Parcel:
    """The parcel leaves, and the pieces with it. ``carrier`` is who takes it, ``tracking`` its number.

    Raises ``IllegalMoveError`` before it was accepted, ``StockError`` for pieces that are not there.
    """
    locked = lock_part(part)
    move(locked, PartStatus.SHIPPED, actor=actor, reason=reason)
    _send_what_is_promised(locked, actor)
    expect_cash(locked, carrier=carrier.strip(), now=timezone.now())
    parcel: Parcel = Parcel.objects.create(part=locked, carrier=carrier.strip(), tracking=tracking.strip())
    announce("part.shipped", key=f"part:{locked.pk}:shipped", part=locked.pk, order=locked.order_id)
    return parcel


@transaction.atomic(durable=True)
def deliver(part: ProducerOrder, *, actor: Actor, reason: str = "") -> ProducerOrder:
    """It has arrived, or was picked up: the maker has earned it. Raises ``IllegalMoveError``."""
    return arrive(lock_part(part), actor=actor, reason=reason)


def arrive(part: ProducerOrder, *, actor: Actor, reason: str) -> ProducerOrder:
    """Deliver a part in the caller's transaction and under its lock on the order."""
    require_transaction("a delivery")
    entry = earned_entry(part)
    move(part, PartStatus.DELIVERED, actor=actor, reason=reason, money=effect_of(entry))
    _send_what_is_promised(part, actor)
    post(entry, key=f"part:{part.pk}:earned", order=part.order)
    Parcel.objects.filter(part=part, arrived_at=None).update(arrived_at=timezone.now())
    announce("part.delivered", key=f"part:{part.pk}:delivered", part=part.pk, order=part.order_id)
    return part


def lock_part(part: ProducerOrder) -> ProducerOrder:
    """Lock the order first, as every action on it does, then return its part as it is now."""
    require_transaction("a lock")
    order = Order.objects.locked().get(pk=part.order_id)
    found: ProducerOrder = ProducerOrder.objects.get(pk=part.pk)
    found.order = order
    return found


def _step(part: ProducerOrder, new: PartStatus, actor: Actor, reason: str) -> ProducerOrder:
    locked = lock_part(part)
    move(locked, new, actor=actor, reason=reason)
    announce(f"part.{new.value}", key=f"part:{locked.pk}:{new.value}", part=locked.pk, order=locked.order_id)
    return locked


def _send_what_is_promised(part: ProducerOrder, actor: Actor) -> None:
    """Let the promised pieces leave, row by row in the order of the stock's key."""
    for allocation in Allocation.objects.open().filter(line__part=part).order_by("stock", "pk"):
        send(allocation, actor=actor, reason=part.number)


def _end_if_nothing_is_left(order: Order, actor: Actor, reason: str, now: datetime) -> None:
    dropped = [PartStatus.DECLINED, PartStatus.CANCELLED]
    if not order.parts.exclude(status__in=dropped).exists():
        move(order, OrderStatus.CANCELLED, actor=actor, reason=reason, ended_at=now)
