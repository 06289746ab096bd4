"""A person has found out what became of pieces that sheets and receipts do not explain."""

from django.db import transaction

from home.fairs.models import Fair, GoodsSettled
from home.fairs.reading.variance import variance_of
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.adjust_stock import adjust
from shop.models import Stock, Variant


class NothingToSettleError(ValueError):
    """Nothing is missing or too many of these goods, or no reason was given."""


@transaction.atomic(durable=True)
def settle_goods(fair: Fair, variant: Variant, *, reason: str, actor: Actor) -> GoodsSettled:
    """Write down what became of all unexplained pieces of a variant; missing ones leave the fair's stock.

    Raises ``NothingToSettleError``, and ``StockError`` when they are promised to a sale not booked yet.
    """
    Fair.objects.locked().get(pk=fair.pk)
    row = next((one for one in variance_of(fair) if one.variant.pk == variant.pk), None)
    if row is None or row.numbers.agrees or not reason.strip():
        raise NothingToSettleError
    missing = row.numbers.missing or -row.numbers.extra
    if missing > 0:
        shelf = Stock.objects.get(place=fair.place_id, variant=variant)
        adjust(shelf, -missing, actor=actor, reason=reason.strip()[:200])
    settled: GoodsSettled = GoodsSettled.objects.create(
        fair=fair,
        variant=variant,
        quantity=missing,
        reason=reason.strip()[:200],
        by_name=actor.name[:150],
    )
    record(verb="goods.settled", row=fair, actor=actor, reason=reason, after={"pieces": missing})
    return settled
