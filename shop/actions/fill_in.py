"""What the buyer types at the checkout, kept with her cart from page to page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from producers.quick_writes import update
from shop.actions.carts import lock_cart
from shop.domain.addresses import Address
from shop.domain.checkout import KEYS
from shop.domain.countries import is_country
from shop.domain.entries import Refusal
from shop.domain.errors import RefusedError, Why
from shop.models import Cart
from shop.models.carts import new_token

SAID_LAST = frozenset({"accepted", "agreed", "return_to"})


@transaction.atomic(durable=True)
def fill_in(cart: Cart, **entries: Any) -> None:
    """Keep entries under the names of ``shop.domain.checkout.Checkout``; the others stay as they are.

    A change makes an older review page out of date, but for what is said on that page itself. Nothing is
    checked but the country, since nothing typed is ever lost: ``prepare`` checks. Raises ``CLOSED``,
    ``UNKNOWN_COUNTRY``, ``CONTACT`` for a NUL, which no database keeps, and ``KeyError`` for another name.
    """
    if unknown := entries.keys() - KEYS:
        raise KeyError(*sorted(unknown))
    plain = {name: _plain(value) for name, value in entries.items()}
    if refused := {name: Refusal.NOT_ALLOWED for name, value in plain.items() if _has_nul(value)}:
        raise RefusedError(Why.CONTACT, fields=refused)
    if entries.get("country") and not is_country(entries["country"]):
        raise RefusedError(Why.UNKNOWN_COUNTRY)
    lock_cart(cart)
    merged = cart.checkout | plain
    if merged == cart.checkout:
        return
    cart.checkout = merged
    if not entries.keys() <= SAID_LAST:
        cart.attempt = new_token()
    update(cart, "checkout", "attempt", "changed_at")


def _plain(value: object) -> object:
    """Return the value as JSON keeps it."""
    if isinstance(value, Address):
        return value.as_data()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return str(value) if isinstance(value, str) else value


def _has_nul(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_has_nul(one) for pair in value.items() for one in pair)
    return isinstance(value, str) and "\x00" in value
