"""Orders for tests, written row by row as a completed checkout would leave them."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import BUYER
from shop.actions.allocate import allocate
from shop.actions.place import place
from shop.domain.numbers import new_order_number, part_number
from shop.models import Cart, FeeLine, Market, Order, OrderLine, Payment, ProducerOrder, Variant
from shop.testing.builders import a_cart

SOLD_BY = "cash"


def a_draft(*lines: Variant | tuple[Variant, int], delivery: str = "0", **fields: Any) -> Order:
    """Build a draft order of variants, its pieces allocated; ``delivery`` is what each part pays for it."""
    cart = fields.pop("cart", None) or a_cart(*lines, country=fields.pop("country", "MA"))
    with transaction.atomic():
        order = _order(cart, delivery, fields)
        written = [line for part in order.parts.all() for line in part.lines.all()]
        allocate(written, order.market, cart=cart, now=timezone.now())
        Payment.objects.create(
            order=order, gateway=order.method, reference=f"{order.method}-{order.number}", amount=order.total
        )
    return order


def a_placed_order(*lines: Variant | tuple[Variant, int], **fields: Any) -> Order:
    """Build an order placed with cash on delivery, in the books, announced but not yet told to anybody."""
    order = a_draft(*lines, **fields)
    with transaction.atomic():
        return place(Order.objects.locked().get(pk=order.pk), actor=BUYER, now=timezone.now())


def _order(cart: Cart, delivery: str, fields: dict[str, Any]) -> Order:
    market = Market.objects.for_country(cart.country)
    by_producer: defaultdict[int, list[tuple[Variant, int, Money]]] = defaultdict(list)
    for line in cart.lines.select_related("variant__product__producer"):
        by_producer[line.variant.product.producer_id].append((line.variant, line.quantity, line.seen))
    none = Money(0, market.currency)
    sent = Money(delivery, market.currency)
    goods = sum((price * count for rows in by_producer.values() for _, count, price in rows), none)
    number = new_order_number()
    defaults: dict[str, Any] = {
        "number": number, "language": "fr", "country": cart.country, "buyer_name": "Salma B.",
        "phone": "+212600000000", "email": "salma@example.test", "delivery_country": "MA", "method": SOLD_BY,
        "goods": goods, "delivery": sent * len(by_producer), "duties": none, "discount": none,
        "total": goods + sent * len(by_producer),
    }  # fmt: skip
    order = Order.objects.create(cart=cart, market=market, **(defaults | fields))
    for position, (producer, rows) in enumerate(by_producer.items(), 1):
        part = ProducerOrder.objects.create(
            order=order,
            producer_id=producer,
            number=part_number(order.number, position),
            goods=sum((price * count for _, count, price in rows), none),
            delivery=sent,
            duties=none,
            discount=none,
        )
        for variant, count, price in rows:
            _line(part, variant, count, price)
    return order


def _line(part: ProducerOrder, variant: Variant, quantity: int, price: Money) -> OrderLine:
    none = Money(0, price.currency)
    line = OrderLine.objects.create(
        part=part,
        variant=variant,
        product_export_id=variant.product.export_id,
        product_name=variant.product.name,
        variant_name=variant.name,
        original_language="fr",
        sku=variant.sku,
        making_days=variant.making_days,
        quantity=quantity,
        unit_price=price,
        total=price * quantity,
        discount=none,
        tax_reason="small_maker",
        tax_rate=0,
        tax=none,
        seller_name=variant.product.producer.slug,
    )
    fee = Money(round(line.total.amount * 8 / 100, 2), price.currency)
    FeeLine.objects.create(
        line=line, kind="platform", name="platform", percent=8, base=line.total, amount=fee
    )
    return line
