"""What became of a refund: our own answer and the gateway's notices, in any order, once or several times."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM
from shop.actions.move import move
from shop.actions.post import post
from shop.actions.raise_exception import About, raise_exception
from shop.actions.refund import lock_refund, succeeded
from shop.domain.money import minor
from shop.domain.payments import EventKind, EventState
from shop.domain.refund_postings import post_refund_failed, post_refund_reopened
from shop.domain.states import RefundStatus
from shop.gateways.base import Found, Notice, Outcome
from shop.models import PaymentEvent, Refund

ASK_AGAIN = timedelta(minutes=30)


@transaction.atomic(durable=True)
def record_outcome(refund: Refund, outcome: Outcome, *, now: datetime) -> bool:
    """Write down what the gateway answered; True when the money has gone back."""
    row = lock_refund(refund)
    if row.status != RefundStatus.REQUESTED:
        return row.status == RefundStatus.SUCCEEDED
    if outcome.found is Found.DONE:
        succeeded(row, actor=SYSTEM, movement=outcome.movement)
    elif outcome.found is Found.FAILED:
        failed(row, reason="the gateway refused it")
    else:
        Refund.objects.filter(pk=row.pk).update(due_at=now + ASK_AGAIN, movement=outcome.movement)
    return outcome.found is Found.DONE


def record_refund_notice(gateway_alias: str, notice: Notice) -> Refund | None:
    """Write down a notice about a refund of ours; None when it is none. Needs the caller's transaction."""
    require_transaction("a notice of a refund")
    refund = _of(notice)
    if refund is None or refund.amount != notice.amount:
        return None
    row = lock_refund(refund)
    PaymentEvent.objects.get_or_create(
        gateway=gateway_alias,
        event_id=notice.event_id,
        defaults={
            "payment": row.payment,
            "kind": EventKind.REFUND.value,
            "state": notice.state.value,
            "amount": notice.amount,
            "data": {**notice.data, "movement": notice.movement},
        },
    )
    status = RefundStatus(row.status)
    if notice.state is EventState.SUCCEEDED and status is RefundStatus.REQUESTED:
        succeeded(row, actor=SYSTEM, movement=notice.movement)
    elif notice.state is EventState.FAILED and status in (RefundStatus.REQUESTED, RefundStatus.SUCCEEDED):
        failed(row, reason="the bank sent it back", movement=notice.movement)
    return row


def failed(refund: Refund, *, reason: str, movement: str = "") -> None:
    """Say that it did not arrive: it is due again and waits for a person. Needs the order's lock."""
    require_transaction("a refund that failed")
    was_made = refund.status == RefundStatus.SUCCEEDED
    also: dict[str, Any] = {"movement": movement} if movement else {}
    move(refund, RefundStatus.FAILED, actor=SYSTEM, reason=reason, ended_at=timezone.now(), **also)
    amount, currency = minor(refund.amount), refund.amount.currency.code
    entry = post_refund_reopened(amount, currency) if was_made else post_refund_failed(amount, currency)
    post(entry, key=f"refund:{refund.key}:failed", order=refund.order)
    if was_made:
        _take_event_back(refund)
    raise_exception(
        "refund_failed",
        key=f"refund:{refund.key}:failed",
        about=About(order=refund.order, payment=refund.payment, row=refund),
        amount=refund.amount,
    )
    announce("refund.failed", key=f"refund:{refund.key}:failed", refund=refund.pk, order=refund.order_id)


def _take_event_back(refund: Refund) -> None:
    """Our own event of it says the same as the gateway's: of one movement, a failure is what counts."""
    own = PaymentEvent.objects.filter(
        gateway=refund.payment.gateway, event_id=f"refund:{refund.key}:{EventState.SUCCEEDED.value}"
    ).first()
    if own is not None:
        PaymentEvent.objects.get_or_create(
            gateway=refund.payment.gateway,
            event_id=f"refund:{refund.key}:{EventState.FAILED.value}",
            defaults={
                "payment": refund.payment,
                "kind": EventKind.REFUND.value,
                "state": EventState.FAILED.value,
                "amount": refund.amount,
                "data": {"movement": own.data["movement"], "key": refund.key},
            },
        )


def _of(notice: Notice) -> Refund | None:
    """Find the refund by our key, or by the gateway's name of it."""
    key = notice.data.get("key", "")
    if key:
        return Refund.objects.filter(key=key, method=Refund.Method.GATEWAY).first()
    return Refund.objects.filter(movement=notice.movement).exclude(movement="").first()
