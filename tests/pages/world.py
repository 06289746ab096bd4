"""A small world for the tests over all addresses: makers, who acts for them, buyers, and what is private.

Each system adds its rows, and an example of each of its addresses, in a module of its own: ``worlds/``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from home.testing.builders import a_home_page
from producers.models import Grant, GrantRequest, Organisation
from producers.testing.builders import a_producer
from shop.models import Cart, CartLine, Order, Variant
from shop.testing.builders import a_cart, a_fee_rule, a_market, a_product, a_variant, on_show
from shop.testing.payouts import a_rib
from tests.pages.worlds import agenda, goods, makers, network, orders, portal, shown, trade, training
from tests.pages.worlds.people import ACTORS as ACTORS
from tests.pages.worlds.people import OWNERS_OF_A as OWNERS_OF_A
from tests.pages.worlds.people import a_maker, the_users
from tests.pages.worlds.scene import Scene, Values

SYSTEMS = (makers, goods, orders, trade, portal, agenda, network, training, shown)
ACCOUNTS = {"MAD": {"holder": "Centre", "bank": "Banque", "rib": "007 780 0001234567890123 45"}}
GATEWAYS = {
    "cash": {"BACKEND": "shop.gateways.cash_on_delivery.CashOnDelivery"},
    "transfer": {"BACKEND": "shop.gateways.transfer.Transfer", "OPTIONS": {"accounts": ACCOUNTS}},
}


@dataclass
class World:
    """Who there is, what there is, and what no stranger may read."""

    users: Mapping[str, AbstractBaseUser]
    makers: tuple[Organisation, Organisation]
    variants: tuple[Variant, Variant]
    orders: tuple[Order, Order]
    cart: Cart
    private: tuple[str, ...]
    values: Values

    def client_of(self, actor: str) -> Client:
        """Return a browser in which the actor is signed in."""
        client = Client()
        if actor in self.users:
            client.force_login(self.users[actor])
        return client

    def clients_of(self, actor: str, cart: Mapping[str, Any] | None = None) -> Callable[[], Client]:
        """Sign the actor in once, and fill a cart; return what makes browsers that begin there."""
        signed_in = self.client_of(actor)
        if cart is not None:
            signed_in.post("/fr/cart/add/", cart)

        def another() -> Client:
            client = Client()
            client.cookies.update(signed_in.cookies)
            return client

        return another


def build_world() -> World:
    """Build it: A's rug was bought by somebody, B's oil by another, and a third has B's oil in her cart."""
    scene = _the_shop()
    values = {name: value for one in SYSTEMS for name, value in one.add(scene).items()}
    return World(
        users=scene.users,
        makers=scene.makers,
        variants=scene.variants,
        orders=scene.orders,
        cart=a_cart((scene.variants[1], 2)),
        private=(
            *_words_of(scene.orders),
            "@private.test",
            "secrète",
            "Signalement secret",
            "+2126",
            a_rib(11),
            a_rib(12),
        ),
        values=values,
    )


def _the_shop() -> Scene:
    for code in ("ma", "eu", "world"):
        a_market(code, **({"cash_limit": 10_000} if code == "ma" else {}))
    a_fee_rule()
    a_home_page()
    first, second = a_maker("A", number=11), a_maker("B", number=12)
    rug = a_variant(a_product(producer=first, slug="rug", name="Tapis"), price="180.00", stock=5)
    oil = a_variant(a_product(producer=second, slug="oil", name="Huile"), price="90.00", stock=5)
    a_variant(a_product(producer=first, slug="draft", name="Ébauche secrète", live=False))
    hidden = a_producer(name="Suspendue secrète", slug="gone", status=Organisation.Status.SUSPENDED)
    a_variant(a_product(producer=hidden, slug="gone", name="Retirée secrète"))
    on_show(rug, oil)
    return Scene((first, second), (rug, oil), orders.bought(rug, oil), the_users(first, second))


def _words_of(orders: tuple[Order, Order]) -> list[str]:
    found = []
    for order in orders:
        found += [order.token, order.number, order.export_id, order.buyer_name, order.cart.token]
    return found


def fingerprint(world: World, hers_after: int | None = None) -> list[object]:
    """Return all that a stranger must not change.

    Whoever acts for A may add products of A's: those with a key above ``hers_after`` are left out.
    """
    makers = [maker.pk for maker in world.makers]
    variants = Variant.objects.order_by("pk")
    if hers_after is not None:
        variants = variants.exclude(product__producer=world.makers[0], product__gt=hers_after)
    return [
        list(Order.objects.order_by("pk").values()),
        list(CartLine.objects.filter(cart=world.cart).values()),
        list(Organisation.objects.filter(pk__in=makers).order_by("pk").values()),
        list(variants.values()),
        list(GrantRequest.objects.order_by("pk").values()),
        list(Grant.objects.order_by("pk").values()),
        [list(order.parts.order_by("pk").values()) for order in world.orders],
        [list(order.payments.order_by("pk").values("pk", "events", "proofs")) for order in world.orders],
    ]


def greedy_form(world: World) -> dict[str, Any]:
    """Return a form that names rows of others under every name that a form of ours has."""
    line, order = world.cart.lines.get(), world.orders[1]
    return {
        "line": line.pk, "variant": world.variants[0].pk, "cart": world.cart.pk, "order": order.pk,
        "token": order.token, "attempt": world.cart.attempt, "quantity": "1", "do": "remove",
        "number": order.number, "contact": "une@private.test", "status": "cancelled",
    }  # fmt: skip
