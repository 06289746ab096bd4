"""The money of an order as the books take it, read from what was frozen when it was sold."""

from collections.abc import Iterable, Mapping

from django.db.models import prefetch_related_objects

from shop.domain.bank_postings import post_exchanged
from shop.domain.delivery import Mode
from shop.domain.fees import FeeKind
from shop.domain.money import from_minor, minor, rounded
from shop.domain.postings import Entry, FeePosted, OrderPosted, PartPosted, post_earned
from shop.domain.settlement import Item, Role
from shop.models import Order, ProducerOrder
from shop.reading.sold import items_of

MAKERS_CURRENCY = "MAD"
HERS = frozenset({Role.MAKER, Role.DELIVERY})


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


def exchange_entries(order: Order, posted: OrderPosted) -> dict[int, Entry]:
    """Return by producer the entry that fixes her amount in her currency, at the rate kept with the order."""
    if order.rate is None or posted.currency == MAKERS_CURRENCY:
        return {}
    return {
        part.producer: post_exchanged(
            part.producer,
            sold=part.maker,
            sold_in=posted.currency,
            paid=minor(rounded(from_minor(part.maker, posted.currency).amount * order.rate, MAKERS_CURRENCY)),
            paid_in=MAKERS_CURRENCY,
        )
        for part in posted.parts
        if part.maker
    }


def earned_entry(part: ProducerOrder) -> Entry:
    """Return the entry by which what is left of her part becomes payable, in the currency that is hers.

    What was taken off before the goods arrived was never earned. Who sends her own parcel has paid the
    carrier and gets what the buyer paid for it.
    """
    items = items_of(part.order, [part])
    goods = [item for item in items if item.key.kind == "line"]
    sold_in = part.goods.currency.code
    hers_in = next((item.fixed_in for item in goods if item.fixed_in), sold_in)
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
