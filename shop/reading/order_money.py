"""The money of an order as the books take it, read from what was frozen when it was sold."""

from collections.abc import Iterable, Mapping

from django.db.models import prefetch_related_objects

from shop.domain.bank_postings import post_exchanged
from shop.domain.delivery import Mode
from shop.domain.fees import FeeKind
from shop.domain.money import from_minor, minor, rounded
from shop.domain.postings import Entry, FeePosted, OrderPosted, PartPosted, post_earned
from shop.models import Order, ProducerOrder

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
        delivery_party=part.producer_id if part.delivery_method == Mode.DIRECT else None,
        duties=minor(part.duties),
        discount=minor(part.discount),
    )


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
    """Return the entry by which her part becomes payable, in the currency in which it was fixed."""
    posted = order_posted(part.order, [part])
    exchange = exchange_entries(part.order, posted).get(part.producer_id)
    if exchange is None:
        return post_earned(part.producer_id, posted.parts[0].maker, posted.currency)
    fixed = next(each for each in exchange.postings if each.party and each.currency == MAKERS_CURRENCY)
    return post_earned(part.producer_id, -fixed.amount, MAKERS_CURRENCY)


def effect_of(entry: Entry) -> Mapping[str, int]:
    """Return what an entry does to each account, for the log of acts."""
    effect: dict[str, int] = {}
    for side in entry.postings:
        name = f"{side.account.value} {side.currency}"
        effect[name] = effect.get(name, 0) + side.amount
    return effect
