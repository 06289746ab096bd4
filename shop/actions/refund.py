"""Money that the books say is due back is asked for, approved, and handed over. Nothing is sent from here.

A refund is written together with the entry that takes it from what is due, in one transaction: without that
entry there is no row. Its key exists before a gateway hears of it; ``send_refunds`` does the asking.
"""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.domain.export_ids import new_export_id
from shop import conf
from shop.actions.hold_cash import give_cash_back
from shop.actions.keep_file import keep_file
from shop.actions.move import move
from shop.actions.owe_back import owe_back
from shop.actions.post import post
from shop.actions.raise_exception import About, raise_exception
from shop.domain.errors import RefusedError, Why
from shop.domain.money import from_minor, minor
from shop.domain.payments import EventKind, EventState
from shop.domain.postings import Account
from shop.domain.refund_postings import post_refund_failed, post_refund_requested, post_refund_succeeded
from shop.domain.states import IllegalMoveError, OrderStatus, RefundStatus
from shop.models import Change, Order, Payment, PaymentEvent, Refund
from shop.reading.refunds import due_back, is_disputed, is_sent_by_gateway, place_of_money, rooms

Method = Refund.Method


def ask_for_what_is_due(order: Order, *, actor: Actor, change: Change | None = None) -> list[Refund]:
    """Ask for everything that is due back, by the ways it came, oldest payment first.

    Needs the caller's transaction and the order's lock. What no payment can give back, because its bank has
    it in dispute, stays due and waits for a person.
    """
    require_transaction("a refund")
    asked: list[Refund] = []
    for currency, due in due_back(order).items():
        left = due
        for payment, room in rooms(order, currency):
            amount = min(left, room)
            if amount:
                method = Method.GATEWAY if is_sent_by_gateway(payment) else _by_hand(payment)
                asked.append(_ask(order, payment, amount, currency, method, actor, change))
                left -= amount
        if left:
            raise_exception(
                "refund_waits",
                key=f"order:{order.pk}:refund_waits:{currency}:{left}:{len(asked)}",
                about=About(order=order),
                amount=from_minor(left, currency),
            )
    return asked


@transaction.atomic(durable=True)
def give_back(
    order: Order,
    *,
    actor: Actor,
    amount: Money | None = None,
    method: str = "",
    payment: Payment | None = None,
) -> list[Refund]:
    """Give back what is due or was paid too much: all of it or ``amount``, by the way it came or another.

    Raises ``RefusedError``: ``NOTHING_LEFT`` when nothing is due, ``ABOVE_REMAINDER`` (``left``, minor units)
    for more than is due or than the payment brought in, ``DISPUTED`` while its bank decides.
    """
    locked: Order = Order.objects.locked().get(pk=order.pk)
    if locked.status != OrderStatus.DRAFT:  # what has come in for a draft is for its sale
        owe_back(locked, key=f"order:{locked.pk}:overpaid:{locked.journal.count()}")
    if amount is None and not method:
        asked = ask_for_what_is_due(locked, actor=actor)
        if not asked:
            raise RefusedError(Why.NOTHING_LEFT)
        return asked
    currency = (locked.total if amount is None else amount).currency.code
    due = due_back(locked).get(currency, 0)
    wanted = minor(amount) if amount is not None else due
    if not due:
        raise RefusedError(Why.NOTHING_LEFT)
    if not 0 < wanted <= due:
        raise RefusedError(Why.ABOVE_REMAINDER, left=due)
    chosen = _choose(locked, payment, wanted, currency)
    way = method or (Method.GATEWAY if is_sent_by_gateway(chosen) else _by_hand(chosen))
    if way == Method.GATEWAY and not is_sent_by_gateway(chosen):
        raise RefusedError(Why.METHOD_NOT_OFFERED)
    return [_ask(locked, chosen, wanted, currency, way, actor, None)]


@transaction.atomic(durable=True)
def approve(refund: Refund, *, actor: Actor, now: datetime | None = None) -> Refund:
    """Approve as the second person. Raises ``NEEDS_SECOND`` for who asked for it, ``IllegalMoveError``."""
    row = _locked(refund)
    if actor.user_id is None or actor.user_id == row.asked_by_id:
        raise RefusedError(Why.NEEDS_SECOND)
    move(
        row,
        RefundStatus.REQUESTED,
        actor=actor,
        approved_by_id=actor.user_id,
        due_at=(now or timezone.now()) if row.method == Method.GATEWAY else None,
    )
    return row


@transaction.atomic(durable=True)
def drop(refund: Refund, *, actor: Actor, reason: str, now: datetime | None = None) -> Refund:
    """Do not give it back this way: it is due again. Raises ``IllegalMoveError`` once a gateway was asked."""
    row = _locked(refund)
    if row.method == Method.GATEWAY and row.status == RefundStatus.REQUESTED:
        raise IllegalMoveError(RefundStatus.REQUESTED, RefundStatus.DROPPED)
    return drop_refund(row, actor=actor, reason=reason, now=now)


def drop_refund(refund: Refund, *, actor: Actor, reason: str, now: datetime | None = None) -> Refund:
    """Drop it in the caller's transaction and under its lock on the order; nobody outside has heard of it."""
    require_transaction("a refund that is dropped")
    move(refund, RefundStatus.DROPPED, actor=actor, reason=reason, ended_at=now or timezone.now())
    amount, currency = minor(refund.amount), refund.amount.currency.code
    post(post_refund_failed(amount, currency), key=f"refund:{refund.key}:dropped", order=refund.order)
    return refund


def hand_over(
    refund: Refund, *, actor: Actor, receipt: str = "", proof: "File[bytes] | None" = None
) -> Refund:
    """Say that a person has given it back: by a transfer (``receipt``: its line of the statement), or in cash
    against a signed receipt (``proof``: a picture or a PDF of it).

    Raises ``NEEDS_PROOF``, ``BAD_FILE`` as ``send_proof`` does, ``IllegalMoveError`` when it is done.
    """
    if refund.method == Method.TRANSFER and not receipt.strip():
        raise RefusedError(Why.NEEDS_PROOF)
    if refund.method == Method.CASH and proof is None:
        raise RefusedError(Why.NEEDS_PROOF)
    kept = keep_file(proof, folder="refunds").name if proof is not None else ""
    return _handed_over(refund, actor=actor, receipt=receipt.strip()[:100], proof=kept)


@transaction.atomic(durable=True)
def _handed_over(refund: Refund, *, actor: Actor, receipt: str, proof: str) -> Refund:
    row = _locked(refund)
    if row.method == Method.GATEWAY:
        raise IllegalMoveError(RefundStatus(row.status), RefundStatus.SUCCEEDED)
    return succeeded(row, actor=actor, receipt=receipt, proof=proof)


def succeeded(refund: Refund, *, actor: Actor, movement: str = "", **also: Any) -> Refund:
    """Write down that money has gone back: its event, its entry, its state. Needs the order's lock."""
    require_transaction("a refund that was made")
    move(refund, RefundStatus.SUCCEEDED, actor=actor, movement=movement, ended_at=timezone.now(), **also)
    amount, currency = minor(refund.amount), refund.amount.currency.code
    name = movement or f"refund:{refund.key}"
    PaymentEvent.objects.get_or_create(
        gateway=refund.payment.gateway,
        event_id=f"refund:{refund.key}:{EventState.SUCCEEDED.value}",
        defaults={
            "payment": refund.payment,
            "kind": EventKind.REFUND.value,
            "state": EventState.SUCCEEDED.value,
            "amount": refund.amount,
            "data": {"movement": name, "key": refund.key, "method": refund.method},
        },
    )
    place, key = _out_of(refund), f"refund:{refund.key}:succeeded"
    post(post_refund_succeeded(amount, currency, *place), key=key, order=refund.order)
    give_cash_back(refund.order, place, refund.amount, key=key, actor=actor, now=timezone.now())
    announce("refund.succeeded", key=key, refund=refund.pk, order=refund.order_id)
    return refund


def lock_refund(refund: Refund) -> Refund:
    """Lock the order first, as every action on it does, then return the refund as it is now."""
    require_transaction("a lock")
    return _locked(refund)


def _locked(refund: Refund) -> Refund:
    order = Order.objects.locked().get(pk=refund.order_id)
    row: Refund = Refund.objects.select_related("payment").get(pk=refund.pk)
    row.order = order
    return row


def _ask(
    order: Order,
    payment: Payment,
    amount: int,
    currency: str,
    method: str,
    actor: Actor,
    change: Change | None,
) -> Refund:
    key, money = new_export_id(), from_minor(amount, currency)
    needs_second = money.amount > conf.refund_limit(currency)
    entry = post(post_refund_requested(amount, currency), key=f"refund:{key}:requested", order=order)
    is_due = method == Method.GATEWAY and not needs_second
    refund: Refund = Refund.objects.create(
        order=order,
        payment=payment,
        change=change,
        entry=entry,
        key=key,
        amount=money,
        method=method,
        status=Refund.Status.TO_APPROVE if needs_second else Refund.Status.REQUESTED,
        needs_second=needs_second,
        asked_by_id=actor.user_id,
        due_at=timezone.now() if is_due else None,
    )
    record(
        verb="refund.asked",
        row=refund,
        actor=actor,
        after={"status": refund.status, "method": method, "change": change.pk if change else None},
        money={f"refunds_due {currency}": amount},
    )
    announce("refund.asked", key=f"refund:{key}:asked", refund=refund.pk, order=order.pk)
    return refund


def _by_hand(payment: Payment) -> str:
    return Method.CASH if payment.gateway == "cash" else Method.TRANSFER


def _choose(order: Order, payment: Payment | None, wanted: int, currency: str) -> Payment:
    """Return a payment that has room for it."""
    candidates = rooms(order, currency)
    if payment is not None:
        candidates = [(row, room) for row, room in candidates if row.pk == payment.pk]
    for row, room in candidates:
        if room >= wanted:
            return row
    most = max((room for _, room in candidates), default=0)
    if not most and is_disputed(order):
        raise RefusedError(Why.DISPUTED)
    raise RefusedError(Why.ABOVE_REMAINDER, left=most)


def _out_of(refund: Refund) -> tuple[Account, int | None]:
    """Return where the money is taken from: the gateway, the bank, or whoever holds the cash of the order."""
    if refund.method == Method.GATEWAY:
        return Account.GATEWAY_CLEARING, None
    return (Account.BANK, None) if refund.method == Method.TRANSFER else place_of_money(refund.order)
