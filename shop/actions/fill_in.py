"""What the buyer types at the checkout, kept with her cart from page to page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from shop.actions.carts import lock_cart
from shop.domain.addresses import Address
from shop.domain.checkout import KEYS
from shop.domain.countries import is_country
from shop.domain.errors import RefusedError, Why
from shop.models import Cart
from shop.models.carts import new_token


@transaction.atomic(durable=True)
def fill_in(cart: Cart, **entries: Any) -> None:
    """Keep entries under the names of ``shop.domain.checkout.Checkout``; the others stay as they are.

    A change makes an older review page out of date. Nothing is checked but the country, since nothing typed
    is ever lost: ``prepare`` checks. Raises ``CLOSED``, ``UNKNOWN_COUNTRY``, ``KeyError`` for another name.
    """
    if unknown := entries.keys() - KEYS:
        raise KeyError(*sorted(unknown))
    if entries.get("country") and not is_country(entries["country"]):
        raise RefusedError(Why.UNKNOWN_COUNTRY)
    lock_cart(cart)
    merged = cart.checkout | {name: _plain(value) for name, value in entries.items()}
    if merged == cart.checkout:
        return
    cart.checkout, cart.attempt = merged, new_token()
    cart.save(update_fields=["checkout", "attempt", "changed_at"])


def _plain(value: object) -> object:
    """Return the value as JSON keeps it."""
    if isinstance(value, Address):
        return value.as_data()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return str(value) if isinstance(value, str) else value
