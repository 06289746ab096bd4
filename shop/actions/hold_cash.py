"""Whose hands the cash of a parcel is in: written with the money that it is, in the same transaction."""

from datetime import datetime

from moneyed import Money

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.move import move
from shop.domain.cash import HANDS, HELD_ON, to_collect
from shop.domain.money import from_minor, minor
from shop.domain.postings import Account
from shop.domain.states import CashStatus
from shop.models import CashCustody, CashMove, Order, PaymentEvent, ProducerOrder
from shop.models import Posting as Side
from shop.reading.custody import held_of

NAME_LENGTH = 150
Place = tuple[Account, int | None]


def expect_cash(part: ProducerOrder, *, carrier: str = "", now: datetime) -> CashCustody | None:
    """Write down what is to be collected for a part that is paid at the door; None for any other.

    A second parcel of the part changes nothing. Needs the caller's transaction and the order's lock.
    """
    require_transaction("an expectation")
    order = part.order
    if order.method != "cash":
        return None
    known = CashCustody.objects.filter(part=part).first()
    if known is not None:
        return known
    currency = order.total.currency.code
    amount = to_collect(_worth(part), open_of(order), _expected_of(order))
    return CashCustody.objects.create(
        order=order, part=part, expected=from_minor(amount, currency), carrier=carrier[:60], since=now
    )


def hold_cash(order: Order, event: PaymentEvent, place: Place, *, actor: Actor, now: datetime) -> None:
    """Write down whose hands the money of a cash event is in. Needs the caller's transaction."""
    require_transaction("a custody")
    for custody, amount in _taken_by(order, event, place, now):
        status = HANDS[place[0]]
        if custody.status != status:
            move(custody, status, actor=actor, holder_id=place[1], since=now)
        key = f"event:{event.pk}:collected:{custody.pk}"
        note_move(custody, CashMove.Kind.COLLECTED, amount, amount, key=key, actor=actor, now=now)


def give_cash_back(
    order: Order, place: Place, amount: Money, *, key: str, actor: Actor, now: datetime
) -> None:
    """Take money given back to the buyer out of the custodies of who held it, oldest first.

    What they hold too little for is the last one's, as it is in the books. Needs the caller's transaction and
    the order's lock.
    """
    require_transaction("cash given back")
    if place[0] not in HANDS:
        return
    rows = list(
        CashCustody.objects.filter(order=order, status=HANDS[place[0]], holder=place[1]).order_by("pk")
    )
    left, currency = minor(amount), amount.currency.code
    for row in rows:
        sum_ = left if row is rows[-1] else min(left, max(0, held_of(row)))
        if sum_:
            money = from_minor(sum_, currency)
            name = f"{key}:{row.pk}"
            note_move(row, CashMove.Kind.REFUNDED, money, -money, key=name, actor=actor, now=now)
            left -= sum_


def note_move(
    custody: CashCustody,
    kind: CashMove.Kind,
    amount: Money,
    effect: Money,
    *,
    key: str,
    actor: Actor,
    now: datetime,
) -> CashMove:
    """Add one move to a custody; the same key again is the first. Needs the caller's transaction."""
    require_transaction("a move of cash")
    status = CashStatus(custody.status)
    return CashMove.objects.get_or_create(
        key=key[:150],
        defaults={
            "custody": custody,
            "kind": kind.value,
            "amount": amount,
            "effect": effect,
            "account": HELD_ON[status].value if status in HELD_ON else "",
            "holder_id": custody.holder_id,
            "by_name": actor.name[:NAME_LENGTH],
            "at": now,
        },
    )[0]


def open_of(order: Order) -> int:
    """Return what the buyer still owes by the books, in minor units of the order's currency."""
    sides = Side.objects.filter(entry__order=order, account__kind=Account.BUYER_CLEARING)
    return sum(minor(side.amount) for side in sides if side.amount.currency == order.total.currency)


def _taken_by(
    order: Order, event: PaymentEvent, place: Place, now: datetime
) -> list[tuple[CashCustody, Money]]:
    """Return which custodies take this money: its part's, all that are expected, or one of the order."""
    rows = CashCustody.objects.locked().filter(order=order)
    part = event.data.get("part")
    known = rows.filter(part=part).first() if part else None
    if known is not None and _can_take(known, place):
        return [(known, event.amount)]
    expected = [] if part else list(rows.filter(status=CashStatus.EXPECTED))
    if expected and sum(minor(row.expected) for row in expected) == minor(event.amount):
        return [(row, row.expected) for row in expected]
    new = CashCustody.objects.create(order=order, expected=event.amount, since=now)
    return [(new, event.amount)]


def _can_take(custody: CashCustody, place: Place) -> bool:
    is_there = custody.status == HANDS[place[0]] and custody.holder_id == place[1]
    return is_there or custody.status == CashStatus.EXPECTED


def _worth(part: ProducerOrder) -> int:
    return minor(part.goods) + minor(part.delivery) + minor(part.duties) - minor(part.discount)


def _expected_of(order: Order) -> int:
    rows = CashCustody.objects.filter(order=order, status=CashStatus.EXPECTED)
    return sum(minor(row.expected) for row in rows)
