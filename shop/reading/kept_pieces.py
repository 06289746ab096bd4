"""The pieces that are kept for carts being checked out: hers, and those of others, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from producers.compiled import Compiled
from shop.models import Cart, Hold


@dataclass(frozen=True)
class Kept:
    """Pieces of one variant: ``own`` are kept for her cart ``until`` then, ``by_others`` for all the rest."""

    own: int = 0
    until: datetime | None = None
    by_others: int = 0


NOTHING = Kept()


def read_kept(cart: Cart, variant_ids: Iterable[int], *, now: datetime) -> dict[int, Kept]:
    """Return what is kept of each variant at this moment."""
    found = dict.fromkeys(variant_ids, NOTHING)
    for variant, holder, pieces, until in _live(now=now, variants=list(found)) if found else ():
        so_far = found[variant]
        if holder == cart.pk:
            found[variant] = Kept(pieces, until, so_far.by_others)
        else:
            found[variant] = Kept(so_far.own, so_far.until, so_far.by_others + pieces)
    return found


@Compiled
def _live(*, now: datetime, variants: list[int]) -> QuerySet[Hold, tuple[int, int, int, datetime]]:
    live = Hold.objects.live(now).filter(variant__in=variants)
    return live.values_list("variant", "cart", "quantity", "until")
