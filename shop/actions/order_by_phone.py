"""An order that an operator enters for a buyer on the phone: the same cart, the same three phases.

What differs is who is logged as having entered it, and that the buyer need not be called once more.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from moneyed import Money

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Act
from shop.actions import carts
from shop.actions.complete import complete
from shop.actions.confirm_by_phone import confirm_by_phone
from shop.actions.fill_in import fill_in
from shop.domain.states import OrderStatus, PhoneStatus
from shop.models import Cart, Market, Order

ENTERED = "order.entered_by_phone"


def gather(cart: Cart | None, pieces: Mapping[int, int], entries: Mapping[str, Any]) -> Cart:
    """Put exactly these pieces, by variant, and these entries into a cart, a new one unless given.

    Raises ``RefusedError`` as ``carts.add`` and ``fill_in`` do.
    """
    country = "MA"
    filled = cart or carts.open_cart(country)
    market = Market.objects.for_country(filled.country)
    for line in filled.lines.exclude(variant__in=pieces).order_by("pk"):
        carts.remove(filled, line.pk)
    there = {line.variant_id: line for line in filled.lines.all()}
    for variant, count in pieces.items():
        if variant in there:
            carts.change(filled, there[variant].pk, count, market)
        else:
            carts.add(filled, variant, count, market)
    fill_in(filled, **entries)
    filled.refresh_from_db()
    return filled


def order_by_phone(cart: Cart, *, shown: Money, method: str, attempt: str, lang: str, actor: Actor) -> Order:
    """Order what is in the cart for the total that was read out, and write down who entered it.

    A second press finds the first order. The buyer is on the phone: cash needs no further call. Raises
    ``RefusedError`` as ``complete`` does.
    """
    order = complete(cart, shown=shown, method=method, attempt=attempt, lang=lang).order
    _note(order, actor)
    order.refresh_from_db()
    if order.confirmation == PhoneStatus.WAITING and order.status == OrderStatus.PLACED:
        confirm_by_phone(order, actor=actor, reason="entered on the phone")
        order.refresh_from_db()
    return order


@transaction.atomic(durable=True)
def _note(order: Order, actor: Actor) -> None:
    Order.objects.locked().get(pk=order.pk)
    if not Act.objects.filter(kind="order", object_id=order.pk, verb=ENTERED).exists():
        record(verb=ENTERED, row=order, actor=actor, after={"language": order.language})
