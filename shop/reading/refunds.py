"""What is due back to a buyer, how much each payment can still give, and where the money is."""

from collections import defaultdict

from shop.domain.money import minor
from shop.domain.postings import CASH_HELD, Account
from shop.domain.states import RefundStatus
from shop.gateways.registry import UnknownGatewayError, gateway
from shop.models import Order, Payment, Posting, Refund
from shop.reading.paying import payment_sums

UNDER_WAY = (RefundStatus.TO_APPROVE.value, RefundStatus.REQUESTED.value)


def due_back(order: Order) -> dict[str, int]:
    """Return what is due and not asked for yet, in minor units by currency; what is zero is left out."""
    sums: defaultdict[str, int] = defaultdict(int)
    for side in Posting.objects.filter(entry__order=order, account__kind=Account.REFUNDS_DUE):
        sums[side.amount.currency.code] -= minor(side.amount)
    return {currency: amount for currency, amount in sorted(sums.items()) if amount > 0}


def rooms(order: Order, currency: str) -> list[tuple[Payment, int]]:
    """Return how much each payment can still give back, oldest first: what it brought in and still has, less
    what is on its way or in dispute. Read under the order's lock by whoever asks for a refund.
    """
    payments = order.payments.prefetch_related("events", "refunds").order_by("pk")
    return [(payment, _room(payment)) for payment in payments if payment.amount.currency.code == currency]


def is_sent_by_gateway(payment: Payment) -> bool:
    """Say whether the gateway of a payment sends money back by itself."""
    try:
        return bool(gateway(payment.gateway).origins)
    except UnknownGatewayError:
        return False


def is_disputed(order: Order) -> bool:
    """Say whether a bank is deciding about a payment of this order."""
    payments = order.payments.prefetch_related("events")
    return any(payment_sums(payment).pending_dispute for payment in payments)


def place_of_money(order: Order) -> tuple[Account, int | None]:
    """Return who holds the cash of an order and gives some of it back; the bank when nobody does."""
    held: defaultdict[tuple[str, int | None], int] = defaultdict(int)
    sides = Posting.objects.filter(entry__order=order, account__kind__in=CASH_HELD)
    for side in sides.select_related("account"):
        held[side.account.kind, side.account.organisation_id] += minor(side.amount)
    most = max(held, key=lambda key: held[key], default=None)
    if most is None or held[most] <= 0:
        return Account.BANK, None
    return Account(most[0]), most[1]


def _room(payment: Payment) -> int:
    under_way = sum(minor(row.amount) for row in payment.refunds.all() if row.status in UNDER_WAY)
    return max(0, payment_sums(payment).refundable - under_way)


def open_refunds(order: Order) -> list[Refund]:
    """Return the refunds of an order that are not at their end."""
    return list(order.refunds.filter(status__in=UNDER_WAY))
