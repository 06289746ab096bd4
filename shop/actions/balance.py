"""The balance of a trade buyer's order: asked for once the advance is in, and due before anything leaves."""

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from shop.domain.errors import RefusedError, Why
from shop.domain.money import from_minor, minor
from shop.domain.references import payment_reference
from shop.models import Order, Payment
from shop.reading.balance import balance_of, is_paid

MOST_PAYMENTS = 99


def ask_for_balance(order: Order) -> Payment | None:
    """Open a payment over what is still owed, unless the last one is over exactly that.

    Needs the caller's transaction and the order's lock. An order without an advance, or that owes nothing,
    is asked for nothing. What was taken off the order makes the balance smaller: the older payment stays, and
    money that comes in on it is looked at as any that is too much.
    """
    require_transaction("a balance")
    owed = balance_of(order)
    payments = list(order.payments.prefetch_related("events").order_by("pk"))
    if not owed or not payments or len(payments) >= MOST_PAYMENTS:
        return None
    last = payments[-1]
    if not is_paid(last) and minor(last.amount) == owed:
        return last
    asked: Payment = Payment.objects.create(
        order=order,
        gateway=last.gateway,
        reference=payment_reference(order.number, len(payments) + 1),
        amount=from_minor(owed, order.total.currency),
    )
    return asked


def tell_of_balance(order: Order) -> None:
    """Write to the buyer, once, that goods are ready and the balance is due. Needs a transaction."""
    if balance_of(order):
        announce("order.balance_due", key=f"order:{order.pk}:balance_due", order=order.pk)


def require_balance(order: Order) -> None:
    """Raise ``BALANCE_OPEN`` while an order that was begun with an advance is not paid in full."""
    owed = balance_of(order)
    if owed:
        raise RefusedError(Why.BALANCE_OPEN, open=from_minor(owed, order.total.currency))
