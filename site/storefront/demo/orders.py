"""The demo's orders, in every state: bought and moved on by the shop's own actions, never written by hand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from producers.domain.actors import Actor
from shop.actions import carts, fulfil
from shop.actions.cancel import cancel
from shop.actions.complete import complete
from shop.actions.confirm_by_phone import confirm_by_phone, refuse_by_phone
from shop.actions.expire_unpaid import expire
from shop.actions.mark_paid import mark_paid
from shop.domain.money import from_minor
from shop.models import Cart, Market, Order, Stock, Variant
from shop.reading.legal import accepted_versions
from shop.reading.quote import quote

NOTE = "demo"
OFFICE = Actor(None, "Office (demo)")
ADDRESS = {
    "recipient": "Salma (démonstration)", "phone": "0790000001", "country": "MA", "region": "MA-06",
    "province": "MA-CAS", "commune": "06.141.01.0", "quarter": "Maârif",
}  # fmt: skip
Step = Callable[[Order], Any]


def _each(step: Callable[..., Any], **more: Any) -> Step:
    """Do the same to every part of an order."""
    return lambda order: [step(part, actor=OFFICE, **more) for part in order.parts.all()]


def _pay(order: Order) -> None:
    mark_paid(order, amount=order.total, statement=f"demo-{order.pk}", actor=OFFICE)


def _pay_too_much(order: Order) -> None:
    mark_paid(order, amount=order.total * 2, statement=f"demo-{order.pk}", actor=OFFICE)


def _confirm(order: Order) -> None:
    confirm_by_phone(order, actor=OFFICE)


ACCEPTED = _each(fulfil.accept)
PACKED = _each(fulfil.pack)
SHIPPED = _each(fulfil.ship, carrier="Poste (démonstration)", tracking="DEMO0001MA")
DELIVERED = _each(fulfil.deliver)
ORDERS: tuple[tuple[str, int, tuple[Step, ...]], ...] = (
    ("cash", 1, ()),
    ("cash", 2, (_confirm,)),
    ("cash", 1, (_confirm, ACCEPTED)),
    ("cash", 1, (_confirm, ACCEPTED, _each(fulfil.start_making))),
    ("cash", 2, (_confirm, ACCEPTED, PACKED)),
    ("cash", 1, (_confirm, ACCEPTED, PACKED, SHIPPED)),
    ("cash", 1, (_confirm, ACCEPTED, PACKED, SHIPPED, DELIVERED, _pay)),
    ("cash", 1, (_confirm, _each(fulfil.decline, reason="démonstration"))),
    ("cash", 1, (lambda order: refuse_by_phone(order, actor=OFFICE, reason="démonstration"),)),
    ("cash", 1, (_confirm, lambda order: cancel(order, actor=OFFICE, reason="démonstration"))),
    ("transfer", 1, ()),
    ("transfer", 2, (_pay,)),
    ("transfer", 1, (_pay, ACCEPTED, PACKED, SHIPPED, DELIVERED)),
    ("transfer", 1, (_pay_too_much,)),
    ("transfer", 1, (lambda order: expire(order, now=timezone.now() + timedelta(days=9)),)),
)


def load_orders() -> None:
    """Buy and move on; a second run finds them and does nothing."""
    if Order.objects.filter(note=NOTE).exists():
        return
    buyer = get_user_model().objects.filter(email="buyer@demo.test").first()
    variants = _plenty()
    for number, (method, makers, steps) in enumerate(ORDERS):
        chosen = [variants[(number * 2 + place) % len(variants)] for place in range(makers)]
        order = _buy(chosen, method, buyer if number % 2 else None, ("fr", "ar", "en")[number % 3])
        for step in steps:
            step(order)
            order.refresh_from_db()


def _plenty() -> list[Variant]:
    """Return variants of different makers of which there is enough."""
    rows = Stock.objects.filter(
        on_hand__gte=4, place__kind="maker", variant__is_active=True, variant__product__live=True,
        variant__product__kind="good", variant__prices__amount_currency="MAD",
        variant__prices__amount__lte=600,
    ).select_related("variant__product")  # fmt: skip
    by_maker = {row.variant.product.producer_id: row.variant for row in rows.order_by("-pk")}
    return [by_maker[maker] for maker in sorted(by_maker)]


def _buy(variants: list[Variant], method: str, user: Any, lang: str) -> Order:
    market = Market.objects.for_country("MA")
    typed = {
        "name": "Salma (démonstration)", "phone": "0790000001", "email": "buyer@demo.test", "country": "MA",
        "address": ADDRESS, "note": NOTE, "accepted": accepted_versions(timezone.localdate()),
    }  # fmt: skip
    cart = Cart.objects.create(country="MA", user=user, checkout=typed)
    for variant in variants:
        carts.add(cart, variant.pk, 1, market)
    cart.refresh_from_db()
    total = quote(cart, market)
    shown = from_minor(total.total, total.currency)
    return complete(cart, shown=shown, method=method, attempt=cart.attempt, lang=lang).order
