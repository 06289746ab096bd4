"""Pieces come, go and are counted. Each change of the number on hand is one move, with who and why.

The counter and the move are written in one transaction, and the lists brought up to date at its end: rows of
stock are always locked before those of lists. A piece that is promised cannot be taken away.
"""

from django.db import transaction
from django.db.models import F

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.listing import refresh_availability
from shop.models import Allocation, Parcel, Place, Stock, StockMove, Variant

RETURNED = "allocation.returned"


class StockError(ValueError):
    """The change would take what is not there, or what is promised to somebody."""


@transaction.atomic
def receive(variant: Variant, place: Place, quantity: int, *, actor: Actor, reason: str = "") -> StockMove:
    """Write down pieces that arrived at a place. Raises ``StockError`` for none or fewer."""
    _refuse_nothing(quantity)
    stock, _ = Stock.objects.get_or_create(variant=variant, place=place)
    move = _change(stock, quantity, StockMove.Kind.RECEIPT, actor, reason)
    refresh_availability([variant.product_id])
    return move


@transaction.atomic
def adjust(stock: Stock, change: int, *, actor: Actor, reason: str) -> StockMove:
    """Correct a count: ``change`` pieces more, or fewer when negative.

    Raises ``StockError`` without a reason, for no change, or when fewer would stay than are promised.
    """
    if not reason.strip() or not change:
        raise StockError("an adjustment changes something and says why")
    move = _change(stock, change, StockMove.Kind.ADJUSTMENT, actor, reason)
    refresh_availability([stock.variant.product_id])
    return move


@transaction.atomic
def transfer(stock: Stock, place: Place, quantity: int, *, actor: Actor, reason: str = "") -> Stock:
    """Bring pieces to another place, to a fair and back. Returns the stock there. Raises ``StockError``."""
    _refuse_nothing(quantity)
    if stock.place_id == place.pk:
        raise StockError("they are there already")
    there, _ = Stock.objects.get_or_create(variant_id=stock.variant_id, place=place)
    # In the order of the key, so that a transfer there and one back never wait in a circle.
    for row, change in sorted([(stock, -quantity), (there, quantity)], key=lambda pair: pair[0].pk):
        _change(row, change, StockMove.Kind.TRANSFER, actor, reason)
    there.refresh_from_db()
    refresh_availability([stock.variant.product_id])
    return there


@transaction.atomic
def send(
    allocation: Allocation,
    *,
    actor: Actor,
    reason: str = "",
    quantity: int | None = None,
    parcel: Parcel | None = None,
) -> StockMove:
    """Let promised pieces leave, all of them or ``quantity``; the rest stays promised, in a row of its own.

    What was made to order is received first, so that the count stays true. Raises ``StockError`` when they
    were released or sent before, or when they are not there.
    """
    stock = Stock.objects.select_related("variant").locked().get(pk=allocation.stock_id)
    leaving = allocation.quantity if quantity is None else quantity
    _refuse_nothing(leaving)
    _split(allocation, leaving, parcel)
    missing = leaving - stock.on_hand
    if missing > 0 and stock.variant.making_days is not None:
        _change(stock, missing, StockMove.Kind.RECEIPT, actor, "made to order")
    Stock.objects.give_back(stock.pk, leaving)
    move = _change(stock, -leaving, StockMove.Kind.SHIPMENT, actor, reason)
    refresh_availability([stock.variant.product_id])
    return move


@transaction.atomic
def take_back(allocation: Allocation, quantity: int, *, actor: Actor, reason: str) -> StockMove:
    """Put pieces that came back where they had left from. Raises ``StockError`` for more than were sent."""
    _refuse_nothing(quantity)
    stock = Stock.objects.locked().get(pk=allocation.stock_id)
    sent = Allocation.objects.filter(pk=allocation.pk, state=Allocation.State.SENT).first()
    if sent is None or returned(sent) + quantity > sent.quantity:
        raise StockError("more comes back than was sent")
    move = _change(stock, quantity, StockMove.Kind.RETURN, actor, reason)
    record(verb=RETURNED, row=sent, actor=actor, reason=reason, after={"quantity": quantity, "move": move.pk})
    refresh_availability([stock.variant.product_id])
    return move


def returned(allocation: Allocation) -> int:
    """Return how many pieces of an allocation have come back."""
    acts = Act.objects.filter(kind="allocation", object_id=allocation.pk, verb=RETURNED)
    return sum(act.after["quantity"] for act in acts)


def _change(stock: Stock, change: int, kind: str, actor: Actor, reason: str) -> StockMove:
    """Change the count in one statement that finds out itself whether it may, and write why."""
    enough = Stock.objects.filter(
        pk=stock.pk, on_hand__gte=-change, allocated__lte=F("on_hand") + F("cap") + change
    )
    if not enough.update(on_hand=F("on_hand") + change):
        raise StockError(f"{-change} pieces of {stock} are not there, or are promised")
    stock.refresh_from_db(fields=["on_hand", "allocated"])
    move = StockMove.objects.create(
        stock=stock, kind=kind, quantity=change, reason=reason, actor_id=actor.user_id
    )
    record(
        verb=f"stock.{kind}",
        row=stock,
        actor=actor,
        reason=reason,
        before={"on_hand": stock.on_hand - change},
        after={"on_hand": stock.on_hand},
    )
    return move


def _split(allocation: Allocation, leaving: int, parcel: Parcel | None) -> None:
    """Mark promised pieces as sent, in a row of their own unless they are all there is."""
    promised = Allocation.objects.open().filter(pk=allocation.pk)
    if promised.filter(quantity=leaving).update(state=Allocation.State.SENT, parcel=parcel):
        allocation.state, allocation.parcel = Allocation.State.SENT, parcel
        return
    if not promised.filter(quantity__gt=leaving).update(quantity=F("quantity") - leaving):
        raise StockError("these pieces are not promised any more")
    allocation.quantity -= leaving
    Allocation.objects.create(
        line_id=allocation.line_id,
        stock_id=allocation.stock_id,
        quantity=leaving,
        state=Allocation.State.SENT,
        parcel=parcel,
    )


def _refuse_nothing(quantity: int) -> None:
    if quantity < 1:
        raise StockError("a move moves at least one piece")
