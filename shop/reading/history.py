"""The orders of an account: those placed signed in, and those with an e-mail that is proven hers."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from shop import conf
from shop.models import Cart, KeptAddress, Order, OrderLine, StockNotice

PER_PAGE = 20


def orders_of(user: Any) -> QuerySet[Order]:
    """Return her orders, newest first; drafts that were never placed are left out."""
    mine = Q(cart__user=user)
    for email in proven_emails(user):
        mine |= Q(email__iexact=email)
    placed = Order.objects.filter(mine).exclude(placed_at=None)
    return placed.select_related("market").order_by("-pk")


def last_typed(user: Any) -> Cart | None:
    """Return the cart of her last order that was no gift, with what she need not type again."""
    order = orders_of(user).filter(is_gift=False).select_related("cart").first()
    return order.cart if order else None


def data_of(user: Any) -> dict[str, Any]:
    """Return her purchases as plain values. Amounts are decimals written as text."""
    orders = orders_of(user).prefetch_related("parts__lines", "payments__events")
    return {
        "account": {"email": user.email, "since": user.date_joined.isoformat()},
        "addresses": list(KeptAddress.objects.filter(user=user).values_list("address", flat=True)),
        "orders": [_order(order) for order in orders],
        "wishes": list(
            StockNotice.objects.filter(email__in=proven_emails(user)).values(
                "email", "product__slug", "language"
            )
        ),
    }


def proven_emails(user: Any) -> list[str]:
    """Return the addresses that are proven hers, as the host project tells them."""
    path = conf.emails_of()
    read: Callable[[Any], list[str]] | None = import_string(path) if path else None
    return [email for email in read(user) if email] if read else []


def _order(order: Order) -> dict[str, Any]:
    names = (
        "number", "status", "language", "country", "buyer_name", "phone", "email", "delivery_address",
        "delivery_country", "is_gift", "gift_note", "note", "method", "legal_versions",
    )  # fmt: skip
    lines = (line for part in order.parts.all() for line in part.lines.all())
    return {
        **{name: getattr(order, name) for name in names},
        "placed_at": order.placed_at.isoformat() if order.placed_at else None,
        "total": str(order.total.amount),
        "currency": order.total.currency.code,
        "lines": list(map(_line, lines)),
        "payments": list(_payments(order)),
    }


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "name": getattr(line.product_name, "data", str(line.product_name)),
        "quantity": line.quantity,
        "total": str(line.total.amount),
        "seller": line.seller_name,
    }


def _payments(order: Order) -> Iterator[dict[str, Any]]:
    for payment in order.payments.all():
        for event in payment.events.all():
            yield {
                "by": payment.gateway,
                "what": event.kind,
                "state": event.state,
                "amount": str(event.amount.amount),
                "at": event.at.isoformat(),
            }
