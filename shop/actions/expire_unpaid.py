"""Drafts whose time to pay is over: their stock is free once the gateway says that nothing will come."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from producers.domain.actors import SYSTEM
from shop.actions.ask_gateway import close
from shop.actions.cancel import end
from shop.actions.record_payment import record_payment
from shop.domain.states import OrderStatus
from shop.gateways.base import Found, Outcome, UnreachableError
from shop.gateways.registry import UnknownGatewayError, gateway
from shop.models import Order, Payment

LATE = "not paid in time"


def expire_unpaid(*, now: datetime | None = None) -> int:
    """End every draft past its deadline and the gateway's grace; return how many.

    A payment that the gateway knows of is recorded instead, one that may still come is left until later.
    """
    now = now or timezone.now()
    return sum(_look_after(order, now) for order in Order.objects.unpaid_since(now).order_by("pk"))


def _look_after(order: Order, now: datetime) -> bool:
    """Return whether the order has been ended."""
    payment = Payment.objects.filter(order=order).order_by("pk").last()
    if order.pay_until is None or now < order.pay_until + _grace(payment):
        return False
    try:
        outcome = _ask(payment)
    except UnreachableError:
        return False  # asked again at the next run: stock is never freed on a guess
    if payment is not None and outcome.found is Found.PAID and outcome.notice is not None:
        record_payment(payment.gateway, outcome.notice, now=now)
        return False
    return outcome.found is not Found.OPEN and expire(order, now=now)


@transaction.atomic(durable=True)
def expire(order: Order, *, now: datetime) -> bool:
    """End one draft; False when it was paid, cancelled or ended in the meantime."""
    locked = Order.objects.locked().get(pk=order.pk)
    if locked.status != OrderStatus.DRAFT:
        return False
    end(locked, OrderStatus.EXPIRED, actor=SYSTEM, reason=LATE, now=now)
    return True


def _grace(payment: Payment | None) -> timedelta:
    try:
        return gateway(payment.gateway).grace if payment else timedelta()
    except UnknownGatewayError:
        return timedelta()


def _ask(payment: Payment | None) -> Outcome:
    """Have the payment closed where it can be paid: nothing is free before the gateway says so."""
    try:
        return close(payment) if payment else Outcome(Found.UNKNOWN)
    except UnknownGatewayError:
        return Outcome(Found.UNKNOWN)
