"""What is changed once an order is placed, and what becomes of what buyers ask for."""

from typing import Any

from producers.domain.actors import BUYER
from shop.actions import handle_change
from shop.actions.change_order import change_order
from shop.domain.changes import ChangeKind
from shop.domain.money import minor
from shop.domain.settlement import Role
from shop.models import Change, Order, OrderLine
from shop.reading.proposals import Asked, propose
from tests.properties.market.world import Market


def change(market: Market) -> object:
    """Office or buyer changes a placed order as it was shown to them, or as it was a moment ago."""
    order = market.one(Order.objects.filter(status="placed"))
    if order is None:
        return False
    asked = market.chance.choice([_cancel_line, _cancel_part, _goodwill, _sums])(market, order)
    shown = propose(order, asked).fingerprint
    side = market.chance.choice(["buyer", "office"]) if asked.kind is not ChangeKind.GOODWILL else "office"
    actor = BUYER if side == "buyer" else market.person()
    return change_order(order, asked, fingerprint=shown, actor=actor, side=side, reason="so wished")


def _cancel_line(market: Market, order: Order) -> Asked:
    return Asked(ChangeKind.CANCEL_LINE, pieces=market.pieces(order))


def _cancel_part(market: Market, order: Order) -> Asked:
    return Asked(ChangeKind.CANCEL_PART, part=market.one(order.parts.all()).pk)


def _goodwill(market: Market, order: Order) -> Asked:
    return Asked(ChangeKind.GOODWILL, goodwill=market.chance.randint(1, 5000))


def _sums(market: Market, order: Order) -> Asked:
    """Give a part of a price, of a delivery or of a fee back."""
    line = market.one(OrderLine.objects.filter(part__order=order))
    amount = market.chance.randint(1, minor(line.total))
    kind = market.chance.choice(["sums", "delivery", "fees"])
    given: dict[str, Any] = {
        "sums": {line.pk: amount},
        "delivery": {line.part_id: market.chance.randint(1, 3000)},
        "fees": {(line.pk, Role.PLATFORM): market.chance.randint(1, 500)},
    }
    return Asked(ChangeKind.GOODWILL, **{kind: given[kind]})


def answer_change(market: Market) -> object:
    row = market.one(Change.objects.filter(status__in=["asked", "agreed", "received"])) or market.one(
        Change.objects.all()
    )
    if row is None:
        return False
    actor, what = market.person(), market.chance.choice(["agree", "refuse", "receive", "settle", "settle"])
    if what == "agree":
        return handle_change.agree(row, actor=actor)
    if what == "refuse":
        return handle_change.refuse(row, actor=actor, answer="no")
    if what == "receive":
        return handle_change.receive(row, actor=actor, reason="back", is_sound=market.chance.random() < 0.7)
    asked = handle_change.asked_of(row)
    if row.kind == ChangeKind.CANCEL_PART:
        asked = Asked(ChangeKind.CANCEL_PART, part=row.part_id)
    shown = propose(row.order, asked).fingerprint
    return handle_change.settle_asked(row, asked, fingerprint=shown, actor=actor)
