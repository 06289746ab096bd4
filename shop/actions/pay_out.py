"""What becomes of one payout: it arrives, it fails, it comes back. Each books what it moves.

What has failed or come back is over: its sales are owed again, and the next batch pays them.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM, Actor
from shop.actions.move import move
from shop.actions.post import post
from shop.actions.raise_exception import About, raise_exception
from shop.domain.money import minor
from shop.domain.payout_postings import (
    post_payout_confirmed,
    post_payout_failed,
    post_payout_returned,
    post_payout_sent,
)
from shop.domain.payouts import Kind, PayoutRefusedError, PayoutWhy
from shop.domain.postings import Account
from shop.domain.states import PayoutStatus
from shop.models import Payout, PayoutBatch, PayoutLine
from shop.payouts.base import is_sender
from shop.payouts.registry import all_methods, method
from shop.reading.order_money import effect_of


@transaction.atomic(durable=True)
def confirm_payout(
    payout: Payout, *, actor: Actor, reason: str = "", fee: int = 0, now: datetime | None = None
) -> Payout:
    """It has arrived. ``fee`` is what the bank took on top, in minor units; the shop bears it.

    Raises ``PROOF_NEEDED`` for cash without a signed paper or a photograph, ``IllegalMoveError``,
    ``SAID_BY_SERVICE`` for a person where a payment service says it.
    """
    row = lock_payout(payout)
    confirm(row, actor=actor, reason=reason, fee=fee, now=now or timezone.now())
    return row


def confirm(row: Payout, *, actor: Actor, reason: str, fee: int, now: datetime) -> None:
    """Say that it has arrived, in the caller's transaction and under its lock on the batch.

    Raises as ``confirm_payout`` does.
    """
    require_transaction("a payout")
    _check_who(row, actor)
    if method(row.batch.method).needs_proof and not row.proofs.exists():
        raise PayoutRefusedError(PayoutWhy.PROOF_NEEDED)
    account, holder = _out_of(row)
    entry = post_payout_confirmed(row.organisation_id, *_money(row), out_of=account, holder=holder, fee=fee)
    move(row, PayoutStatus.CONFIRMED, actor=actor, reason=reason, money=effect_of(entry), confirmed_at=now)
    post(entry, key=f"payout:{row.pk}:confirmed")
    announce("payout.confirmed", key=f"payout:{row.pk}:confirmed", payout=row.pk)


@transaction.atomic(durable=True)
def fail_payout(payout: Payout, *, actor: Actor, reason: str, now: datetime | None = None) -> Payout:
    """It did not arrive, or is taken out before it is handed in.

    Raises ``REASON_NEEDED``, ``IllegalMoveError``, ``SAID_BY_SERVICE`` as above once it is under way.
    """
    row = lock_payout(payout)
    drop(row, actor=actor, reason=reason, now=now or timezone.now())
    return row


@transaction.atomic(durable=True)
def return_payout(payout: Payout, *, actor: Actor, reason: str, now: datetime | None = None) -> Payout:
    """It had arrived and came back: it is owed again.

    Raises ``REASON_NEEDED``, ``IllegalMoveError``, ``SAID_BY_SERVICE`` as above.
    """
    row = lock_payout(payout)
    take_back(row, actor=actor, reason=reason, now=now or timezone.now())
    return row


def take_back(row: Payout, *, actor: Actor, reason: str, now: datetime, fee: int = 0) -> None:
    """Say that it came back, in the caller's transaction and under its lock on the batch.

    ``fee`` is what the bank kept of it, in minor units; the shop bears it. Raises as ``return_payout`` does.
    """
    require_transaction("a payout")
    _check_who(row, actor)
    account, holder = _out_of(row)
    entry = post_payout_returned(row.organisation_id, *_money(row), into=account, holder=holder, fee=fee)
    _end(row, PayoutStatus.RETURNED, actor=actor, reason=reason, at=now, money=effect_of(entry))
    post(entry, key=f"payout:{row.pk}:returned")
    _tell_and_queue(row, "payout_returned")


def send(row: Payout, *, actor: Actor, now: datetime) -> None:
    """Book that it was handed in, in the caller's transaction and under its lock on the batch."""
    require_transaction("a payout")
    entry = post_payout_sent(row.organisation_id, *_money(row))
    move(row, PayoutStatus.SENT, actor=actor, money=effect_of(entry), sent_at=now)
    post(entry, key=f"payout:{row.pk}:sent")


def drop(row: Payout, *, actor: Actor, reason: str, now: datetime) -> None:
    """Let it fail, in the caller's transaction. What was not sent has moved no money."""
    require_transaction("a payout")
    was_sent = row.status == PayoutStatus.SENT
    if was_sent:
        _check_who(row, actor)
    entry = post_payout_failed(row.organisation_id, *_money(row))
    money = effect_of(entry) if was_sent else None
    _end(row, PayoutStatus.FAILED, actor=actor, reason=reason, at=now, money=money)
    if was_sent:
        post(entry, key=f"payout:{row.pk}:failed")
        _tell_and_queue(row, "payout_failed")


def lock_payout(payout: Payout) -> Payout:
    """Lock its batch first, as every action on it does, then return it as it is now."""
    require_transaction("a lock")
    batch = PayoutBatch.objects.locked().get(pk=payout.batch_id)
    row: Payout = Payout.objects.select_related("destination").get(pk=payout.pk)
    row.batch = batch
    return row


def _check_who(row: Payout, actor: Actor) -> None:
    """Where a service sends by itself, a person's word could let the same money leave twice."""
    way = all_methods().get(row.batch.method)
    if way is not None and is_sender(way) and actor != SYSTEM:
        raise PayoutRefusedError(PayoutWhy.SAID_BY_SERVICE)


def _end(
    row: Payout,
    status: PayoutStatus,
    *,
    actor: Actor,
    reason: str,
    at: datetime,
    money: Mapping[str, int] | None,
) -> None:
    if not reason.strip():
        raise PayoutRefusedError(PayoutWhy.REASON_NEEDED)
    reason = reason.strip()[:500]
    Payout.objects.filter(pk=row.pk).update(reason=reason)
    move(row, status, actor=actor, reason=reason, money=money, ended_at=at)
    PayoutLine.objects.filter(payout=row, reversed_at=None).update(reversed_at=at)


def _tell_and_queue(row: Payout, kind: str) -> None:
    announce(kind.replace("_", "."), key=f"payout:{row.pk}:{kind}", payout=row.pk)
    raise_exception(kind, key=f"payout:{row.pk}:{kind}", about=About(row=row), amount=row.amount)


def _money(row: Payout) -> tuple[int, str]:
    return minor(row.amount), row.amount.currency.code


def _out_of(row: Payout) -> tuple[Account, int | None]:
    """Say where the money leaves: an association that hands cash over, our balance at Stripe, or the bank."""
    if row.destination.kind == Kind.STRIPE:
        return Account.GATEWAY_CLEARING, None
    if row.destination.kind == Kind.AGENT:
        return Account.CASH_WITH_AGENT, row.destination.agent_id
    return Account.BANK, None
