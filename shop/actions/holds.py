"""Pieces kept for a cart while it is checked out. Past their time they count no more, deleted or not."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from producers.compiled import Compiled
from shop import conf
from shop.actions.carts import lock_cart
from shop.domain.availability import Shortage, short_lines
from shop.models import Cart, CartLine, Hold, Market, Variant
from shop.reading.offers import offers

BATCH = 1000


@transaction.atomic(durable=True)
def hold(cart: Cart, market: Market, *, now: datetime | None = None) -> tuple[Shortage, ...]:
    """Keep the cart's pieces from now on, as many as there are; call it at every step of the checkout.

    Returns the lines of which there are too few. What cannot be bought at all is not kept. Raises ``CLOSED``.
    """
    now = now or timezone.now()
    lock_cart(cart)
    wanted = lock_what_is_in(cart)
    free = {pk: offer.available for pk, offer in offers(wanted, market, cart=cart, now=now).items()}
    kept = {pk: min(pieces, free.get(pk, 0)) for pk, pieces in wanted.items()}
    rows = [
        Hold(variant_id=pk, cart=cart, quantity=pieces, until=now + conf.hold_time())
        for pk, pieces in sorted(kept.items())
        if pieces
    ]
    kept_so_far = {row.variant_id: row.pk for row in _of_cart(cart=cart.pk)}
    gone = [pk for variant, pk in kept_so_far.items() if not kept.get(variant)]
    if gone:
        Hold.objects.filter(pk__in=gone).delete()
    Hold.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["variant", "cart"], update_fields=["quantity", "until"]
    )
    return short_lines(wanted, free)


def lock_what_is_in(cart: Cart) -> dict[int, int]:
    """Wait until nobody else counts what is in a cart; return the pieces that it asks for, by variant.

    Needs the caller's transaction and the cart's lock, which keeps its lines as they are.
    """
    wanted = dict(_wanted(cart=cart.pk))
    lock_variants(wanted)
    return wanted


def lock_variants(variants: Iterable[int]) -> None:
    """Wait until nobody else counts these variants. Needs the caller's transaction."""
    wanted = list(variants)
    list(_locked(variants=wanted) if wanted else ())


@Compiled
def _wanted(*, cart: int) -> "QuerySet[CartLine, Any]":
    return CartLine.objects.filter(cart=cart).order_by().values_list("variant", "quantity")


@Compiled
def _locked(*, variants: list[int]) -> QuerySet[Any, Any]:
    return Variant.objects.filter(pk__in=variants).locked().values_list("pk")


@Compiled
def _of_cart(*, cart: int) -> QuerySet[Hold]:
    return Hold.objects.filter(cart=cart)


def expire_holds(*, now: datetime | None = None, batch: int = BATCH) -> int:
    """Delete holds that are over, a batch at a time, and return how many. They were ignored already."""
    over = Hold.objects.filter(until__lte=now or timezone.now()).order_by("pk")
    deleted = 0
    while ids := list(over.values_list("pk", flat=True)[:batch]):
        deleted += Hold.objects.filter(pk__in=ids).delete()[0]
    return deleted
