"""What a trade buyer still owes of an order that was begun with an advance."""

from decimal import Decimal

from django.db.models import Sum

from shop.domain.money import minor, rounded
from shop.domain.payments import EventKind, EventState
from shop.domain.postings import Account
from shop.domain.states import OrderStatus
from shop.models import Order, Payment
from shop.models import Posting as Side


def signed_open_amount(order: Order) -> int:
    """Return what the books say the buyer owes of an order, in minor units; below 0 when she paid too much.

    What was taken off the order since is owed no more.
    """
    currency = order.total.currency.code
    sides = Side.objects.filter(
        entry__order=order, account__kind=Account.BUYER_CLEARING, amount_currency=currency
    )
    owed = sides.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return minor(rounded(owed, currency))


def balance_of(order: Order) -> int:
    """Return the balance that is to come before anything is sent; 0 for an order without an advance."""
    waits = order.advance is not None and order.status == OrderStatus.PLACED
    return max(0, signed_open_amount(order)) if waits else 0


def awaited_payment(order: Order) -> Payment | None:
    """Return the payment that the buyer is asked for: that of a draft, or of the balance; None when paid.

    The last one counts: those before it were paid, or she took another way.
    """
    is_draft = order.status == OrderStatus.DRAFT
    asked = list(order.payments.all())[-1:] if is_draft or balance_of(order) else []
    return next((payment for payment in asked if not is_paid(payment)), None)


def is_paid(payment: Payment) -> bool:
    """Say whether a charge of this payment has succeeded."""
    return any(
        event.kind == EventKind.CHARGE and event.state == EventState.SUCCEEDED
        for event in payment.events.all()
    )
