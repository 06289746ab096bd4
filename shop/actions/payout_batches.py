"""Batches of payouts: one person proposes, another approves, then the papers are handed in.

A payable is claimed by the line that settles it, in the transaction of the proposal: two runs at once pay
once. Nothing outside is called: papers are written from the rows whenever somebody asks for them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.move import move
from shop.actions.pay_out import drop, send
from shop.actions.payout_holds import lock_payable
from shop.domain.money import from_minor
from shop.domain.numbers import new_order_number
from shop.domain.payouts import PayoutRefusedError, PayoutWhy, read_details
from shop.domain.states import BatchStatus, IllegalMoveError
from shop.models import Payout, PayoutBatch, PayoutDestination, PayoutHold, PayoutLine
from shop.payouts.base import Method, is_sender
from shop.payouts.registry import UnknownMethodError, method
from shop.reading.payables import Due, details_of, due, may_receive

LINES_AT_ONCE = 2000
Kind = PayoutLine.Kind


@transaction.atomic(durable=True)
def propose_batch(
    currency: str,
    alias: str,
    *,
    actor: Actor,
    organisations: Sequence[int] | None = None,
    now: datetime | None = None,
) -> PayoutBatch:
    """Claim all that is owed in a currency to makers paid by this method, or to some of them.

    Holds, the least that is paid and what came back are heeded. Raises ``METHOD_NOT_OFFERED``,
    ``NOT_BY_A_PERSON``, ``NOTHING_TO_PAY``.
    """
    way = _method(alias, currency)
    if actor.user_id is None:
        raise PayoutRefusedError(PayoutWhy.NOT_BY_A_PERSON)
    lock_payable(currency)
    batch = PayoutBatch.objects.create(
        reference=_new_reference(),
        currency=currency,
        method=alias,
        proposed_by_id=actor.user_id,
        proposed_at=now or timezone.now(),
        last_hold=_last_hold(),
    )
    only = None if organisations is None else list(organisations)
    total, count = _claim(batch, due(currency, way.kind, only))
    if not count:
        raise PayoutRefusedError(PayoutWhy.NOTHING_TO_PAY)
    record(
        verb="payoutbatch.proposed",
        row=batch,
        actor=actor,
        after={"payouts": count},
        money={f"payable {currency}": total},
    )
    announce("payouts.proposed", key=f"batch:{batch.pk}:proposed", batch=batch.pk)
    return batch


@transaction.atomic(durable=True)
def approve_batch(batch: PayoutBatch, *, actor: Actor, now: datetime | None = None) -> PayoutBatch:
    """Say that it may be handed in. Nobody approves her own.

    Raises ``OWN_PROPOSAL``, ``NOT_BY_A_PERSON``, ``DESTINATION_CHANGED``, ``DESTINATION_UNREADABLE`` and
    ``NO_GRANT`` with ``references`` of the payouts that have to be left out, ``HOLD_SINCE``,
    ``NOTHING_TO_PAY`` when all were, ``IllegalMoveError``.
    """
    row = lock_batch(batch)
    if row.status != BatchStatus.PROPOSED:
        raise IllegalMoveError(BatchStatus(row.status), BatchStatus.APPROVED)
    if actor.user_id is None:
        raise PayoutRefusedError(PayoutWhy.NOT_BY_A_PERSON)
    if actor.user_id == row.proposed_by_id:
        raise PayoutRefusedError(PayoutWhy.OWN_PROPOSAL)
    _check(row, pending_of(row))
    # A clock that was set back meanwhile must not make the approval older than the proposal.
    at = max(now or timezone.now(), row.proposed_at)
    move(row, BatchStatus.APPROVED, actor=actor, approved_by_id=actor.user_id, approved_at=at)
    announce("payouts.approved", key=f"batch:{row.pk}:approved", batch=row.pk)
    return row


@transaction.atomic(durable=True)
def send_batch(batch: PayoutBatch, *, actor: Actor, now: datetime | None = None) -> PayoutBatch:
    """Say that its papers were handed in: every payout in it is under way, and booked as that.

    A way of paying that sends by itself is asked afterwards, outside of this transaction. Raises as
    ``approve_batch`` does for what has changed since it was approved.
    """
    row, at = lock_batch(batch), now or timezone.now()
    if row.status != BatchStatus.APPROVED:
        raise IllegalMoveError(BatchStatus(row.status), BatchStatus.SENT)
    payouts = pending_of(row)
    _check(row, payouts)
    for payout in payouts:
        send(payout, actor=actor, now=at)
    if is_sender(_method(row.method, row.currency)):
        row.payouts.filter(status="sent").update(due_at=at)  # ``send_payouts`` asks, once this has committed
    move(row, BatchStatus.SENT, actor=actor, sent_at=at)
    announce("payouts.sent", key=f"batch:{row.pk}:sent", batch=row.pk)
    return row


@transaction.atomic(durable=True)
def withdraw_batch(
    batch: PayoutBatch, *, actor: Actor, reason: str, now: datetime | None = None
) -> PayoutBatch:
    """Take it back before it is handed in: what it claimed is free again. Raises ``REASON_NEEDED``."""
    if not reason.strip():
        raise PayoutRefusedError(PayoutWhy.REASON_NEEDED)
    row, at = lock_batch(batch), now or timezone.now()
    move(row, BatchStatus.WITHDRAWN, actor=actor, reason=reason)
    for payout in pending_of(row):
        drop(payout, actor=actor, reason=reason, now=at)
    return row


def lock_batch(batch: PayoutBatch) -> PayoutBatch:
    """Return a batch as it is now, locked: its payouts move under this lock alone."""
    found: PayoutBatch = PayoutBatch.objects.locked().get(pk=batch.pk)
    return found


def pending_of(batch: PayoutBatch) -> list[Payout]:
    """Return what of it has not been handed in."""
    return list(batch.payouts.filter(status="pending").select_related("destination").order_by("pk"))


def _method(alias: str, currency: str) -> Method:
    try:
        found = method(alias)
    except UnknownMethodError as error:
        raise PayoutRefusedError(PayoutWhy.METHOD_NOT_OFFERED) from error
    if not found.offers(currency):
        raise PayoutRefusedError(PayoutWhy.METHOD_NOT_OFFERED)
    return found


def _claim(batch: PayoutBatch, found: Iterator[Due]) -> tuple[int, int]:
    """Write payouts and their lines some thousand at a time, so that memory stays flat."""
    total = count = 0
    waiting: list[Due] = []
    lines = 0
    for each in found:
        if each.skip is not None:
            continue
        total, count, lines = total + each.amount, count + 1, lines + len(each.payables) + len(each.holds)
        waiting.append(each)
        if lines >= LINES_AT_ONCE:
            _write(batch, waiting, count)
            waiting, lines = [], 0
    _write(batch, waiting, count)
    return total, count


def _write(batch: PayoutBatch, found: Sequence[Due], last: int) -> None:
    first = last - len(found) + 1
    payouts = Payout.objects.bulk_create(
        Payout(
            batch=batch,
            organisation_id=each.organisation,
            destination=each.destination,
            reference=f"PO{batch.reference[2:]}-{number}",
            amount=from_minor(each.amount, batch.currency),
        )
        for number, each in enumerate(found, first)
    )
    PayoutLine.objects.bulk_create(
        (line for payout, each in zip(payouts, found, strict=True) for line in _lines(batch, payout, each)),
        batch_size=LINES_AT_ONCE,
    )


def _lines(batch: PayoutBatch, payout: Payout, each: Due) -> Iterator[PayoutLine]:
    for one in each.payables:
        yield PayoutLine(
            payout=payout,
            kind=Kind.SALE if one.is_sale else Kind.ADJUSTMENT,
            posting_id=one.posting,
            part_id=one.part,
            amount=from_minor(one.amount, batch.currency),
        )
    for hold, change in each.holds.items():
        yield PayoutLine(
            payout=payout, kind=Kind.HOLD, hold_id=hold, amount=from_minor(change, batch.currency)
        )


def _check(batch: PayoutBatch, payouts: Sequence[Payout]) -> None:
    """Refuse what has changed since it was proposed; each such payout has to be left out first."""
    if not payouts:
        raise PayoutRefusedError(PayoutWhy.NOTHING_TO_PAY)
    makers = [payout.organisation_id for payout in payouts]
    in_force = dict(
        PayoutDestination.objects.filter(
            organisation__in=makers, currency=batch.currency, status="in_force"
        ).values_list("organisation", "pk")
    )
    held = set(
        PayoutHold.objects.filter(
            organisation__in=makers,
            amount_currency=batch.currency,
            ended_at=None,
            pk__gt=batch.last_hold,
        ).values_list("organisation", flat=True)
    )
    for why, is_wrong in (
        (
            PayoutWhy.DESTINATION_CHANGED,
            lambda each: in_force.get(each.organisation_id) != each.destination_id,
        ),
        (PayoutWhy.DESTINATION_UNREADABLE, lambda each: bool(read_details(details_of(each.destination))[1])),
        (PayoutWhy.NO_GRANT, lambda each: not may_receive(each.destination)),
        (PayoutWhy.HOLD_SINCE, lambda each: each.organisation_id in held),
    ):
        wrong = [payout.reference for payout in payouts if is_wrong(payout)]
        if wrong:
            raise PayoutRefusedError(why, references=wrong)


def _new_reference() -> str:
    """Draw a reference that nobody has; the payouts of a batch are numbered within it."""
    while True:
        reference = f"PB-{new_order_number()}"
        if not PayoutBatch.objects.filter(reference=reference).exists():
            return reference


def _last_hold() -> int:
    last: int | None = PayoutHold.objects.aggregate(last=Max("pk"))["last"]
    return last or 0
