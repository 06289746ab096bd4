"""A service that is given to one known person becomes an order like any other: a stand at a fair, say.

Its money goes through the shop's gateways, books, refunds and papers. Whoever gives it is its seller, and no
fee is taken from it: nobody sells on their behalf.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from moneyed import Money

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.adjust_stock import receive
from shop.actions.draft import write_draft
from shop.actions.holds import lock_variants
from shop.domain.availability import OfferState
from shop.domain.checkout import checkout_from
from shop.domain.errors import RefusedError, Why
from shop.domain.given import marked
from shop.domain.money import minor
from shop.domain.splitting import BasketLine, split
from shop.models import Cart, Market, Order, Place, Stock, Variant
from shop.reading.basket import Line
from shop.reading.legal import accepted_versions
from shop.reading.offers import Offer
from shop.reading.quote import HOME, CartQuote
from shop.reading.rulebook import rulebook
from shop.reading.sending import Sending
from shop.reading.trade_ways import ways_before_at_home

GIVEN = "given to one person"


@dataclass(frozen=True)
class ServiceSale:
    """One service for one person: what, for how much, to whom, and until when it has to be paid.

    ``contact`` has her ``name``, and ``phone`` or ``email``; ``price`` is in the currency of the home market.
    """

    variant: Variant
    price: Money
    contact: dict[str, str]
    method: str
    lang: str
    pay_until: datetime


def sell_service(sale: ServiceSale, *, actor: Actor, now: datetime) -> Order:
    """Write the draft order that its payment places. It ends by itself when it is not paid in time.

    Who gives it counts how often it can be given: the shop makes a place for each. Needs the caller's
    transaction. Raises ``CONTACT`` and ``METHOD_NOT_OFFERED``.
    """
    require_transaction("the sale of a service")
    market, today = Market.objects.for_country(HOME), timezone.localdate(now)
    if not sale.contact.get("phone") and not sale.contact.get("email"):
        raise RefusedError(Why.CONTACT, fields={})
    if sale.method not in ways_before_at_home(sale.price, [sale.variant.product.producer_id]):
        raise RefusedError(Why.METHOD_NOT_OFFERED, reason="unknown", limit=None)
    texts = accepted_versions(today)
    entries = {**sale.contact, **marked(sale.pay_until), "country": HOME, "accepted": texts}
    cart = Cart.objects.create(country=HOME, checkout=entries, closed_at=now)
    _make_a_place(sale.variant, actor)
    quoted = _quoted(sale, cart, market, now)
    order = write_draft(cart, quoted, method=sale.method, lang=sale.lang, texts=texts, now=now)
    if order.pay_until is None or sale.pay_until < order.pay_until:
        order.pay_until = sale.pay_until
        order.save(update_fields=["pay_until"])
    return order


def _make_a_place(variant: Variant, actor: Actor) -> None:
    """See to it that one can be promised; one that was given back is promised again."""
    lock_variants([variant.pk])
    giver = variant.product.producer
    place, _is_new = Place.objects.get_or_create(
        organisation=giver, kind=Place.Kind.MAKER, defaults={"name": giver.name}
    )
    there = Stock.objects.filter(place=place, variant=variant).first()
    if there is None or there.on_hand <= there.allocated:
        receive(variant, place, 1, actor=actor, reason=GIVEN)


def _quoted(sale: ServiceSale, cart: Cart, market: Market, now: datetime) -> CartQuote:
    """Return it as a cart at its end: nothing travels, and the price is the one that was agreed."""
    variant, product, today = sale.variant, sale.variant.product, timezone.localdate(now)
    rules = rulebook(on=today)
    tax = rules.tax(product, minor(sale.price), market=market.code, ships_abroad=False)
    offer = Offer(variant.pk, sale.price, 1, OfferState.IN_STOCK, ready=1)
    line = Line(1, variant, 1, offer, tax=tax)
    return CartQuote(
        market=market,
        country=HOME,
        today=today,
        checkout=checkout_from(cart.checkout),
        rules=rules,
        lines=(line,),
        sending=Sending(chosen={}),
        parts=split([BasketLine(line.pk, product.producer_id, line.total, needs_delivery=False)]),
        closed={},
    )
