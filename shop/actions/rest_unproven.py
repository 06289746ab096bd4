"""A proof ends: what says "argan" or "silk" on its strength rests, and comes back, both by itself.

The words stand in texts that nobody can cut them out of, so it is the product that rests. Nothing is lost:
its page, its price and its pieces come back with a new proof, or when the words are gone.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import SYSTEM
from shop.actions.listing import refresh_listing
from shop.models import Product
from shop.reading.proven_claims import maybe_unproven, unproven_claims


def rest_and_wake() -> int:
    """Take off sale what nothing proves today, and put back what is proven again. Return how many changed.

    Safe to repeat; run by a job.
    """
    resting = Product.objects.exclude(unproven_at=None).order_by("pk").values_list("pk", flat=True)
    back = sum(_wake(pk) for pk in list(resting))
    return back + sum(_rest(pk) for pk in list(maybe_unproven()))


@transaction.atomic(durable=True)
def _rest(pk: int) -> bool:
    product = Product.objects.select_for_update(of=("self",)).get(pk=pk)
    claims = unproven_claims(product) if product.live and product.hidden_at is None else ()
    if not claims:
        return False
    now = timezone.now()
    Product.objects.filter(pk=pk).update(hidden_at=now, unproven_at=now)
    _tell(product, "product.unproven", now.isoformat(), claims)
    return True


@transaction.atomic(durable=True)
def _wake(pk: int) -> bool:
    product = Product.objects.select_for_update(of=("self",)).get(pk=pk)
    if product.unproven_at is None or unproven_claims(product):
        return False
    # What its maker has taken away meanwhile stays away: it is hers to put back.
    Product.objects.filter(pk=pk).update(hidden_at=F("taken_away_at"), unproven_at=None)
    _tell(product, "product.proven", product.unproven_at.isoformat(), ())
    return True


def _tell(product: Product, verb: str, moment: str, claims: Iterable[str]) -> None:
    record(
        verb=verb,
        row=product,
        actor=SYSTEM,
        after={"claims": list(claims)},
        for_organisation=product.producer,
    )
    refresh_listing([product.pk])
    announce(verb, key=f"{verb}:{product.pk}:{moment}", product=product.pk, claims=list(claims))
