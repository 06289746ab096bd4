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

from producers.guards import missing_guards
from shop.domain.money import minor
from shop.domain.postings import MONEY_IN, PAYMENT_KINDS
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
from shop.reading.paying import payment_sums
from shop.reading.reconcile_cash import CASH_CHECKS
from shop.reading.reconcile_parcels import lines_say_what_has_left, parcels_hold_what_has_left
from shop.reading.reconcile_payouts import payouts_are_payables, what_is_earned_waits_no_more
from shop.reading.reconcile_refunds import (
    no_more_pieces_went_than_were_sold,
    refunds_on_their_way_are_booked,
)

HALF_A_MINOR_UNIT = Decimal("0.005")
BATCH = 500
Check = Callable[[], Iterator[str]]


def the_database_guards_the_books() -> Iterator[str]:
    """Every trigger that refuses a change of the books or of the log is there."""
    for guard in missing_guards(connection):
        yield f"{guard.table} is not guarded by {guard.name}: run manage.py migrate"


def entries_balance() -> Iterator[str]:
    """Every entry adds up to zero in each currency, and has postings."""
    rows = Posting.objects.order_by().values("entry__key", "amount_currency").annotate(sum=Sum("amount"))
    for row in rows.iterator():
        if abs(row["sum"]) >= HALF_A_MINOR_UNIT:
            yield f"entry {row['entry__key']} is off by {row['sum']:.2f} {row['amount_currency']}"
    for key in JournalEntry.objects.filter(postings=None).values_list("key", flat=True):
        yield f"entry {key} has no postings"
    for key in JournalEntry.objects.exclude(unsealed=None).values_list("key", flat=True):
        yield f"entry {key} is not sealed"


def stock_is_the_sum_of_its_moves() -> Iterator[str]:
    """Pieces on hand are what receipts, adjustments, shipments, returns and transfers make."""
    moved = _total(StockMove.objects.filter(stock=OuterRef("pk")), "stock", "quantity")
    for stock in Stock.objects.annotate(moved=Coalesce(moved, 0)).exclude(on_hand=F("moved")).iterator():
        yield f"stock {stock.pk}: {stock.on_hand} on hand, {stock.moved} by its moves"


def allocated_is_the_sum_of_open_allocations() -> Iterator[str]:
    """Pieces promised are those of the open allocations."""
    promised = _total(Allocation.objects.open().filter(stock=OuterRef("pk")), "stock", "quantity")
    for stock in (
        Stock.objects.annotate(promised=Coalesce(promised, 0)).exclude(allocated=F("promised")).iterator()
    ):
        yield f"stock {stock.pk}: {stock.allocated} allocated, {stock.promised} in open allocations"


def orders_are_the_sum_of_their_parts() -> Iterator[str]:
    """Goods, delivery, duties and discount of an order are those of its parts, and the total follows."""
    for name in ("goods", "delivery", "duties", "discount"):
        parts = _total(ProducerOrder.objects.filter(order=OuterRef("pk")), "order", name, money=True)
        for order in _differing(Order.objects.annotate(sum=Coalesce(parts, Decimal(0))), name):
            yield f"order {order.number}: {name} {getattr(order, name).amount}, its parts {order.sum:.2f}"


def parts_are_the_sum_of_their_lines() -> Iterator[str]:
    """The goods of a part are its lines."""
    lines = _total(OrderLine.objects.filter(part=OuterRef("pk")), "part", "total", money=True)
    for part in _differing(ProducerOrder.objects.annotate(sum=Coalesce(lines, Decimal(0))), "goods"):
        yield f"part {part.number}: goods {part.goods.amount}, its lines {part.sum:.2f}"


def placed_orders_are_booked() -> Iterator[str]:
    """A placed order is in the books with its total; one that ended has nothing left open with the buyer."""
    booked = Posting.objects.filter(
        entry__order=OuterRef("pk"), entry__kind="order.placed", account__kind="buyer_clearing"
    )
    total = _total(booked, "entry__order", "amount", money=True)
    orders = Order.objects.exclude(placed_at=None).annotate(sum=Coalesce(total, Decimal(0)))
    for order in _differing(orders, "total"):
        yield f"order {order.number}: total {order.total.amount}, booked {order.sum:.2f}"
    open_rows = Posting.objects.filter(entry__order=OuterRef("pk"), account__kind="buyer_clearing")
    left = _total(open_rows, "entry__order", "amount", money=True)
    ended = Order.objects.filter(status="cancelled").annotate(sum=Coalesce(left, Decimal(0)))
    for order in ended.exclude(sum__gt=-HALF_A_MINOR_UNIT, sum__lt=HALF_A_MINOR_UNIT).iterator():
        yield f"order {order.number} is cancelled, {order.sum:.2f} is open in the books"


def ended_orders_hold_no_stock() -> Iterator[str]:
    """What is cancelled or expired keeps nothing from others."""
    rows = Allocation.objects.open().filter(line__part__order__status__in=["cancelled", "expired"])
    for number in rows.values_list("line__part__order__number", flat=True).distinct():
        yield f"order {number} has ended and still keeps stock"


def payments_are_booked() -> Iterator[str]:
    """What an order's payments say has come in and stayed is what the books say."""
    orders = Order.objects.filter(payments__events__state="succeeded").distinct()
    for order in orders.prefetch_related("payments__events").iterator(chunk_size=BATCH):
        paid = sum(payment_sums(payment).in_hand for payment in order.payments.all())
        sides = Posting.objects.filter(
            entry__order=order, entry__kind__in=PAYMENT_KINDS, account__kind__in=MONEY_IN
        )
        booked = sum(minor(side.amount) for side in sides if side.amount.currency == order.total.currency)
        if paid != booked:
            yield f"order {order.number}: {paid} minor units paid by its payments, {booked} booked"


def listings_say_what_one_can_have() -> Iterator[str]:
    """Lists say available, sold or to be made as the stock does."""
    rows = Listing.objects.order_by("product", "market").select_related("market")
    for batch in _batches(rows.iterator(chunk_size=BATCH)):
        shelf = stock_shelf({row.product_id for row in batch})
        for row in batch:
            states = shelf.states(shelf.products[row.product_id], row.market)
            said = (row.is_available, row.is_sold, row.making_days)
            if said != states:
                yield f"listing of {row.product_id} in {row.market.code}: says {said}, stock says {states}"


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
        yield f"listing of {row.product_id} in {row.market.code}: {row.amount.amount}, price {row.sum}"


CHECKS: tuple[Check, ...] = (
    the_database_guards_the_books,
    entries_balance,
    stock_is_the_sum_of_its_moves,
    allocated_is_the_sum_of_open_allocations,
    orders_are_the_sum_of_their_parts,
    parts_are_the_sum_of_their_lines,
    placed_orders_are_booked,
    payments_are_booked,
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


def differences() -> Iterator[str]:
    """Run every check and yield what differs; nothing when all is well."""
    for _, line in named_differences():
        yield line


def named_differences() -> Iterator[tuple[str, str]]:
    """Yield what differs with the name of the check that found it."""
    for check in CHECKS:
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
