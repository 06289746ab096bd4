"""A request that a program sends twice under one key is done once.

The key is written before anything is done, and marked when it is done. What was begun and never marked, since
the process died, tells by the cart's ``attempt`` whether it was done: every change makes a new one.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from shop.domain.errors import RefusedError, Why
from shop.models import Cart, CartRequest

STILL_AT_WORK = timedelta(seconds=30)


@dataclass(frozen=True)
class Begun:
    """A request that may be done now, or was done before."""

    row: CartRequest
    is_done: bool


@transaction.atomic(durable=True)
def begin(cart: Cart, key: str, fingerprint: str) -> Begun:
    """Write a request's key down. Raises ``KEY_REUSED`` for another request under it, ``AT_WORK``."""
    row, is_new = CartRequest.objects.get_or_create(
        cart=cart, key=key, defaults={"fingerprint": fingerprint, "attempt": cart.attempt}
    )
    if is_new:
        return Begun(row, is_done=False)
    if row.fingerprint != fingerprint:
        raise RefusedError(Why.KEY_REUSED)
    if row.done_at is not None:
        return Begun(row, is_done=True)
    if timezone.now() - row.begun_at < STILL_AT_WORK:
        raise RefusedError(Why.AT_WORK)
    now = Cart.objects.values_list("attempt", flat=True).get(pk=cart.pk)
    return Begun(row, is_done=now != row.attempt)


def end(begun: Begun) -> None:
    """Mark a request as done."""
    CartRequest.objects.filter(pk=begun.row.pk, done_at=None).update(done_at=timezone.now())


def take_back(begun: Begun) -> None:
    """Forget a request that was refused and has changed nothing: it may be sent again, mended."""
    CartRequest.objects.filter(pk=begun.row.pk, done_at=None).delete()
