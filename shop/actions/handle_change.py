"""What a person does with what a buyer has asked for: agree, say that the goods are back, settle, refuse."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.change_order import fresh
from shop.actions.move import move
from shop.actions.release_pieces import put_back
from shop.actions.replace import drop_replacement, promise_replacement
from shop.actions.settle import settle_change
from shop.domain.changes import WITH_GOODS_BACK, ChangeKind
from shop.domain.contact import read_note
from shop.domain.errors import RefusedError, Why
from shop.domain.states import ChangeStatus, PartStatus, may_move
from shop.models import Change, Order
from shop.reading.proposals import Asked
from shop.reading.replacements import cheaper_by
from shop.reading.sold import pieces_gone


@transaction.atomic(durable=True)
def agree(
    change: Change, *, actor: Actor, answer: str = "", variants: Mapping[int, int] | None = None
) -> Change:
    """Say yes: the goods may come back. What replaces exchanged ones is set aside with it.

    ``variants`` names by line what takes their place, the same variant where it is silent. Raises
    ``IllegalMoveError`` when it was answered before, and as ``promise_replacement`` does.
    """
    row = _locked(change)
    move(row, ChangeStatus.AGREED, actor=actor, answer=_text(answer) or row.answer)
    promise_replacement(row, variants or {}, actor=actor)
    announce("change.agreed", key=f"change:{row.pk}:agreed", change=row.pk, order=row.order_id)
    return row


@transaction.atomic(durable=True)
def refuse(change: Change, *, actor: Actor, answer: str, now: datetime | None = None) -> Change:
    """Say no, and why. Raises ``NOTHING_CHOSEN`` without a reason, ``IllegalMoveError``.

    A withdrawal is a right and never refused.
    """
    row = _locked(change)
    if not _text(answer):
        raise RefusedError(Why.NOTHING_CHOSEN)
    if row.kind == ChangeKind.WITHDRAWAL:
        raise RefusedError(Why.TOO_LATE)
    move(row, ChangeStatus.REFUSED, actor=actor, answer=_text(answer), ended_at=now or timezone.now())
    drop_replacement(row)
    announce("change.refused", key=f"change:{row.pk}:refused", change=row.pk, order=row.order_id)
    return row


@transaction.atomic(durable=True)
def receive(change: Change, *, actor: Actor, reason: str, is_sound: bool = True) -> Change:
    """Say that the goods are back; sound ones go to where they had left from.

    An exchange to which nobody had said yes before is agreed to with it. Raises ``IllegalMoveError``, and as
    ``promise_replacement`` does.
    """
    row = _locked(change)
    move(row, ChangeStatus.RECEIVED, actor=actor, reason=reason)
    if is_sound:
        for each in row.lines.select_related("line").order_by("line"):
            put_back(each.line, each.quantity, actor=actor, reason=row.get_kind_display())
    promise_replacement(row, {}, actor=actor)
    announce("change.received", key=f"change:{row.pk}:received", change=row.pk, order=row.order_id)
    return row


@transaction.atomic(durable=True)
def settle_asked(
    change: Change,
    asked: Asked,
    *,
    fingerprint: str,
    actor: Actor,
    answer: str = "",
    now: datetime | None = None,
) -> Change:
    """Settle what was asked for with the effect that was shown; a part that came back whole is returned.

    Raises ``STALE``, ``TOO_LATE`` for goods that are not back, ``IllegalMoveError`` for a change that has
    ended; and what ``propose`` raises.
    """
    row = _locked(change)
    if row.kind in {kind.value for kind in WITH_GOODS_BACK} and row.status != ChangeStatus.RECEIVED:
        raise RefusedError(Why.TOO_LATE)
    proposal = fresh(row.order, asked, fingerprint)
    if answer.strip():
        Change.objects.filter(pk=row.pk).update(answer=_text(answer))
    settle_change(row, proposal, actor=actor, now=now)
    _return_whole_parts(row.order, actor)
    return Change.objects.get(pk=row.pk)


def asked_of(change: Change, **more: object) -> Asked:
    """Return what a change asks for, for its proposal; ``more`` adds sums, delivery, fees or goodwill.

    An exchange for something cheaper gives the difference back.
    """
    pieces = dict(change.lines.values_list("line", "quantity"))
    kind = ChangeKind(change.kind)
    if kind is ChangeKind.EXCHANGE:
        more.setdefault("sums", cheaper_by(change))
    return Asked(kind, pieces=pieces, **more)  # type: ignore[arg-type]  # the fields of Asked, by name


def _return_whole_parts(order: Order, actor: Actor) -> None:
    """A part of which every piece has come back was returned. Needs the caller's transaction."""
    require_transaction("a return")
    gone = pieces_gone(order)
    for part in order.parts.prefetch_related("lines").order_by("pk"):
        is_back = all(gone.get(line.pk, 0) >= line.quantity for line in part.lines.all())
        if is_back and may_move(PartStatus(part.status), PartStatus.RETURNED):
            move(part, PartStatus.RETURNED, actor=actor, reason="sent back")


def _locked(change: Change) -> Change:
    order = Order.objects.locked().get(pk=change.order_id)
    row: Change = Change.objects.get(pk=change.pk)
    row.order = order
    return row


def _text(answer: str) -> str:
    return read_note(answer, 2000).value
