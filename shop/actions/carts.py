"""What a buyer does to her cart. Every change makes a new ``attempt``: older review pages are out of date."""

from django.db import transaction
from django.db.models import QuerySet
from moneyed import Money

from producers.actions.transactions import require_transaction
from producers.compiled import Compiled
from producers.quick_writes import insert, update
from shop import conf
from shop.domain.countries import is_country
from shop.domain.errors import RefusedError, Why
from shop.domain.quantities import LARGEST
from shop.models import Cart, CartLine, Market
from shop.models.carts import new_token
from shop.reading.basket import why_not
from shop.reading.offers import offers

LARGEST_KEY = 2**63


def open_cart(country: str, *, user_id: int | None = None) -> Cart:
    """Start a cart for somebody who pays from ``country``. Raises ``UNKNOWN_COUNTRY``."""
    _refuse_unknown(country)
    return insert([Cart(country=country, user_id=user_id)])[0]


@transaction.atomic(durable=True)
def add(cart: Cart, variant_id: int, quantity: int, market: Market) -> CartLine:
    """Put pieces of a variant into the cart, on top of those that are there.

    Raises ``RefusedError``: ``DELETED``, ``HIDDEN``, ``FOREIGN``, ``PAST``, ``SOLD``, ``OUT_OF_STOCK``,
    ``ON_REQUEST``, ``TOO_MANY`` with ``available``, ``BAD_QUANTITY``, ``CART_FULL``, ``CLOSED``.
    """
    _refuse_quantity(quantity)
    if not 0 < variant_id < LARGEST_KEY:
        raise RefusedError(Why.DELETED)
    lock_cart(cart)
    there = {line.variant_id: line for line in _lines(cart=cart.pk)}
    line = there.get(variant_id)
    if line is None and len(there) >= conf.cart_lines_max():
        raise RefusedError(Why.CART_FULL, most=conf.cart_lines_max())
    wanted = quantity + (line.quantity if line else 0)
    price = _sellable(cart, variant_id, wanted, market)
    _changed(cart)
    if line is None:
        return insert([CartLine(cart=cart, variant_id=variant_id, quantity=wanted, seen=price)])[0]
    line.quantity, line.seen = wanted, price
    update(line, "quantity", "seen", "seen_currency")
    return line


@Compiled
def _lines(*, cart: int) -> "QuerySet[CartLine]":
    return CartLine.objects.filter(cart=cart)


@transaction.atomic(durable=True)
def change(cart: Cart, line_id: int, quantity: int, market: Market) -> None:
    """Say how many pieces of a line are wanted; none removes it. A line that is not there stays so.

    Raises as ``add`` does. Taking fewer is always possible, whatever became of the offer.
    """
    if quantity == 0:
        _remove(cart, line_id)
        return
    _refuse_quantity(quantity)
    lock_cart(cart)
    line = cart.lines.filter(pk=line_id).first()
    if line is None or line.quantity == quantity:
        return
    if quantity > line.quantity:
        _sellable(cart, line.variant_id, quantity, market)
    _changed(cart)
    cart.lines.filter(pk=line_id).update(quantity=quantity)


@transaction.atomic(durable=True)
def remove(cart: Cart, line_id: int) -> None:
    """Take a line out. A line that is not there stays so. Raises ``CLOSED``."""
    _remove(cart, line_id)


@transaction.atomic(durable=True)
def set_country(cart: Cart, country: str) -> None:
    """Say from which country the buyer pays: the market and its currency follow, and the prices with it.

    Lines that the new market does not sell stay, and say so. Raises ``UNKNOWN_COUNTRY``, ``CLOSED``.
    """
    _refuse_unknown(country)
    lock_cart(cart)
    if country == cart.country:
        return
    _changed(cart, country=country)
    _see_prices(cart, Market.objects.for_country(country))


@transaction.atomic(durable=True)
def accept_changes(cart: Cart, market: Market) -> None:
    """Take over what the page has explained: today's prices, as many as there are, without what is gone."""
    lock_cart(cart)
    today = offers(cart.lines.values_list("variant", flat=True), market, cart=cart)
    for line in cart.lines.all():
        offer = today.get(line.variant_id)
        left = offer.available if offer is not None and offer.is_buyable else 0
        if not left:
            line.delete()
        elif line.quantity > left:
            cart.lines.filter(pk=line.pk).update(quantity=left)
    _see_prices(cart, market)
    _changed(cart)


@transaction.atomic(durable=True)
def copy_cart(cart: Cart) -> Cart:
    """Open a new cart with the lines and entries of one whose order came to nothing."""
    copy = Cart.objects.create(country=cart.country, user_id=cart.user_id, checkout=cart.checkout)
    lines = [
        CartLine(cart=copy, variant_id=line.variant_id, quantity=line.quantity, seen=line.seen)
        for line in cart.lines.all()
    ]
    CartLine.objects.bulk_create(lines)
    return copy


def lock_cart(cart: Cart) -> None:
    """Wait for others who change this cart, and bring ``cart`` up to date. Raises ``CLOSED``.

    Needs the caller's transaction, which holds the lock to its end.
    """
    require_transaction("a lock")
    fresh = next(iter(locked_cart(cart=cart.pk)), None)
    if fresh is None or fresh.closed_at is not None:
        raise RefusedError(Why.CLOSED)
    for field in ("country", "checkout", "attempt", "closed_at"):
        setattr(cart, field, getattr(fresh, field))


@Compiled
def locked_cart(*, cart: int) -> "QuerySet[Cart]":
    """Find a cart and lock it to the end of the caller's transaction."""
    return Cart.objects.select_for_update().filter(pk=cart)


def _see_prices(cart: Cart, market: Market) -> None:
    """Remember today's prices as those that the buyer has seen."""
    lines = list(cart.lines.all())
    today = offers([line.variant_id for line in lines], market, cart=cart)
    for line in lines:
        line.seen = today[line.variant_id].price or line.seen
    CartLine.objects.bulk_update(lines, ["seen", "seen_currency"])


def _sellable(cart: Cart, variant_id: int, wanted: int, market: Market) -> Money:
    """Return today's price of what so many pieces of may be bought."""
    offer = offers([variant_id], market, cart=cart).get(variant_id)
    reason = why_not(offer, wanted)
    if offer is None or offer.price is None or reason:
        left = offer.available if offer else 0
        raise RefusedError(reason or Why.DELETED, variant=variant_id, available=left)
    if wanted > LARGEST:
        raise RefusedError(Why.TOO_MANY, variant=variant_id, available=LARGEST)
    return offer.price


def _remove(cart: Cart, line_id: int) -> None:
    lock_cart(cart)
    if cart.lines.filter(pk=line_id).delete()[0]:
        _changed(cart)


def _changed(cart: Cart, **also: object) -> None:
    cart.attempt = new_token()
    for name, value in also.items():
        setattr(cart, name, value)
    update(cart, "attempt", "changed_at", *also)


def _refuse_quantity(quantity: int) -> None:
    if not 1 <= quantity <= LARGEST:
        raise RefusedError(Why.BAD_QUANTITY, most=LARGEST)


def _refuse_unknown(country: str) -> None:
    if not is_country(country):
        raise RefusedError(Why.UNKNOWN_COUNTRY)
