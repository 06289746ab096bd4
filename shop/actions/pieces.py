"""Pieces of an order leave: with each the promise, the count on hand and the count sent of its line."""

from collections.abc import Mapping

from django.db.models import F

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.adjust_stock import send, take_back
from shop.actions.balance import require_balance
from shop.domain.errors import RefusedError, Why
from shop.models import Allocation, OrderLine, Parcel, ParcelLine, ProducerOrder


def pieces_left(part: ProducerOrder) -> dict[int, int]:
    """Return how many pieces of each line of goods are still promised and have not left, by line."""
    rows = Allocation.objects.open().of_sale().filter(line__part=part, line__is_service=False)
    left: dict[int, int] = {}
    for line, quantity in rows.order_by("line").values_list("line", "quantity"):
        left[line] = left.get(line, 0) + quantity
    return left


def put_into(parcel: Parcel, pieces: Mapping[int, int], *, actor: Actor) -> None:
    """Let so many pieces of each line leave in a parcel, row by row in the order of the stock's key.

    Needs the caller's transaction and the order's lock. Raises ``StockError`` for pieces that are not
    there, ``RefusedError`` with ``MORE_THAN_ORDERED`` for more than are promised, ``BALANCE_OPEN`` before a
    trade buyer has paid the balance.
    """
    require_transaction("a parcel")
    part, wanted = parcel.part, dict(pieces)
    assert part is not None  # joint parcels hold parcels, no pieces
    require_balance(part.order)
    rows = Allocation.objects.open().of_sale().filter(line__part=part, line__in=wanted)
    for row in rows.order_by("stock", "pk"):
        leaving = min(row.quantity, wanted[row.line_id])
        if leaving:
            _leave(row, leaving, part, actor, parcel)
            wanted[row.line_id] -= leaving
    if any(wanted.values()):
        raise RefusedError(Why.MORE_THAN_ORDERED, left=0)
    ParcelLine.objects.bulk_create(
        [ParcelLine(parcel=parcel, line_id=line, quantity=count) for line, count in pieces.items()]
    )


def let_all_leave(part: ProducerOrder, *, actor: Actor) -> None:
    """Let everything leave that is still promised: what is picked up, and places at a service."""
    require_transaction("a delivery")
    rows = list(Allocation.objects.open().of_sale().filter(line__part=part).order_by("stock", "pk"))
    if rows:
        require_balance(part.order)
    for row in rows:
        _leave(row, row.quantity, part, actor, None)


def take_back_all(parcel: Parcel, *, actor: Actor, reason: str) -> None:
    """Put the pieces of a parcel that has come back where they had left from."""
    require_transaction("a return")
    for row in Allocation.objects.filter(parcel=parcel, state="sent").order_by("stock", "pk"):
        take_back(row, row.quantity, actor=actor, reason=reason)


def _leave(row: Allocation, count: int, part: ProducerOrder, actor: Actor, parcel: Parcel | None) -> None:
    room = OrderLine.objects.filter(pk=row.line_id, shipped__lte=F("quantity") - count)
    if not room.update(shipped=F("shipped") + count):
        raise RefusedError(Why.MORE_THAN_ORDERED, left=0)
    send(row, actor=actor, reason=part.number, quantity=count, parcel=parcel)
