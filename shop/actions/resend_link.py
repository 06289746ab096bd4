"""A lost order link, sent again to the contact on file, with one answer whether there is one or not."""

import hashlib
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from shop.domain.contact import read_email, read_phone
from shop.domain.errors import RefusedError, Why
from shop.domain.numbers import normalise_order_number
from shop.models import Order

PER_HOUR = 10
MOST_ORDERS = 5
LONGEST_AGO = timedelta(days=365)


def resend_link(number: str, contact: str, *, caller: str = "", now: datetime | None = None) -> None:
    """Have the link of an order sent to its own contact, if ``contact`` is that; say nothing either way.

    Without ``number``, the links of the contact's latest orders. One order's link goes out once an hour.
    ``caller`` is whoever asks (an address of the network), counted and forgotten. Raises ``TOO_OFTEN``.
    """
    _count(caller)
    now = now or timezone.now()
    found = [order for order in _candidates(number, contact, now) if is_contact(order, contact)]
    _announce(found[:MOST_ORDERS], now)


def _candidates(number: str, contact: str, now: datetime) -> list[Order]:
    if number.strip():
        return list(Order.objects.filter(number=normalise_order_number(number) or ""))
    email, phone = read_email(contact).value, read_phone(contact).value
    lately = Order.objects.filter(created_at__gt=now - LONGEST_AGO).order_by("-pk")
    by_contact = lately.filter(email__iexact=email) if email else lately.filter(phone=phone or None)
    return list(by_contact[:MOST_ORDERS])


def is_contact(order: Order, contact: str) -> bool:
    """Compare with the contact on file, as typed from the country that paid; an empty one is nobody's."""
    email, phone = read_email(contact).value, read_phone(contact, order.country).value
    is_email = bool(email) and email.casefold() == order.email.casefold()
    return is_email or (bool(phone) and phone == order.phone)


@transaction.atomic(durable=True)
def _announce(orders: list[Order], now: datetime) -> None:
    for order in orders:
        announce("order.link_asked", key=f"order:{order.pk}:link:{now:%Y%m%d%H}", order=order.pk)


def _count(caller: str) -> None:
    """Raise ``TOO_OFTEN`` when one caller asks again and again, whether she guesses right or not."""
    key = "tiwizi_link:" + hashlib.sha256(caller.encode()).hexdigest()
    cache.add(key, 0, 3600)
    try:
        asked = cache.incr(key)
    except ValueError:  # it expired between the two
        return
    if caller and asked > PER_HOUR:
        raise RefusedError(Why.TOO_OFTEN)
