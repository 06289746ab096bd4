"""What becomes of one producer's part: accepted or declined, made, packed, sent, delivered.

Each is one operation in one transaction under the order's lock, with who and why; the table of legal moves
decides whether it may be. Stock leaves when a parcel does, a maker earns when it arrives. What becomes of a
parcel on its way is in ``parcels.py``.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.compiled import Compiled
from producers.domain.actors import Actor
from shop.actions.allocate import release
from shop.actions.balance import tell_of_balance
from shop.actions.close_parcel import ENDED, close_parcel, read_carriage
from shop.actions.earn import earned_upon_delivery
from shop.actions.hold_cash import expect_cash
from shop.actions.late import no_longer_late
from shop.actions.move import move
from shop.actions.pieces import let_all_leave, pieces_left, put_into
from shop.actions.post import post_if_any
from shop.actions.raise_exception import About, raise_exception
from shop.actions.settle import settle_dropped
from shop.domain.addresses import address_from
from shop.domain.buyer_seen import may_bring_herself
from shop.domain.errors import RefusedError, Why
from shop.domain.exceptions import Do
from shop.domain.shipping import is_rest, pieces_to_send
from shop.domain.states import OrderStatus, ParcelStatus, PartStatus, check_move
from shop.models import Order, Parcel, Place, ProducerOrder
from shop.reading.order_money import effect_of
from shop.reading.paying import paid_for


@transaction.atomic(durable=True)
def accept(part: ProducerOrder, *, actor: Actor, reason: str = "") -> ProducerOrder:
    """The maker takes the order on. Raises ``IllegalMoveError`` when it is not hers to take any more."""
    taken = _step(part, PartStatus.ACCEPTED, actor, reason)
    no_longer_late(taken, "accept_late", actor=actor)
    return taken


@transaction.atomic(durable=True)
def start_making(part: ProducerOrder, *, actor: Actor, reason: str = "") -> ProducerOrder:
    """The piece is in her hands. Raises ``IllegalMoveError`` unless it was accepted."""
    return _step(part, PartStatus.MAKING, actor, reason)


@transaction.atomic(durable=True)
def pack(part: ProducerOrder, *, actor: Actor, reason: str = "") -> ProducerOrder:
    """The parcel is ready. Raises ``IllegalMoveError`` unless it was accepted or is being made."""
    packed = _step(part, PartStatus.PACKED, actor, reason)
    tell_of_balance(packed.order)
    return packed


@transaction.atomic(durable=True)
def decline(part: ProducerOrder, *, actor: Actor, reason: str, now: datetime | None = None) -> ProducerOrder:
    """The maker cannot take it: her pieces are free again, the sale is undone, what was paid is due back.

    An order whose last part is declined is cancelled. Raises ``IllegalMoveError`` once it was accepted.
    """
    locked = lock_part(part)
    entry = settle_dropped(locked, actor=actor, reason=reason)
    move(locked, PartStatus.DECLINED, actor=actor, reason=reason, money=effect_of(entry))
    release(locked.lines.all())
    no_longer_late(locked, "accept_late", actor=actor)
    raise_exception(
        "part_declined",
        key=f"part:{locked.pk}:declined",
        about=About(order=locked.order, row=locked, data={"number": locked.number}),
        amount=locked.goods + locked.delivery + locked.duties - locked.discount,
        suggestion=Do.REFUND if paid_for(locked.order) else "",
    )
    announce("part.declined", key=f"part:{locked.pk}:declined", part=locked.pk, order=locked.order_id)
    _end_if_nothing_is_left(locked.order, actor, reason, now or timezone.now())
    return locked


@transaction.atomic(durable=True)
def ship(
    part: ProducerOrder,
    *,
    carrier: str,
    actor: Actor,
    tracking: str = "",
    reason: str = "",
    pieces: Mapping[int, int] | None = None,
    centre: Place | None = None,
    by_maker: bool = False,
) -> Parcel:
    """A parcel leaves, and its pieces with it: ``pieces`` by line, or all that have not left yet.

    ``carrier`` is who takes it, ``tracking`` its number, ``centre`` the place that it is handed over to and
    where parcels of one order are joined; ``by_maker`` says that she carries it to the buyer herself. Raises
    ``IllegalMoveError`` before it was accepted, ``RefusedError`` for pieces, carriers and numbers that cannot
    be, ``StockError`` for pieces that are not there.
    """
    locked = lock_part(part)
    if locked.status != PartStatus.PARTLY_SHIPPED:
        check_move(PartStatus(locked.status), PartStatus.PARTLY_SHIPPED)
    left = pieces_left(locked)
    leaving = pieces_to_send(left, pieces)
    if centre is not None and centre.kind != Place.Kind.CENTRE:
        raise RefusedError(Why.NOT_TO_A_CENTRE)
    if by_maker and (centre is not None or not _is_near(locked)):
        raise RefusedError(Why.NOT_BY_HERSELF)
    carriage = read_carriage(carrier, tracking)
    parcel: Parcel = Parcel.objects.create(part=locked, place=centre, by_maker=by_maker, **carriage)
    new = PartStatus.SHIPPED if is_rest(left, leaving) else PartStatus.PARTLY_SHIPPED
    if locked.status == new:
        record(verb="parcel.left", row=parcel, actor=actor, reason=reason)
    else:
        move(locked, new, actor=actor, reason=reason)
    put_into(parcel, leaving, actor=actor)
    expect_cash(locked, carrier=parcel.carrier, now=timezone.now())
    no_longer_late(locked, *(["ship_late"] if new is PartStatus.SHIPPED else []), actor=actor)
    key = f"part:{locked.pk}:shipped" if new is PartStatus.SHIPPED else f"parcel:{parcel.pk}:left"
    announce(f"part.{new.value}", key=key, part=locked.pk, order=locked.order_id, parcel=parcel.pk)
    return parcel


@transaction.atomic(durable=True)
def deliver(part: ProducerOrder, *, actor: Actor, reason: str = "") -> ProducerOrder:
    """It has arrived, or was picked up: the maker has earned it. Raises ``IllegalMoveError``."""
    return arrive(lock_part(part), actor=actor, reason=reason)


def arrive(part: ProducerOrder, *, actor: Actor, reason: str) -> ProducerOrder:
    """Deliver a part in the caller's transaction and under its lock on the order."""
    require_transaction("a delivery")
    entry = earned_upon_delivery(part)
    move(part, PartStatus.DELIVERED, actor=actor, reason=reason, money=effect_of(entry) if entry else None)
    let_all_leave(part, actor=actor)
    if entry:
        post_if_any(entry, key=f"part:{part.pk}:earned", order=part.order)
    for parcel in part.parcels.exclude(status__in=ENDED).select_related("inside").order_by("pk"):
        close_parcel(parcel, ParcelStatus.DELIVERED, actor=actor, reason=reason)
    announce("part.delivered", key=f"part:{part.pk}:delivered", part=part.pk, order=part.order_id)
    return part


def lock_part(part: ProducerOrder) -> ProducerOrder:
    """Lock the order first, as every action on it does, then return its part as it is now."""
    require_transaction("a lock")
    order = next(iter(_locked_order(order=part.order_id)), None)
    found = next(iter(_part(part=part.pk)), None)
    if order is None or found is None:
        raise ProducerOrder.DoesNotExist
    found.order = order
    return found


@Compiled
def _locked_order(*, order: int) -> QuerySet[Order]:
    return Order.objects.locked().filter(pk=order)


@Compiled
def _part(*, part: int) -> QuerySet[ProducerOrder]:
    return ProducerOrder.objects.filter(pk=part)


def _is_near(part: ProducerOrder) -> bool:
    where = address_from(part.order.delivery_address)
    return may_bring_herself(part.delivery_method, part.producer.region, where)


def _step(part: ProducerOrder, new: PartStatus, actor: Actor, reason: str) -> ProducerOrder:
    locked = lock_part(part)
    move(locked, new, actor=actor, reason=reason)
    announce(f"part.{new.value}", key=f"part:{locked.pk}:{new.value}", part=locked.pk, order=locked.order_id)
    return locked


def _end_if_nothing_is_left(order: Order, actor: Actor, reason: str, now: datetime) -> None:
    dropped = [PartStatus.DECLINED, PartStatus.CANCELLED]
    if not order.parts.exclude(status__in=dropped).exists():
        move(order, OrderStatus.CANCELLED, actor=actor, reason=reason, ended_at=now)
