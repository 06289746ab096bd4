"""What was sold face to face becomes an order like any other: placed, handed over and earned in one step.

The books, fees, taxes, invoices and the maker's statement are those of every order. A buyer is told nothing:
nobody asked who she is. No right to withdraw follows a sale at a stand, so its makers earn at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from moneyed import Money

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.adjust_stock import receive
from shop.actions.draft import Stand, write_draft
from shop.actions.holds import lock_variants
from shop.actions.move import move
from shop.actions.pieces import let_all_leave
from shop.actions.post import post_if_any
from shop.actions.record_payment import take_notice
from shop.domain.payments import EventKind, EventState
from shop.domain.postings import Account, post_placed
from shop.domain.states import OrderStatus, PartStatus
from shop.gateways.base import Notice
from shop.models import Cart, Market, Order, Payment, ProducerOrder, Stock, Variant
from shop.reading.order_money import earned_entry, effect_of, order_posted
from shop.reading.stand_sales import StandLine, as_stand_quote

NOT_ON_A_SHEET = "sold at the stand without having been taken there"
STEPS = (PartStatus.PLACED, PartStatus.ACCEPTED)


@dataclass(frozen=True)
class StandSale:
    """What was sold at a stand: ``key`` is unique, ``method`` ``cash`` or ``transfer``.

    Cash is in the hands of ``holder``, whose agent took it; money by transfer is still to come.
    """

    key: str
    stand: Stand
    lines: Sequence[StandLine]
    method: str
    holder: Organisation
    lang: str


def sell_at_stand(sale: StandSale, *, actor: Actor, now: datetime) -> Order:
    """Write the order of a sale that has taken place, and book it with the money that was taken.

    More than was brought is sold all the same: those pieces are received at the stand first, with the reason.
    Needs the caller's transaction. Raises ``StockError`` only for what the statement of stock refuses.
    """
    require_transaction("a sale at a stand")
    market = Market.objects.for_country("MA")
    _bring_what_is_missing(sale, actor)
    cart = Cart.objects.create(country="MA", closed_at=now)
    quoted = as_stand_quote(sale.lines, market, method=sale.method, now=now)
    order = write_draft(cart, quoted, method=sale.method, lang=sale.lang, texts={}, now=now, stand=sale.stand)
    entry = post_placed(order_posted(order))
    move(order, OrderStatus.PLACED, actor=actor, money=effect_of(entry), placed_at=now)
    post_if_any(entry, key=f"order:{order.pk}:placed", order=order)
    for part in order.parts.order_by("pk"):
        _hand_over(part, order, actor)
    if sale.method == "cash":
        _take_cash(order, sale, actor, now)
    return order


def missing_at(stand: Stand, lines: Sequence[StandLine]) -> Mapping[int, int]:
    """Return how many pieces more were sold than are at the stand, by variant; only what is missing."""
    sold: dict[int, int] = {}
    for line in lines:
        sold[line.variant.pk] = sold.get(line.variant.pk, 0) + line.quantity
    there = {
        row.variant_id: row.on_hand - row.allocated
        for row in Stock.objects.filter(place=stand.place, variant__in=sold)
    }
    return {pk: count - there.get(pk, 0) for pk, count in sold.items() if count > there.get(pk, 0)}


def _bring_what_is_missing(sale: StandSale, actor: Actor) -> None:
    variants: dict[int, Variant] = {line.variant.pk: line.variant for line in sale.lines}
    lock_variants(sorted(variants))
    for pk, count in sorted(missing_at(sale.stand, sale.lines).items()):
        receive(variants[pk], sale.stand.place, count, actor=actor, reason=NOT_ON_A_SHEET)


def _hand_over(part: ProducerOrder, order: Order, actor: Actor) -> None:
    """Take a part through its states to where it is: in the buyer's hands, and earned."""
    part.order = order
    for state in STEPS:
        move(part, state, actor=actor)
    entry = earned_entry(part)
    move(part, PartStatus.DELIVERED, actor=actor, money=effect_of(entry))
    let_all_leave(part, actor=actor)
    post_if_any(entry, key=f"part:{part.pk}:earned", order=order)
    announce("part.sold_at_stand", key=f"part:{part.pk}:sold_at_stand", part=part.pk, order=order.pk)


def _take_cash(order: Order, sale: StandSale, actor: Actor, now: datetime) -> None:
    payment = Payment.objects.get(order=order)
    total: Money = order.total
    notice = Notice(
        event_id=sale.key[:120],
        reference=payment.reference,
        kind=EventKind.CHARGE,
        state=EventState.SUCCEEDED,
        amount=total,
        data={"account": Account.CASH_WITH_AGENT.value, "party": str(sale.holder.pk), "by": actor.key},
    )
    take_notice("cash", notice, actor=actor, now=now)
