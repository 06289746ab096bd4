"""What may take the place of exchanged pieces, what was promised for them, and how much cheaper that is."""

from collections.abc import Mapping

from shop.domain.money import minor
from shop.models import Allocation, Change, Market, OrderLine, Price, Variant


def variants_for(line: OrderLine, market: Market) -> list[Variant]:
    """Return what a piece of this line may be exchanged for: of its product, at its price or below.

    What costs more is a sale of its own: it would need new money, which an exchange never asks for.
    """
    asked = {price.variant_id: price.amount for price in _prices(line, market)}
    own: Variant = line.variant
    others = Variant.objects.public().filter(product=own.product_id, pk__in=asked).exclude(pk=own.pk)
    cheap = [one for one in others.order_by("pk") if asked[one.pk] <= line.unit_price]
    return [own, *cheap]


def promised_for(change: Change) -> list[Allocation]:
    """Return the pieces that wait to be sent in the place of what is exchanged."""
    rows = Allocation.objects.open().filter(replaces=change)
    return list(rows.select_related("stock__variant", "line__part").order_by("stock", "pk"))


def cheaper_by(change: Change) -> Mapping[int, int]:
    """Return by line how much less its replacement costs, in minor units of the order's currency."""
    market, saved = change.order.market, dict[int, int]()
    rows = Allocation.objects.filter(replaces=change).exclude(state=Allocation.State.RELEASED)
    for row in rows.select_related("stock", "line").order_by("pk"):
        if row.stock.variant_id == row.line.variant_id:
            continue
        price = Price.objects.filter(variant=row.stock.variant_id, amount_currency=market.currency).first()
        less = minor(row.line.unit_price) - minor(price.amount) if price else 0
        saved[row.line_id] = saved.get(row.line_id, 0) + max(0, less) * row.quantity
    return {line: amount for line, amount in saved.items() if amount}


def _prices(line: OrderLine, market: Market) -> list[Price]:
    rows = Price.objects.filter(variant__product=line.variant.product_id, amount_currency=market.currency)
    return list(rows)
