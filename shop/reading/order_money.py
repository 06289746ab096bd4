"""The money of an order as the books take it, read from what was frozen when it was sold."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import prefetch_related_objects

from shop.domain.bank_postings import post_delivery_exchanged, post_exchanged
from shop.domain.delivery import Mode
from shop.domain.fees import FeeKind
from shop.domain.money import from_minor, minor, rounded
from shop.domain.postings import Entry, FeePosted, OrderPosted, PartPosted, post_earned
from shop.domain.settlement import HERS, Item
from shop.models import Order, ProducerOrder
from shop.reading.sold import items_of

MAKERS_CURRENCY = "MAD"


def order_posted(order: Order, parts: Iterable[ProducerOrder] | None = None) -> OrderPosted:
    """Return the money of an order, or of some of its parts; at most three queries."""
    rows = list(parts if parts is not None else order.parts.all())
    prefetch_related_objects(rows, "lines__fees")
    posted = tuple(part_posted(part) for part in rows)
    total = sum(
        minor(part.goods) + minor(part.delivery) + minor(part.duties) - minor(part.discount) for part in rows
    )
    return OrderPosted(order.total.currency.code, total, posted)


def part_posted(part: ProducerOrder) -> PartPosted:
    """Return whose the money of one part is. Who sends her own parcel pays the carrier herself."""
    lines = list(part.lines.all())
    fees = tuple(
        FeePosted(FeeKind(fee.kind), minor(fee.amount), party=fee.beneficiary_id)
        for line in lines
        for fee in line.fees.all()
    )
    tax = sum(minor(line.tax) for line in lines)
    return PartPosted(
        producer=part.producer_id,
        maker=minor(part.goods) - tax - sum(fee.amount for fee in fees),
        fees=fees,
        tax=tax,
        delivery=minor(part.delivery),
        delivery_party=sender_of(part),
        duties=minor(part.duties),
        discount=minor(part.discount),
    )


def sender_of(part: ProducerOrder | None) -> int | None:
    """Return the maker who pays the carrier of a part herself; None where the shop or a centre does."""
    return part.producer_id if part is not None and part.delivery_method == Mode.DIRECT else None


def exchange_entries(order: Order, posted: OrderPosted) -> dict[str, Entry]:
    """Return by key the entries that fix a maker's amounts in her currency, at the rate kept with the order.

    One for her goods, one for what she gets for sending her own parcel.
    """
    if order.rate is None or posted.currency == MAKERS_CURRENCY:
        return {}
    entries: dict[str, Entry] = {}
    for part in posted.parts:
        rows = [("exchanged", post_exchanged, part.maker)]
        if part.delivery_party == part.producer:
            rows.append(("delivery_exchanged", post_delivery_exchanged, part.delivery))
        for name, rule, amount in rows:
            if amount:
                key = f"order:{order.pk}:{name}:{part.producer}"
                paid = _fixed(amount, posted.currency, order.rate)
                entries[key] = rule(
                    part.producer, sold=amount, sold_in=posted.currency, paid=paid, paid_in=MAKERS_CURRENCY
                )
    return entries


def _fixed(amount: int, currency: str, rate: Decimal) -> int:
    """What an amount in minor units is worth in the makers' currency, rounded once."""
    return minor(rounded(from_minor(amount, currency).amount * rate, MAKERS_CURRENCY))


def earned_entry(part: ProducerOrder) -> Entry:
    """Return the entry by which what is left of her part becomes payable, in the currency that is hers.

    What was taken off before the goods arrived was never earned. Who sends her own parcel has paid the
    carrier and gets what the buyer paid for it.
    """
    items = items_of(part.order, [part])
    goods = [item for item in items if item.key.kind == "line"]
    sold_in = part.goods.currency.code
    hers_in = next((item.fixed_in for item in items if item.fixed_in), sold_in)
    own = sum(_hers(item) for item in goods)
    sent = [item for item in items if item.key.kind == "delivery" and (item.fixed_in or sold_in) == hers_in]
    delivery = sum(_hers(item) for item in sent)
    return post_earned(part.producer_id, own, hers_in, delivery=delivery)


def _hers(item: Item) -> int:
    """What is left of an item for its maker, in her currency; a delivery that another carries is not hers."""
    own = sum(share.amount for share in item.shares if share.role in HERS and share.party == item.producer)
    return item.fixed if item.fixed_in else own


def effect_of(entry: Entry) -> Mapping[str, int]:
    """Return what an entry does to each account, for the log of acts."""
    effect: dict[str, int] = {}
    for side in entry.postings:
        name = f"{side.account.value} {side.currency}"
        effect[name] = effect.get(name, 0) + side.amount
    return effect
