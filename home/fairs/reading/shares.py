"""What an evening brought each maker: pieces, what buyers paid, and what of it is hers."""

from dataclasses import dataclass

from django.db.models import Sum

from home.fairs.models import Evening
from producers.models import Organisation
from shop.domain.money import minor
from shop.models import OrderLine, ProducerOrder
from shop.reading.order_money import part_posted


@dataclass
class EveningShare:
    """Of one maker, over all orders of an evening; amounts are minor units of the dirham."""

    maker: Organisation
    pieces: int = 0
    total: int = 0
    hers: int = 0


def shares_of(evening: Evening) -> list[EveningShare]:
    """Return the makers of an evening, by number."""
    orders = evening.receipts.order_by().values("order")
    parts = ProducerOrder.objects.filter(order__in=orders).select_related("producer")
    pieces = dict(
        OrderLine.objects.filter(part__in=parts).order_by().values_list("part").annotate(Sum("quantity"))
    )
    found: dict[int, EveningShare] = {}
    for part in parts.prefetch_related("lines__fees"):
        share = found.setdefault(part.producer_id, EveningShare(part.producer))
        share.pieces += pieces.get(part.pk, 0)
        share.total += minor(part.goods)
        share.hers += part_posted(part).maker
    return sorted(found.values(), key=lambda share: share.maker.number)
