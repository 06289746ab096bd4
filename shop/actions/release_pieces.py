"""Some pieces of a line are free again, or came back: what it takes to say so to the stock."""

from django.db.models import F

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.adjust_stock import StockError, returned, take_back
from shop.actions.listing import refresh_availability
from shop.models import Allocation, OrderLine, Stock


def release_pieces(line: OrderLine, pieces: int) -> int:
    """Give back ``pieces`` of what is still promised to a line; returns how many there were.

    Needs the caller's transaction. What was promised last is given back first.
    """
    require_transaction("a release")
    left, products = pieces, set()
    open_rows = Allocation.objects.open().filter(line=line).select_related("stock__variant")
    for row in open_rows.order_by("-stock", "-pk"):
        count = min(left, row.quantity)
        if not count:
            break
        _take_off(row, count)
        Stock.objects.give_back(row.stock_id, count)
        products.add(row.stock.variant.product_id)
        left -= count
    refresh_availability(products)
    return pieces - left


def put_back(line: OrderLine, pieces: int, *, actor: Actor, reason: str) -> int:
    """Put pieces that came back where they had left from; returns how many. Needs the caller's transaction.

    A service, or a piece that nobody ever sent, has no place to go back to.
    """
    require_transaction("a return")
    left = pieces
    sent = Allocation.objects.filter(line=line, state=Allocation.State.SENT).order_by("stock", "pk")
    for row in sent:
        count = min(left, row.quantity - returned(row))
        if count < 1:
            continue
        try:
            take_back(row, count, actor=actor, reason=reason)
        except StockError:
            continue
        left -= count
    return pieces - left


def _take_off(row: Allocation, count: int) -> None:
    mine = Allocation.objects.open().filter(pk=row.pk)
    if count == row.quantity:
        mine.update(state=Allocation.State.RELEASED)
    else:
        mine.update(quantity=F("quantity") - count)
