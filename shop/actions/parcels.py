"""A parcel on its way: through a centre that joins several, to where it is picked up, to the buyer, or back.

Each operation locks the order first, as every action on it does, and is logged with who and why. The parts
follow their parcels: the last to arrive delivers a part, and one that wholly comes back is returned.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from moneyed import Money

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.cash import take_refusal
from shop.actions.close_parcel import ENDED, close_parcel, read_carriage
from shop.actions.fulfil import arrive
from shop.actions.move import move
from shop.actions.pieces import pieces_left, take_back_all
from shop.actions.raise_exception import About, raise_exception
from shop.actions.settle import settle_dropped
from shop.domain.errors import RefusedError, Why
from shop.domain.states import CashStatus, ParcelStatus, PartStatus
from shop.models import Change, Order, Parcel, ProducerOrder
from shop.reading.order_money import effect_of


@transaction.atomic(durable=True)
def receive_at_centre(parcel: Parcel, *, actor: Actor, reason: str = "") -> Parcel:
    """The centre has it. Raises ``RefusedError`` for a parcel that goes elsewhere, ``IllegalMoveError``."""
    order, locked = _lock(parcel)
    if locked.place_id is None or locked.order_id is not None:
        raise RefusedError(Why.NOT_TO_A_CENTRE)
    move(locked, ParcelStatus.AT_CENTRE, actor=actor, reason=reason)
    _tell("at_centre", order, locked)
    return locked


@transaction.atomic(durable=True)
def join(
    parcels: Sequence[Parcel], *, carrier: str, actor: Actor, tracking: str = "", reason: str = ""
) -> Parcel:
    """Send parcels of one order that are at one centre on as one. Returns the parcel around them.

    Raises ``RefusedError`` for none, or for those of several orders or places, ``IllegalMoveError`` for one
    that is not at the centre.
    """
    if not parcels or not parcels[0].part_id:
        raise RefusedError(Why.NOTHING_TO_SEND)
    order, first = _lock(parcels[0])
    wanted = {parcel.pk for parcel in parcels}
    rows = list(Parcel.objects.filter(pk__in=wanted, part__order=order, place=first.place_id).order_by("pk"))
    if len(rows) != len(wanted) or first.place_id is None:
        raise RefusedError(Why.NOT_TOGETHER)
    around: Parcel = Parcel.objects.create(
        order=order, place_id=first.place_id, **read_carriage(carrier, tracking)
    )
    for row in rows:
        move(row, ParcelStatus.ONWARD, actor=actor, reason=reason, inside=around)
    _tell("onward", order, around)
    return around


@transaction.atomic(durable=True)
def make_ready(parcel: Parcel, *, actor: Actor, reason: str = "") -> Parcel:
    """It waits where the buyer picks it up. Raises ``IllegalMoveError``."""
    order, locked = _lock(parcel)
    move(locked, ParcelStatus.READY, actor=actor, reason=reason)
    _tell("ready", order, locked)
    return locked


@transaction.atomic(durable=True)
def fail_delivery(parcel: Parcel, *, actor: Actor, reason: str) -> Parcel:
    """Somebody tried to deliver it in vain; an operator has to call. Raises ``IllegalMoveError``."""
    order, locked = _lock(parcel)
    move(locked, ParcelStatus.FAILED, actor=actor, reason=reason)
    tries = _tries(locked)
    raise_exception(
        "delivery_failed",
        key=f"parcel:{locked.pk}:failed:{tries}",
        about=About(order=order, row=locked, data={"tracking": locked.tracking, "tries": tries}),
    )
    announce("parcel.failed", key=f"parcel:{locked.pk}:failed:{tries}", order=order.pk, parcel=locked.pk)
    return locked


@transaction.atomic(durable=True)
def try_again(parcel: Parcel, *, actor: Actor, reason: str = "") -> Parcel:
    """The carrier goes there once more. Raises ``IllegalMoveError`` unless it had failed."""
    _order, locked = _lock(parcel)
    move(locked, ParcelStatus.SENT, actor=actor, reason=reason)
    return locked


@transaction.atomic(durable=True)
def deliver_parcel(parcel: Parcel, *, actor: Actor, reason: str = "") -> Parcel:
    """The buyer has it, and what is in it. The last parcel of a part delivers the part, which earns it."""
    order, locked = _lock(parcel)
    return _finish(order, locked, ParcelStatus.DELIVERED, actor, reason)


@transaction.atomic(durable=True)
def return_to_sender(
    parcel: Parcel, *, actor: Actor, reason: str, cost: Money | None = None, now: datetime | None = None
) -> Parcel:
    """It is back: its pieces are in stock again, and a part of which nothing arrived is undone in the books.

    What the buyer paid for such a part becomes due back; what was to be paid at the door was refused, and
    ``cost`` is what the carrier asks for the way back. An operator is told in any case. Raises
    ``IllegalMoveError`` for one that arrived.
    """
    order, locked = _lock(parcel)
    finished = _finish(order, locked, ParcelStatus.RETURNED, actor, reason)
    inside = ProducerOrder.objects.filter(Q(parcels=locked) | Q(parcels__inside=locked)).distinct()
    to_pay = Q(custody__status=CashStatus.EXPECTED, custody__expected__gt=0)
    refused = inside.filter(to_pay, status=PartStatus.RETURNED).order_by("pk")
    for number, part in enumerate(list(refused)):
        part.order = order
        take_refusal(part, None if number else cost, actor=actor, reason=reason, now=now or timezone.now())
    if not inside.filter(custody__status=CashStatus.REFUSED).exists():
        raise_exception(
            "sent_back",
            key=f"parcel:{locked.pk}:returned",
            about=About(order=order, row=locked, data={"tracking": locked.tracking}),
        )
    _tell("returned", order, locked)
    return finished


def _lock(parcel: Parcel) -> tuple[Order, Parcel]:
    """Lock the order, then return the parcel as it is now."""
    require_transaction("a lock")
    order_id = parcel.order_id or ProducerOrder.objects.get(parcels=parcel.pk).order_id
    order = Order.objects.locked().get(pk=order_id)
    found: Parcel = Parcel.objects.select_related("part__producer", "place", "inside").get(pk=parcel.pk)
    if found.part is not None:
        found.part.order = order
    return order, found


def _finish(order: Order, parcel: Parcel, new: ParcelStatus, actor: Actor, reason: str) -> Parcel:
    inside = Parcel.objects.filter(inside=parcel).exclude(status__in=ENDED).order_by("pk")
    ended = list(inside.select_related("part__producer")) or [parcel]
    for row in ended:
        row.inside = parcel if row is not parcel else parcel.inside
        close_parcel(row, new, actor=actor, reason=reason)
        if new is ParcelStatus.RETURNED:
            take_back_all(row, actor=actor, reason=reason)
    for part in {row.part_id: row.part for row in ended if row.part}.values():
        part.order = order
        _follow(part, actor, reason)
    parcel.refresh_from_db()
    return parcel


def _follow(part: ProducerOrder, actor: Actor, reason: str) -> None:
    """Bring a part to where its parcels are, once all of it has left and no parcel is on its way."""
    statuses = set(part.parcels.values_list("status", flat=True))
    if part.status != PartStatus.SHIPPED or statuses - set(ENDED) or pieces_left(part):
        return
    if ParcelStatus.DELIVERED in statuses:
        arrive(part, actor=actor, reason=reason)
        return
    entry = settle_dropped(part, actor=actor, side=Change.Side.OFFICE, reason=reason)
    move(part, PartStatus.RETURNED, actor=actor, reason=reason, money=effect_of(entry))
    announce("part.returned", key=f"part:{part.pk}:returned", part=part.pk, order=part.order_id)


def _tries(parcel: Parcel) -> int:
    """Return how often its delivery has failed, this time included."""
    acts = Act.objects.filter(kind="parcel", object_id=parcel.pk, verb="parcel.failed")
    return int(acts.count())


def _tell(what: str, order: Order, parcel: Parcel) -> None:
    announce(f"parcel.{what}", key=f"parcel:{parcel.pk}:{what}", order=order.pk, parcel=parcel.pk)
