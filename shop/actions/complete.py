"""From a cart to an order in three phases. A retry at any point ends in the same order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from moneyed import Money

from shop.actions.ask_gateway import keep_handle
from shop.actions.finalise import finalise
from shop.actions.prepare import prepare
from shop.domain.errors import RefusedError, Why
from shop.domain.states import OrderStatus
from shop.gateways.base import Charge, NextStep, StepKind
from shop.gateways.registry import gateway
from shop.models import Cart, Order, Payment

ENDED = frozenset({OrderStatus.CANCELLED, OrderStatus.EXPIRED})


@dataclass(frozen=True)
class Completion:
    """The order, and where the buyer goes from here."""

    order: Order
    step: NextStep


def complete(
    cart: Cart,
    *,
    shown: Money,
    method: str,
    attempt: str,
    lang: str,
    return_url: Callable[[Order], str] = lambda order: "",
    now: datetime | None = None,
) -> Completion:
    """Order what is in the cart, for the total that the buyer saw.

    ``return_url`` builds the address to which a payment page sends her back. A second press finds the first
    order. Raises ``RefusedError``; ``CLOSED`` with ``order``, its secret, when that order has ended.
    """
    order = prepare(cart, shown=shown, method=method, attempt=attempt, lang=lang, now=now)
    if order.status in ENDED:
        raise RefusedError(Why.CLOSED, order=order.token)
    if order.status == OrderStatus.PLACED:
        return Completion(order, NextStep(StepKind.PLACE))
    payment = order.payments.all()[0]
    step = start(order, payment, return_url(order))
    if step.kind is StepKind.PLACE:
        order = finalise(order, now=now, parts=list(order.parts.all()))
    return Completion(order, step)


def start(order: Order, payment: Payment, return_url: str) -> NextStep:
    """Begin a payment, or go on with it. Its handle is kept before anybody learns where to pay.

    Raises ``UnreachableError``.
    """
    step = gateway(payment.gateway).start(charge(order, payment), return_url)
    if step.handle:
        keep_handle(payment, step.handle)
    return step


def charge(order: Order, payment: Payment) -> Charge:
    """Return what a gateway is asked for."""
    # The deadline is that of a draft: an order that was placed with an advance does not expire.
    until = order.pay_until if order.status == OrderStatus.DRAFT else None
    return Charge(payment.reference, order.number, payment.amount, order.language, until)
