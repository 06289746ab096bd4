"""From wanted to promised: the one place where stock is taken for an order, and where it is given back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from producers.actions.transactions import require_transaction
from producers.compiled import Compiled
from producers.quick_writes import insert
from shop.actions.listing import refresh_availability
from shop.domain.availability import Shortage, available, short_lines
from shop.domain.errors import RefusedError, Why
from shop.models import Allocation, Cart, Change, Hold, Market, OrderLine, Place, Stock, Variant

# A maker sends her own pieces before those that somebody else keeps for her; a fair's come last.
PLACE_ORDER = [
    Place.Kind.MAKER,
    Place.Kind.CENTRE,
    Place.Kind.CONSIGNMENT,
    Place.Kind.HUB,
    Place.Kind.FAIR,
]


@dataclass(frozen=True)
class Wanted:
    """Pieces of a variant that are wanted for a line."""

    line: OrderLine
    variant: int
    quantity: int


class ShortError(RefusedError):
    """Some lines cannot be served; ``shortages`` names every one of them."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        super().__init__(Why.SHORT, shortages=tuple(shortages))
        self.shortages = tuple(shortages)


def allocate(
    lines: Sequence[OrderLine],
    market: Market,
    *,
    cart: Cart | None,
    now: datetime,
    place: Place | None = None,
    products: Iterable[int] | None = None,
) -> list[Allocation]:
    """Promise the pieces of these lines, all of them or none, and end the cart's holds.

    Needs the caller's transaction, and is its only call that locks variants: all of them at once, in the
    order of the key, so that two buyers never wait for each other in a circle. Who has locked them says of
    which ``products`` they are. Pieces on hand are taken
    before those still to be made, each place by place in ``PLACE_ORDER``. What ``cart`` itself holds does
    not stand in its way. With ``place``, a stand that the web shop does not sell from, they are taken there
    and carts hold nothing of it. Raises ``ShortError`` with every line that is short; the transaction then
    has to end with it.
    """
    wanted = [Wanted(line, line.variant_id, line.quantity) for line in lines]
    return promise(wanted, market, cart=cart, now=now, place=place, products=products)


def promise(
    asked: Sequence[Wanted],
    market: Market,
    *,
    cart: Cart | None,
    now: datetime,
    replaces: Change | None = None,
    place: Place | None = None,
    products: Iterable[int] | None = None,
) -> list[Allocation]:
    """Promise pieces that may be of another variant than was sold, as ``allocate`` does.

    ``replaces`` is the exchange for which they are: they count for no sale.
    """
    require_transaction("an allocation")
    wanted = _wanted(asked)
    if products is None:
        products = {variant.product_id for variant in _locked(variants=list(wanted))} if wanted else set()
    rows = _rows(wanted, market, place)
    held = _held(wanted, cart, now) if place is None else {}
    there = {variant: _free(rows[variant], held.get(variant, 0)) for variant in wanted}
    shortages = short_lines(wanted, there)
    if shortages:
        raise ShortError(shortages)
    taken = [share for one in asked for share in _promises(one, rows[one.variant])]
    changes_lists = _take(taken, there)
    allocations = insert(
        [
            Allocation(line=one.line, stock=stock, quantity=quantity, replaces=replaces)
            for one, stock, quantity in taken
        ]
    )
    if cart is not None:
        Hold.objects.filter(cart=cart).delete()
    if changes_lists:
        refresh_availability(products)
    return allocations


def release(lines: Iterable[OrderLine]) -> int:
    """Give back what is still promised to these lines; returns the pieces. A second time gives back nothing.

    Needs the caller's transaction. Freeing asks for no lock on variants.
    """
    require_transaction("a release")
    promised = Allocation.objects.open().filter(line__in=[line.pk for line in lines])
    pieces, products = 0, set()
    for allocation in promised.select_related("stock__variant").order_by("stock", "pk"):
        still_open = Allocation.objects.open().filter(pk=allocation.pk)
        if still_open.update(state=Allocation.State.RELEASED):
            Stock.objects.give_back(allocation.stock_id, allocation.quantity)
            pieces += allocation.quantity
            products.add(allocation.stock.variant.product_id)
    refresh_availability(products)
    return pieces


def _wanted(asked: Sequence[Wanted]) -> dict[int, int]:
    wanted: defaultdict[int, int] = defaultdict(int)
    for one in asked:
        wanted[one.variant] += one.quantity
    return dict(wanted)


def _rows(wanted: Iterable[int], market: Market, place: Place | None) -> dict[int, list[Stock]]:
    """Return the stock of each variant that market or stand sells, in the order in which it is taken."""
    found: dict[int, list[Stock]] = {variant: [] for variant in wanted}
    if place is not None:
        there: Iterable[Stock] = Stock.objects.filter(place=place, variant__in=found).select_related("place")
    else:
        there = _stock(market=market.pk, variants=list(found)) if found else ()
    for stock in there:
        found[stock.variant_id].append(stock)
    for rows in found.values():
        rows.sort(key=lambda stock: (PLACE_ORDER.index(Place.Kind(stock.place.kind)), stock.pk))
    return found


@Compiled
def _locked(*, variants: list[int]) -> QuerySet[Variant]:
    return Variant.objects.filter(pk__in=variants).only("product").locked()


@Compiled
def _stock(*, market: int, variants: list[int]) -> QuerySet[Stock]:
    return Stock.objects.selling_to(market).filter(variant__in=variants).select_related("place")


def _free(rows: Iterable[Stock], held: int) -> int:
    counts = [(stock.on_hand, stock.allocated, stock.cap) for stock in rows]
    on_hand, allocated, cap = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return available(on_hand, allocated, cap, held)


def _promises(one: Wanted, rows: Sequence[Stock]) -> list[tuple[Wanted, Stock, int]]:
    """Spread one line over places, and count what it takes in ``rows`` so that the next line sees it."""
    left, shares = one.quantity, dict.fromkeys((stock.pk for stock in rows), 0)
    for beyond in (False, True):
        for stock in rows:
            room = available(stock.on_hand, stock.allocated, stock.cap if beyond else 0)
            share = min(left, room)
            stock.allocated += share
            shares[stock.pk] += share
            left -= share
    return [(one, stock, shares[stock.pk]) for stock in rows if shares[stock.pk]]


def _held(wanted: Mapping[int, int], cart: Cart | None, now: datetime) -> dict[int, int]:
    """Return how many pieces of each variant are kept for others."""
    held: defaultdict[int, int] = defaultdict(int)
    for variant, holder, pieces in _live(now=now, variants=list(wanted)) if wanted else ():
        held[variant] += pieces if cart is None or holder != cart.pk else 0
    return held


@Compiled
def _live(*, now: datetime, variants: list[int]) -> QuerySet[Hold, Any]:
    return Hold.objects.live(now).filter(variant__in=variants).values_list("variant", "cart", "quantity")


def _take(taken: Iterable[tuple[Wanted, Stock, int]], there: dict[int, int]) -> bool:
    """Take row by row in the order of the key; the statement itself finds out whether it still may.

    Returns whether this may have changed what lists say: not while more pieces of each are ready.
    """
    changes_lists = False
    for one, stock, quantity in sorted(taken, key=lambda share: share[1].pk):
        if Stock.objects.take_of_many(stock.pk, one.variant, quantity):
            continue
        changes_lists = True
        if not Stock.objects.take(stock.pk, quantity):
            # Somebody who needs no lock, a recount of the shelf, was here in between.
            raise ShortError([Shortage(one.variant, one.quantity, min(there[one.variant], one.quantity - 1))])
    return changes_lists
