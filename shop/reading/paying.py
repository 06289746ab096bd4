"""Which ways of paying a cart has, and what its payments come to."""

from collections import defaultdict
from collections.abc import Iterable

from moneyed import Money

from shop.domain.money import from_minor, minor
from shop.domain.payments import EventKind, EventState, PaymentEvent, Sums, sums
from shop.gateways.base import Offering, Sale
from shop.gateways.registry import all_gateways
from shop.models import Cart, Order, Payment
from shop.models import PaymentEvent as EventRow
from shop.reading.balance import signed_open_amount
from shop.reading.cash_record import CashRecord, cash_record
from shop.reading.quote import HOME, CartQuote


def ways_to_pay(cart: Cart, quoted: CartQuote) -> dict[str, Offering]:
    """Return for each gateway whether this cart can be paid with it, in the order of the settings."""
    sale, amount = sale_of(cart, quoted), from_minor(quoted.total, quoted.currency)
    producers = [part.producer for part in quoted.parts]
    return {alias: gateway.offers(sale, amount, producers) for alias, gateway in all_gateways().items()}


def sale_of(cart: Cart, quoted: CartQuote) -> Sale:
    """Return what gateways may ask about a cart. A service is given in Morocco."""
    limit, open_limit = quoted.market.cash_limit, quoted.market.cash_open_limit
    phone = str(cart.checkout.get("phone") or "")
    known = cash_record(phone, quoted.market) if limit is not None else CashRecord()
    return Sale(
        market=quoted.market.code,
        country=cart.country,
        delivery_country=quoted.country if quoted.needs_delivery else HOME,
        cash_limit=Money(limit, quoted.currency) if limit is not None else None,
        cash_on_its_way=from_minor(known.on_its_way, quoted.currency),
        cash_open_limit=Money(open_limit, quoted.currency) if open_limit is not None else None,
        is_cash_refused=known.is_refused,
    )


def payment_sums(payment: Payment) -> Sums:
    """Return what the events of a payment come to, in minor units of its currency."""
    currency = payment.amount.currency
    rows = [row for row in payment.events.all() if row.amount.currency == currency]
    return sums(_event(row) for row in rows)


def sums_by_currency(payment: Payment) -> dict[str, Sums]:
    """Return what the events of a payment come to in each currency in which money has moved."""
    rows: defaultdict[str, list[EventRow]] = defaultdict(list)
    for row in payment.events.all():
        rows[row.amount.currency.code].append(row)
    return {currency: sums(_event(row) for row in each) for currency, each in rows.items()}


def sums_of_orders(orders: Iterable[Order]) -> dict[tuple[int, str, int], Sums]:
    """Return what the events of all payments of these orders come to, by order, currency and payment."""
    columns = ("kind", "state", "amount", "amount_currency", "gateway", "event_id", "data")
    rows = EventRow.objects.filter(payment__order__in=list(orders)).order_by("pk")
    found: defaultdict[tuple[int, str, int], list[PaymentEvent]] = defaultdict(list)
    for order, payment, kind, state, amount, currency, gateway, event_id, data in rows.values_list(
        "payment__order", "payment", *columns
    ).iterator():
        told = PaymentEvent(
            EventKind(kind),
            EventState(state),
            minor(Money(getattr(amount, "amount", amount), currency)),
            event_id=f"{gateway}:{event_id}",
            reference=data.get("movement", ""),
        )
        found[order, currency, payment].append(told)
    return {key: sums(each) for key, each in found.items()}


def paid_for(order: Order) -> int:
    """Return what has come in for an order and is still with us, in minor units of its currency."""
    payments = order.payments.prefetch_related("events")
    return sum(payment_sums(payment).kept for payment in payments)


def owed_of(order: Order, paid: int) -> int:
    """Return what has to have come in in all, of which ``paid`` has, in minor units.

    Of an order that was begun with an advance, what was taken off since is owed no more.
    """
    is_begun = order.advance is not None and order.status == Order.Status.PLACED
    return paid + signed_open_amount(order) if is_begun else minor(order.total)


def places_it(order: Order) -> int | None:
    """Return the advance that places a draft, in minor units; None where all of it has to be there."""
    return minor(order.advance) if order.advance is not None and order.status == Order.Status.DRAFT else None


def _event(row: EventRow) -> PaymentEvent:
    return PaymentEvent(
        EventKind(row.kind),
        EventState(row.state),
        minor(row.amount),
        event_id=f"{row.gateway}:{row.event_id}",
        reference=row.data.get("movement", ""),
    )
