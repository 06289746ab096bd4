"""The demo's orders, in every state: bought and moved on by the shop's own actions, never written by hand.

Which order goes which way is a table; what is in it is drawn with a seed, so that every demo is the same.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone

from shop.actions import carts
from shop.actions.adjust_stock import receive
from shop.actions.complete import complete
from shop.domain.money import from_minor
from shop.models import Cart, Market, Order, Stock, Variant
from shop.reading.legal import accepted_versions
from shop.reading.quote import quote
from storefront.demo.order_ways import OFFICE, WAYS, Step

NOTE = "demo"
SEED = 7
# What so many orders take is delivered to the makers' shelves first: the demo's shop is not sold out by them.
VARIANTS, PIECES = 40, 16
MOST = 600
PLACE = {"region": "MA-06", "province": "MA-CAS", "commune": "06.141.01.0", "quarter": "Maârif"}
NAMES = ("Salma", "Youssef", "Khadija", "Omar", "Hind", "Rachid", "Imane", "Mehdi", "Zineb", "Karim")
Say = Callable[[str], None]
EVERY = 50


def load_orders(say: Say | None = None) -> None:
    """Buy and move on; a second run finds them and does nothing."""
    if Order.objects.filter(note=NOTE).exists():
        return
    draw = Random(SEED)
    buyer = get_user_model().objects.filter(email="buyer@demo.test").first()
    shelves = _shelves()
    for number, (method, makers, steps) in enumerate(_ways(draw)):
        chosen = draw.sample(shelves, makers)
        pieces = [(variant, draw.choice((1, 1, 1, 2, 3))) for variant in chosen]
        user = buyer if number % 10 == 1 else None
        order = _buy(pieces, method, user, ("fr", "ar", "en")[number % 3], number)
        for step in steps:
            step(order)
            order.refresh_from_db()
        if say and (number + 1) % EVERY == 0:
            say(f"Orders… {number + 1}")


def _ways(draw: Random) -> Iterator[tuple[str, int, tuple[Step, ...]]]:
    """Yield every way as often as the table says, mixed, one of each first."""
    rest = [(way.method, way.makers, way.steps) for way in WAYS for _ in range(way.times - 1)]
    draw.shuffle(rest)
    yield from ((way.method, way.makers, way.steps) for way in WAYS)
    yield from rest


def _shelves() -> list[Variant]:
    """Return variants of different makers, with enough pieces for all orders put on their shelves."""
    rows = Stock.objects.filter(
        on_hand__gte=F("allocated") + 1, place__kind="maker", variant__is_active=True,
        variant__product__live=True, variant__product__kind="good", variant__prices__amount_currency="MAD",
        variant__prices__amount__lte=MOST, variant__product__is_one_of_a_kind=False,
    ).select_related("variant__product", "place")  # fmt: skip
    by_maker = {row.variant.product.producer_id: row for row in rows.order_by("-pk")}
    chosen = [by_maker[maker] for maker in sorted(by_maker)][:VARIANTS]
    for row in chosen:
        receive(row.variant, row.place, PIECES * VARIANTS // len(chosen), actor=OFFICE, reason=NOTE)
    return [row.variant for row in chosen]


def _buy(pieces: list[tuple[Variant, int]], method: str, user: Any, lang: str, number: int) -> Order:
    market = Market.objects.for_country("MA")
    name = f"{NAMES[number % len(NAMES)]} (démonstration)"
    phone = f"07900000{number % 100:02}"
    address = PLACE | {"recipient": name, "phone": phone, "country": "MA"}
    typed = {
        "name": name, "phone": phone, "email": "" if number % 7 == 3 else "buyer@demo.test", "country": "MA",
        "address": address, "note": NOTE, "accepted": accepted_versions(timezone.localdate()),
    }  # fmt: skip
    cart = Cart.objects.create(country="MA", user=user, checkout=typed)
    for variant, count in pieces:
        carts.add(cart, variant.pk, count, market)
    cart.refresh_from_db()
    total = quote(cart, market)
    shown = from_minor(total.total, total.currency)
    return complete(cart, shown=shown, method=method, attempt=cart.attempt, lang=lang).order
