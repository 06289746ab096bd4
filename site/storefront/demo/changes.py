"""The demo's changes after the sale: made through the shop's own actions, as people make them."""

from collections.abc import Callable
from typing import Any

from producers.domain.actors import BUYER, Actor
from shop.actions.ask_change import ask_change, withdraw
from shop.actions.change_order import change_order
from shop.actions.handle_change import agree, asked_of, receive, settle_asked
from shop.actions.refund import hand_over
from shop.domain.changes import ChangeKind
from shop.models import Change, Order, OrderLine, Refund
from shop.reading.proposals import Asked, propose

OFFICE = Actor(None, "Office (demo)")
Step = Callable[[Order], Any]


def _first(order: Order) -> OrderLine:
    return OrderLine.objects.filter(part__order=order).order_by("pk")[0]


def _confirm(order: Order, asked: Asked, actor: Actor, side: str, reason: str) -> None:
    shown = propose(order, asked).fingerprint
    change_order(order, asked, fingerprint=shown, actor=actor, side=side, reason=reason)


def part_of_the_price_back(order: Order) -> None:
    """A fault that the buyer lives with: some of the price goes back, by a transfer that was made."""
    sums = {_first(order).pk: 1500}
    _confirm(order, Asked(ChangeKind.GOODWILL, sums=sums), OFFICE, Change.Side.OFFICE, "démonstration")
    for refund in order.refunds.filter(status=Refund.Status.REQUESTED, method=Refund.Method.TRANSFER):
        hand_over(refund, actor=OFFICE, receipt=f"demo-out-{refund.pk}")


def cancelled_by_the_buyer(order: Order) -> None:
    """One maker's pieces are cancelled before she has begun; the refund is still to be made."""
    asked = Asked(ChangeKind.CANCEL_LINE, {_first(order).pk: 1})
    _confirm(order, asked, BUYER, Change.Side.BUYER, "démonstration")


def complained(order: Order) -> None:
    """Something is wrong, and nobody has answered yet."""
    pieces = {_first(order).pk: 1}
    ask_change(order, ChangeKind.COMPLAINT, pieces=pieces, note="Une couture est ouverte.", actor=BUYER)


def sent_back(order: Order) -> None:
    """A return from its question to the money."""
    change = ask_change(
        order, ChangeKind.RETURN, pieces={_first(order).pk: 1}, note="Trop grand.", actor=BUYER
    )
    agree(change, actor=OFFICE, answer="Oui, renvoyez-le nous.")
    receive(change, actor=OFFICE, reason="démonstration")
    asked = asked_of(change)
    settle_asked(change, asked, fingerprint=propose(order, asked).fingerprint, actor=OFFICE)


def withdrawn(order: Order) -> None:
    """A withdrawal after delivery, the goods on their way back; where the right holds for them."""
    if not _first(order).making_days and not _first(order).is_perishable:
        withdraw(order, pieces={_first(order).pk: 1}, note="", actor=BUYER)
