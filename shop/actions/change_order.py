"""A change of an order is confirmed as it was shown: with its settlement, or not at all."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.cancel import end, end_if_nothing_is_left, end_part
from shop.actions.move import move
from shop.actions.release_pieces import release_pieces
from shop.actions.replace import drop_replacement
from shop.actions.settle import begin, settle_change
from shop.domain.changes import BEFORE_ACCEPTANCE, BEFORE_SHIPPING, ChangeKind
from shop.domain.errors import RefusedError, Why
from shop.domain.states import ChangeStatus, IllegalMoveError, OrderStatus, PartStatus, may_move
from shop.models import Change, Order, OrderLine, ProducerOrder
from shop.reading.proposals import Asked, Proposal, propose
from shop.reading.sold import pieces_gone

CANCELS = frozenset({ChangeKind.CANCEL_LINE, ChangeKind.CANCEL_PART, ChangeKind.CANCEL_ORDER})


@transaction.atomic(durable=True)
def change_order(
    order: Order,
    asked: Asked,
    *,
    fingerprint: str,
    actor: Actor,
    side: str = Change.Side.OFFICE,
    reason: str,
    now: datetime | None = None,
) -> Change:
    """Do what was proposed: cancel pieces, a part or the order, or give money back without any goods.

    ``fingerprint`` is that of the proposal that was shown. Raises ``RefusedError``: ``STALE`` when its effect
    would be another now, ``TOO_LATE`` for a buyer whose maker has accepted, or for goods that have left; and
    what ``propose`` raises. Raises ``IllegalMoveError`` for an order that has ended.
    """
    locked: Order = Order.objects.locked().get(pk=order.pk)
    if locked.status != OrderStatus.PLACED:
        raise IllegalMoveError(OrderStatus(locked.status), OrderStatus.CANCELLED)
    if asked.kind in CANCELS:
        _check_time(locked, asked, side)
    proposal = fresh(locked, asked, fingerprint)
    return _do(proposal, actor=actor, side=side, reason=reason, now=now or timezone.now())


def fresh(order: Order, asked: Asked, fingerprint: str) -> Proposal:
    """Compute a proposal again under the order's lock. Raises ``STALE`` when it is not the one shown."""
    require_transaction("a proposal that is confirmed")
    proposal = propose(order, asked)
    if proposal.fingerprint != fingerprint:
        raise RefusedError(Why.STALE)
    return proposal


def propose_decline_settlement(part: ProducerOrder, *, side: str, reason: str = "") -> Change:
    """Put the ready settlement of a part before an operator: one that was declined, or is late.

    Needs the caller's transaction and the order's lock. A part has one such proposal at a time: a second call
    returns it. ``confirm_part`` settles it. Raises ``NOTHING_LEFT`` for a part that was settled before.
    """
    require_transaction("a proposal")
    waiting = Change.objects.filter(
        part=part, kind=ChangeKind.CANCEL_PART.value, status=ChangeStatus.ASKED.value
    ).first()
    if waiting is not None:
        return waiting
    proposal = propose(part.order, Asked(ChangeKind.CANCEL_PART, part=part.pk))
    return begin(proposal, side=side, reason=reason, part=part)


@transaction.atomic(durable=True)
def confirm_part(
    change: Change, *, fingerprint: str, actor: Actor, reason: str = "", now: datetime | None = None
) -> Change:
    """Settle what ``propose_decline_settlement`` has put there: a part that is late is cancelled with it.

    Raises ``STALE``, ``IllegalMoveError`` when it was settled, or when its goods have left meanwhile.
    """
    locked: Order = Order.objects.locked().get(pk=change.order_id)
    row: Change = Change.objects.get(pk=change.pk)
    if row.part_id is None or row.status != ChangeStatus.ASKED:
        raise IllegalMoveError(ChangeStatus(row.status), ChangeStatus.SETTLED)
    fresh(locked, Asked(ChangeKind.CANCEL_PART, part=row.part_id), fingerprint)
    part = locked.parts.get(pk=row.part_id)
    part.order = locked
    end_part(part, actor=actor, reason=reason or row.reason, side=row.asked_by, now=now or timezone.now())
    return Change.objects.get(pk=row.pk)


@transaction.atomic(durable=True)
def drop_change(change: Change, *, actor: Actor, reason: str, now: datetime | None = None) -> Change:
    """Leave everything as it is. Raises ``IllegalMoveError`` for a change that has ended."""
    Order.objects.locked().get(pk=change.order_id)
    row: Change = Change.objects.get(pk=change.pk)
    move(row, ChangeStatus.DROPPED, actor=actor, reason=reason, ended_at=now or timezone.now())
    drop_replacement(row)
    return row


def _check_time(order: Order, asked: Asked, side: str) -> None:
    """A buyer cancels by herself until her maker has accepted; the office until the goods leave."""
    allowed = BEFORE_ACCEPTANCE if side == Change.Side.BUYER else BEFORE_SHIPPING | {PartStatus.DECLINED}
    if side != Change.Side.BUYER and _is_unsent(order, asked):
        allowed = allowed | {PartStatus.PARTLY_SHIPPED}
    gone = {PartStatus.DECLINED, PartStatus.CANCELLED}
    for part in order.parts.all():
        is_meant = asked.kind is ChangeKind.CANCEL_ORDER or part.pk == asked.part or _holds(part, asked)
        status = PartStatus(part.status)
        if is_meant and asked.part == part.pk and status is PartStatus.CANCELLED:
            raise IllegalMoveError(status, PartStatus.CANCELLED)
        if (
            is_meant
            and status not in allowed
            and not (asked.kind is ChangeKind.CANCEL_ORDER and status in gone)
        ):
            raise RefusedError(Why.TOO_LATE)


def _is_unsent(order: Order, asked: Asked) -> bool:
    """Say whether the pieces asked for have not left with an earlier parcel."""
    gone = pieces_gone(order)
    lines = OrderLine.objects.filter(
        part__order=order, pk__in=[line for line, n in asked.pieces.items() if n]
    )
    rest = {line.pk: line.quantity - line.shipped - gone.get(line.pk, 0) for line in lines}
    return bool(rest) and all(count <= rest.get(line, 0) for line, count in asked.pieces.items())


def _holds(part: ProducerOrder, asked: Asked) -> bool:
    wanted = [line for line, count in asked.pieces.items() if count]
    return bool(wanted) and part.lines.filter(pk__in=wanted).exists()


def _do(proposal: Proposal, *, actor: Actor, side: str, reason: str, now: datetime) -> Change:
    order, asked = proposal.order, proposal.asked
    if asked.kind is ChangeKind.CANCEL_ORDER:
        end(order, OrderStatus.CANCELLED, actor=actor, reason=reason, now=now, side=side)
        return order.changes.filter(kind=asked.kind.value).order_by("pk")[0]
    if asked.kind is ChangeKind.CANCEL_PART:
        part = order.parts.get(pk=asked.part)
        part.order = order
        end_part(part, actor=actor, reason=reason, side=side, now=now)
        return part.changes.filter(kind=asked.kind.value, status=ChangeStatus.SETTLED.value).order_by("-pk")[
            0
        ]
    change = begin(proposal, side=side, reason=reason)
    settle_change(change, proposal, actor=actor, now=now)
    if asked.kind is ChangeKind.CANCEL_LINE:
        take_pieces_off(proposal, actor=actor, reason=reason, now=now)
    return change


def take_pieces_off(proposal: Proposal, *, actor: Actor, reason: str, now: datetime) -> None:
    """Free the pieces of a settled change; a part of which nothing is left is cancelled with them.

    Needs the caller's transaction and the order's lock.
    """
    require_transaction("pieces that go")
    order = proposal.order
    for line in OrderLine.objects.filter(pk__in=proposal.pieces).order_by("pk"):
        release_pieces(line, proposal.pieces[line.pk])
    gone = pieces_gone(order)
    for part in order.parts.prefetch_related("lines").order_by("pk"):
        is_empty = all(line.quantity <= gone.get(line.pk, 0) for line in part.lines.all())
        if is_empty and may_move(PartStatus(part.status), PartStatus.CANCELLED):
            move(part, PartStatus.CANCELLED, actor=actor, reason=reason)
        elif part.status == PartStatus.PARTLY_SHIPPED and all(
            line.shipped + gone.get(line.pk, 0) >= line.quantity for line in part.lines.all()
        ):
            move(part, PartStatus.SHIPPED, actor=actor, reason=reason)
    end_if_nothing_is_left(order, actor=actor, reason=reason, now=now)
