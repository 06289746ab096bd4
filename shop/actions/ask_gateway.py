"""Ask a gateway what became of a payment: when a page is opened, and from time to time."""

from datetime import datetime, timedelta

from django.utils import timezone

from shop.actions.record_payment import record_payment
from shop.domain.payments import EventKind, EventState
from shop.domain.states import OrderStatus
from shop.gateways.base import Found, Outcome, UnreachableError
from shop.gateways.registry import all_gateways, gateway
from shop.models import Order, Payment, PaymentEvent
from shop.reading.balance import awaited_payment

A_WHILE = timedelta(minutes=3)


def keep_handle(payment: Payment, handle: str) -> None:
    """Keep the gateway's own name of a payment; the same one again changes nothing."""
    PaymentEvent.objects.get_or_create(
        gateway=payment.gateway,
        event_id=handle,
        defaults={
            "payment": payment,
            "kind": EventKind.CHARGE.value,
            "state": EventState.REQUESTED.value,
            "amount": payment.amount,
            "data": {"handle": handle, "movement": handle},
        },
    )


def ask_gateway(order: Order, *, now: datetime | None = None) -> Found:
    """Ask about the last payment of an order and record what it says. Raises ``UnreachableError``."""
    payment = order.payments.order_by("pk").last()
    if payment is None or not handle_of(payment):
        return Found.UNKNOWN
    outcome = gateway(payment.gateway).look_up(payment.reference, handle_of(payment))
    if outcome.notice is not None:
        record_payment(payment.gateway, outcome.notice, now=now)
    return outcome.found


def ask_about_waiting(*, now: datetime | None = None) -> int:
    """Ask about every order that is paid elsewhere and has waited a while; return how many were paid.

    A balance is asked about for as long as the order's last payment has brought in nothing.
    This repairs notices that never arrived. A gateway that does not answer is asked again next time.
    """
    now = now or timezone.now()
    elsewhere = [alias for alias, found in all_gateways().items() if found.origins]
    waiting = Order.objects.filter(payments__gateway__in=elsewhere, payments__created_at__lt=now - A_WHILE)
    drafts = waiting.filter(status=OrderStatus.DRAFT).distinct().order_by("pk")
    begun = waiting.filter(status=OrderStatus.PLACED, advance__isnull=False).distinct().order_by("pk")
    owing = (order for order in begun if awaited_payment(order) is not None)
    return sum(_was_paid(order, now) for order in (*drafts, *owing))


def close(payment: Payment) -> Outcome:
    """Have the gateway close a payment. Raises ``UnreachableError`` and ``UnknownGatewayError``."""
    return gateway(payment.gateway).close(payment.reference, handle_of(payment))


def handle_of(payment: Payment) -> str:
    """Return the gateway's own name of a payment, empty when nobody was ever sent there to pay it."""
    events = payment.events.filter(kind=EventKind.CHARGE, state=EventState.REQUESTED).order_by("pk")
    event = events.exclude(data__handle=None).last()
    return str(event.data.get("handle", "")) if event else ""


def _was_paid(order: Order, now: datetime) -> bool:
    try:
        return ask_gateway(order, now=now) is Found.PAID
    except UnreachableError:
        return False
