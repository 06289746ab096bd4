"""The proof that the counters and the books say the same as the rows they were made from.

Each check yields one line per difference, naming the row. Money is compared in minor units: SQLite adds
decimals up as floats.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice

from django.db import connection
from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from producers.guards import missing_guards
from shop.domain.differences import Line
from shop.models import (
    Allocation,
    JournalEntry,
    Listing,
    Order,
    OrderLine,
    Posting,
    Price,
    ProducerOrder,
    Stock,
    StockMove,
)
from shop.reading import reconcile_invoices
from shop.reading.listed import stock_shelf
from shop.reading.reconcile_cash import CASH_CHECKS
from shop.reading.reconcile_orders import orders_are_paid_or_open, payments_are_booked
from shop.reading.reconcile_parcels import lines_say_what_has_left, parcels_hold_what_has_left
from shop.reading.reconcile_payouts import payouts_are_payables, what_is_earned_waits_no_more
from shop.reading.reconcile_refunds import (
    no_more_pieces_went_than_were_sold,
    refunds_on_their_way_are_booked,
)

HALF_A_MINOR_UNIT = Decimal("0.005")
BATCH = 500
Check = Callable[[], Iterator[str]]
SUMS = {
    "goods": _("order %(order)s: goods %(here)s, its parts %(there)s"),
    "delivery": _("order %(order)s: delivery %(here)s, its parts %(there)s"),
    "duties": _("order %(order)s: duties %(here)s, its parts %(there)s"),
    "discount": _("order %(order)s: discount %(here)s, its parts %(there)s"),
}


def the_database_guards_the_books() -> Iterator[str]:
    """Every trigger that refuses a change of the books or of the log is there."""
    for guard in missing_guards(connection):
        text = _("%(table)s is not guarded by %(guard)s: run manage.py migrate")
        yield Line(text, table=guard.table, guard=guard.name)


def entries_balance() -> Iterator[str]:
    """Every entry adds up to zero in each currency, and has postings."""
    rows = Posting.objects.order_by().values("entry__key", "amount_currency").annotate(sum=Sum("amount"))
    for row in rows.iterator():
        if abs(row["sum"]) >= HALF_A_MINOR_UNIT:
            off, currency = f"{row['sum']:.2f}", row["amount_currency"]
            text = _("entry %(entry)s is off by %(off)s %(currency)s")
            yield Line(text, entry=row["entry__key"], off=off, currency=currency)
    for key in JournalEntry.objects.filter(postings=None).values_list("key", flat=True):
        yield Line(_("entry %(entry)s has no postings"), entry=key)
    for key in JournalEntry.objects.exclude(unsealed=None).values_list("key", flat=True):
        yield Line(_("entry %(entry)s is not sealed"), entry=key)


def stock_is_the_sum_of_its_moves() -> Iterator[str]:
    """Pieces on hand are what receipts, adjustments, shipments, returns and transfers make."""
    moved = _total(StockMove.objects.filter(stock=OuterRef("pk")), "stock", "quantity")
    for stock in Stock.objects.annotate(moved=Coalesce(moved, 0)).exclude(on_hand=F("moved")).iterator():
        text = _("stock %(stock)s: %(here)s on hand, %(there)s by its moves")
        yield Line(text, stock=stock.pk, here=stock.on_hand, there=stock.moved)


def allocated_is_the_sum_of_open_allocations() -> Iterator[str]:
    """Pieces promised are those of the open allocations."""
    promised = _total(Allocation.objects.open().filter(stock=OuterRef("pk")), "stock", "quantity")
    for stock in (
        Stock.objects.annotate(promised=Coalesce(promised, 0)).exclude(allocated=F("promised")).iterator()
    ):
        text = _("stock %(stock)s: %(here)s allocated, %(there)s in open allocations")
        yield Line(text, stock=stock.pk, here=stock.allocated, there=stock.promised)


def orders_are_the_sum_of_their_parts() -> Iterator[str]:
    """Goods, delivery, duties and discount of an order are those of its parts, and the total follows."""
    for name, text in SUMS.items():
        parts = _total(ProducerOrder.objects.filter(order=OuterRef("pk")), "order", name, money=True)
        for order in _differing(Order.objects.annotate(sum=Coalesce(parts, Decimal(0))), name):
            here, there = getattr(order, name).amount, f"{order.sum:.2f}"
            yield Line(text, order=order.number, here=here, there=there)


def parts_are_the_sum_of_their_lines() -> Iterator[str]:
    """The goods of a part are its lines."""
    lines = _total(OrderLine.objects.filter(part=OuterRef("pk")), "part", "total", money=True)
    for part in _differing(ProducerOrder.objects.annotate(sum=Coalesce(lines, Decimal(0))), "goods"):
        text = _("part %(part)s: goods %(here)s, its lines %(there)s")
        yield Line(text, part=part.number, here=part.goods.amount, there=f"{part.sum:.2f}")


def placed_orders_are_booked() -> Iterator[str]:
    """A placed order is in the books with its total; one that ended has nothing left open with the buyer."""
    booked = Posting.objects.filter(
        entry__order=OuterRef("pk"), entry__kind="order.placed", account__kind="buyer_clearing"
    )
    total = _total(booked, "entry__order", "amount", money=True)
    orders = Order.objects.exclude(placed_at=None).annotate(sum=Coalesce(total, Decimal(0)))
    for order in _differing(orders, "total"):
        text = _("order %(order)s: total %(here)s, booked %(there)s")
        yield Line(text, order=order.number, here=order.total.amount, there=f"{order.sum:.2f}")
    open_rows = Posting.objects.filter(entry__order=OuterRef("pk"), account__kind="buyer_clearing")
    left = _total(open_rows, "entry__order", "amount", money=True)
    ended = Order.objects.filter(status="cancelled").annotate(sum=Coalesce(left, Decimal(0)))
    for order in ended.exclude(sum__gt=-HALF_A_MINOR_UNIT, sum__lt=HALF_A_MINOR_UNIT).iterator():
        text = _("order %(order)s is cancelled, %(there)s is open in the books")
        yield Line(text, order=order.number, there=f"{order.sum:.2f}")


def ended_orders_hold_no_stock() -> Iterator[str]:
    """What is cancelled or expired keeps nothing from others."""
    rows = Allocation.objects.open().filter(line__part__order__status__in=["cancelled", "expired"])
    for number in rows.values_list("line__part__order__number", flat=True).distinct():
        yield Line(_("order %(order)s has ended and still keeps stock"), order=number)


def listings_say_what_one_can_have() -> Iterator[str]:
    """Lists say available, sold or to be made as the stock does."""
    rows = Listing.objects.order_by("product", "market").select_related("market")
    for batch in _batches(rows.iterator(chunk_size=BATCH)):
        shelf = stock_shelf({row.product_id for row in batch})
        for row in batch:
            states = shelf.states(shelf.products[row.product_id], row.market)
            said = (row.is_available, row.is_sold, row.making_days)
            if said != states:
                text = _("listing of %(product)s in %(market)s: says %(here)s, stock says %(there)s")
                facts = {"product": row.product_id, "market": row.market.code}
                yield Line(text, here=said, there=states, **facts)


def listings_say_the_price() -> Iterator[str]:
    """The price in a list is the lowest of the variants on sale."""
    lowest = (
        Price.objects.filter(
            Q(variant__starts_at=None) | Q(variant__starts_at__gt=timezone.now()),
            variant__product=OuterRef("product"),
            variant__is_active=True,
            amount_currency=OuterRef("market__currency"),
        )
        .order_by("amount")
        .values("amount")[:1]
    )
    rows = Listing.objects.exclude(amount=None).annotate(sum=Subquery(lowest)).select_related("market")
    for row in _differing(rows, "amount"):
        text = _("listing of %(product)s in %(market)s: %(here)s, price %(there)s")
        facts = {"product": row.product_id, "market": row.market.code}
        yield Line(text, here=row.amount.amount, there=row.sum, **facts)


CHECKS: tuple[Check, ...] = (
    the_database_guards_the_books,
    entries_balance,
    stock_is_the_sum_of_its_moves,
    allocated_is_the_sum_of_open_allocations,
    orders_are_the_sum_of_their_parts,
    parts_are_the_sum_of_their_lines,
    placed_orders_are_booked,
    payments_are_booked,
    orders_are_paid_or_open,
    ended_orders_hold_no_stock,
    lines_say_what_has_left,
    parcels_hold_what_has_left,
    payouts_are_payables,
    what_is_earned_waits_no_more,
    *reconcile_invoices.CHECKS,
    refunds_on_their_way_are_booked,
    no_more_pieces_went_than_were_sold,
    listings_say_the_price,
    listings_say_what_one_can_have,
    *CASH_CHECKS,
)


_more: list[Check] = []


def add_check(check: Check) -> None:
    """Have a check of an app above run with the others; for ``AppConfig.ready``."""
    if check not in _more:
        _more.append(check)


def differences() -> Iterator[str]:
    """Run every check and yield what differs; nothing when all is well."""
    for _check, line in named_differences():
        yield line


def named_differences() -> Iterator[tuple[str, str]]:
    """Yield what differs with the name of the check that found it."""
    for check in (*CHECKS, *_more):
        for line in check():
            yield check.__name__, line


def _batches(rows: Iterable[Listing]) -> Iterator[list[Listing]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _total(rows: QuerySet, by: str, name: str, *, money: bool = False) -> Subquery:
    """Add a column of these rows up, by what they hang on."""
    sums = rows.order_by().values(by).annotate(added=Sum(name)).values("added")
    return (
        Subquery(sums, output_field=DecimalField(max_digits=14, decimal_places=2))
        if money
        else Subquery(sums)
    )


def _differing(rows: QuerySet, name: str) -> Iterator:
    """Yield the rows whose amount is not ``sum``, to less than a minor unit."""
    close = {f"{name}__gt": F("sum") - HALF_A_MINOR_UNIT, f"{name}__lt": F("sum") + HALF_A_MINOR_UNIT}
    return rows.exclude(**close).iterator()
