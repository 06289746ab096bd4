"""Refunds leave for their gateway, outside of any transaction.

Asked again after any failure it is the same refund: its key was stored before the first attempt.
"""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from producers.actions.backoff import pause_after
from shop.actions.ask_gateway import handle_of
from shop.actions.refund_outcomes import record_outcome
from shop.domain.states import RefundStatus
from shop.gateways.base import RefundRequest, UnreachableError
from shop.gateways.registry import UnknownGatewayError, gateway
from shop.models import Refund

LEASE = timedelta(minutes=2)


def send_refunds(limit: int = 50, *, now: datetime | None = None) -> int:
    """Ask the gateways for every refund that is due to be sent; return how many are done.

    One that does not answer is asked again, ever later; one that is under way at the gateway is looked at
    from time to time.
    """
    now = now or timezone.now()
    due = Refund.objects.filter(
        status=RefundStatus.REQUESTED.value, method=Refund.Method.GATEWAY, due_at__lte=now
    )
    return sum(
        send_refund(refund, now=now) for refund in due.select_related("payment").order_by("pk")[:limit]
    )


def send_refund(refund: Refund, *, now: datetime | None = None) -> bool:
    """Ask the gateway for one refund; True when it is done. One that somebody else is asking for waits."""
    now = now or timezone.now()
    if not _claim(refund, now):
        return False
    payment = refund.payment
    request = RefundRequest(payment.reference, refund.amount, refund.key, handle_of(payment))
    try:
        outcome = gateway(payment.gateway).refund(request)
    except (UnreachableError, UnknownGatewayError):
        _later(refund, now + pause_after(refund.attempts + 1))
        return False
    return record_outcome(refund, outcome, now=now)


def _claim(refund: Refund, now: datetime) -> bool:
    mine = Refund.objects.filter(pk=refund.pk, status=RefundStatus.REQUESTED.value, due_at__lte=now)
    return bool(mine.update(due_at=now + LEASE, attempts=F("attempts") + 1))


def _later(refund: Refund, due_at: datetime) -> None:
    Refund.objects.filter(pk=refund.pk, status=RefundStatus.REQUESTED.value).update(due_at=due_at)
