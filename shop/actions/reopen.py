"""An order that waits for money elsewhere becomes a cart again, so that it can be paid in another way."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.domain.actors import BUYER
from shop.actions.ask_gateway import close
from shop.actions.cancel import end
from shop.actions.record_payment import record_payment
from shop.domain.errors import RefusedError, Why
from shop.domain.states import OrderStatus
from shop.gateways.base import Found
from shop.models import Cart, CartLine, Order
from shop.reading.given import is_given

REASON = "paid in another way"


def reopen(order: Order, *, now: datetime | None = None) -> Cart:
    """Close the payment at its gateway, end the draft and return an open cart with the same things.

    Raises ``NOT_PAYABLE`` when it was paid meanwhile or has ended, ``UnreachableError`` when the gateway does
    not answer; then nothing is freed.
    """
    now = now or timezone.now()
    if order.advance is not None or is_given(order):  # there is no cart to go back to
        raise RefusedError(Why.NOT_PAYABLE)
    payment = order.payments.order_by("pk").last()
    outcome = close(payment) if payment is not None else None
    if payment is not None and outcome is not None:
        if outcome.notice is not None:
            record_payment(payment.gateway, outcome.notice, now=now)
        if outcome.found in (Found.PAID, Found.OPEN):
            raise RefusedError(Why.NOT_PAYABLE)
    return _turn_back(order, now)


@transaction.atomic(durable=True)
def _turn_back(order: Order, now: datetime) -> Cart:
    locked = Order.objects.locked().get(pk=order.pk)
    if locked.status != OrderStatus.DRAFT:
        raise RefusedError(Why.NOT_PAYABLE)
    end(locked, OrderStatus.CANCELLED, actor=BUYER, reason=REASON, now=now)
    old = locked.cart
    typed = {key: value for key, value in old.checkout.items() if key != "method"}
    cart = Cart.objects.create(user_id=old.user_id, country=old.country, checkout=typed)
    CartLine.objects.bulk_create(
        CartLine(cart=cart, variant_id=line.variant_id, quantity=line.quantity, seen=line.seen)
        for line in old.lines.order_by("pk")
    )
    return cart
