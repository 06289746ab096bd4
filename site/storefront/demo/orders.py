"""The demo's orders, in every state: bought and moved on by the shop's own actions, never written by hand.

Which order goes which way is a table; what is in it is drawn with a seed, so that every demo is the same.
"""

from collections import Counter
from collections.abc import Callable
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
from storefront.demo.order_ways import OFFICE, WAYS, Way

NOTE = "demo"
SEED = 7
MOST = 600
PLACE = {"region": "MA-06", "province": "MA-CAS", "commune": "06.141.01.0", "quarter": "Maârif"}
NAMES = ("Salma", "Youssef", "Khadija", "Omar", "Hind", "Rachid", "Imane", "Mehdi", "Zineb", "Karim")
Say = Callable[[str], None]
Pieces = list[tuple[Variant, int]]
EVERY = 50


def load_orders(say: Say | None = None) -> None:
    """Buy and move on; a second run finds them and does nothing."""
    if Order.objects.filter(note=NOTE).exists():
        return
    buyer = get_user_model().objects.filter(email="buyer@demo.test").first()
    market, accepted = Market.objects.for_country("MA"), accepted_versions(timezone.localdate())
    for number, (way, pieces) in enumerate(_planned(Random(SEED))):
        user = buyer if number % 10 == 1 else None
        typed = _typed(number) | {"accepted": accepted}
        cart = _filled(Cart.objects.create(country="MA", user=user, checkout=typed), pieces, market)
        order = _buy(cart, market, way.method, ("fr", "ar", "en")[number % 3])
        for position, step in enumerate(way.steps):
            if position:
                order.refresh_from_db()  # the step before worked on a copy of its own
            step(order)
        if say and (number + 1) % EVERY == 0:
            say(f"Orders… {number + 1}")


def own_all() -> None:
    """Mark what was sold at a fair's till as the demo's: by this the demo knows a shop that is in use."""
    Order.objects.exclude(note=NOTE).update(note=NOTE)


def _planned(draw: Random) -> list[tuple[Way, Pieces]]:
    """Draw what each order holds, and put as much on the shelves: the demo's shop is not sold out by it."""
    shelves = _shelves()
    plan = [
        (way, [(row.variant, draw.choice((1, 1, 1, 2, 3))) for row in draw.sample(shelves, way.makers)])
        for way in _ways(draw)
    ]
    needed: Counter[Variant] = Counter()
    for _way, pieces in plan:
        needed.update(dict(pieces))
    for row in shelves:
        if needed[row.variant]:
            receive(row.variant, row.place, needed[row.variant], actor=OFFICE, reason=NOTE)
    return plan


def _ways(draw: Random) -> list[Way]:
    """Return every way as often as the table says, mixed, one of each first."""
    rest = [way for way in WAYS for _ in range(way.times - 1)]
    draw.shuffle(rest)
    return [*WAYS, *rest]


def _shelves() -> list[Stock]:
    """Return the shelf of one variant of each maker, none of a piece that there is only once."""
    rows = Stock.objects.filter(
        on_hand__gte=F("allocated") + 1, place__kind="maker", variant__is_active=True,
        variant__product__live=True, variant__product__kind="good", variant__prices__amount_currency="MAD",
        variant__prices__amount__lte=MOST, variant__product__is_one_of_a_kind=False,
    ).select_related("variant__product", "place")  # fmt: skip
    by_maker = {row.variant.product.producer_id: row for row in rows.order_by("-pk")}
    return [by_maker[maker] for maker in sorted(by_maker)]


def _typed(number: int) -> dict[str, Any]:
    """Return what a buyer types; nobody is reached by it."""
    name = f"{NAMES[number % len(NAMES)]} (démonstration)"
    phone = f"07900000{number % 100:02}"
    address = PLACE | {"recipient": name, "phone": phone, "country": "MA"}
    return {
        "name": name, "phone": phone, "email": "" if number % 7 == 3 else "buyer@demo.test", "country": "MA",
        "address": address, "note": NOTE,
    }  # fmt: skip


def _filled(cart: Cart, pieces: Pieces, market: Market) -> Cart:
    for variant, count in pieces:
        carts.add(cart, variant.pk, count, market)
    cart.refresh_from_db()
    return cart


def _buy(cart: Cart, market: Market, method: str, lang: str) -> Order:
    total = quote(cart, market)
    shown = from_minor(total.total, total.currency)
    return complete(cart, shown=shown, method=method, attempt=cart.attempt, lang=lang).order
