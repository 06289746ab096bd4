"""She counts what lies with her: one more, one less, sold elsewhere. She names the number that she saw.

A tap that is sent twice, over a weak line, finds another number the second time and changes nothing.
"""

from django.db import transaction

from producers.domain.actors import Actor
from shop.actions.adjust_stock import StockError, adjust
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.models import Stock, Variant
from shop.reading.importing import makers_places

REASONS = {"made_more": 1, "miscounted": -1, "sold_elsewhere": -1}
"""Why a count changes, and by how much."""


@transaction.atomic(durable=True)
def count(variant: Variant, reason: str, *, seen: int, actor: Actor) -> Stock:
    """Change by one what lies with the maker, for one of ``REASONS``, from the number that was ``seen``.

    Raises ``SketchError``: ``CHANGED`` with ``on_hand`` where it is another by now, ``PROMISED`` where a
    buyer has the piece already; ``KeyError`` for a reason that there is not.
    """
    change = REASONS[reason]
    place = makers_places({variant.product.producer_id})[variant.product.producer_id]
    Stock.objects.get_or_create(variant=variant, place_id=place)
    stock: Stock = Stock.objects.select_related("variant").locked().get(variant=variant, place_id=place)
    if stock.on_hand != seen:
        raise SketchError(SketchFault.CHANGED, on_hand=stock.on_hand)
    try:
        adjust(stock, change, actor=actor, reason=reason)
    except StockError as error:
        raise SketchError(SketchFault.PROMISED) from error
    return stock
