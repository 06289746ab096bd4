"""Rows of orders, multiplied inside the database: every copy is whole, with keys and numbers of its own."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, models
from django.db.models import Max, Sum

from producers.guards import install_guards, lift_guards
from shop.actions.listing import refresh_listing
from shop.models import (
    Allocation,
    Cart,
    CashCustody,
    CashMove,
    Change,
    ChangeLine,
    FeeLine,
    JournalEntry,
    Order,
    OrderLine,
    Parcel,
    ParcelLine,
    Payment,
    PaymentEvent,
    Posting,
    ProducerOrder,
    Refund,
    SettledShare,
    Stock,
    StockMove,
)

Models = Collection[type[models.Model]]
# Copy number n of a row has the key of the first one and n times this; the first ones have smaller keys.
STEP = 1_000_000
OF_ORDER = {
    Order: "pk", ProducerOrder: "order", OrderLine: "part__order", FeeLine: "line__part__order",
    Payment: "order", PaymentEvent: "payment__order", JournalEntry: "order", Posting: "entry__order",
    Parcel: "part__order", ParcelLine: "parcel__part__order", Allocation: "line__part__order",
    CashCustody: "order", CashMove: "custody__order", Change: "order", ChangeLine: "change__order",
    SettledShare: "change__order", Refund: "order",
}  # fmt: skip
COPIED = {Cart, *OF_ORDER}
# Keys that name a row by its number go on naming their own.
OWN_NUMBER = """CASE WHEN {0} ~ '^(order|part|event|change|custody|parcel):[0-9]+' THEN
    split_part({0}, ':', 1) || ':' || (split_part({0}, ':', 2)::bigint + g * {1})
    || substr({0}, length(split_part({0}, ':', 1) || ':' || split_part({0}, ':', 2)) + 1) || ':' || g
ELSE {0} || ':' || g END"""
EARNED = "CASE WHEN {0} ~ '^part:[0-9]+:earned$' THEN 'part:' || (split_part({0}, ':', 2)::bigint + g * {1})"
KEY = EARNED + " || ':earned' ELSE " + OWN_NUMBER + " END"
NUMBER = "lpad(({0} + g * {1})::text, 12, '0')"


def copy_rows(orders: list[Order], first: int, last: int) -> None:
    """Write copies ``first`` to ``last`` of these orders. PostgreSQL only."""
    keys = [order.pk for order in orders]
    lift_guards(connection)
    with connection.cursor() as cursor:
        copy(cursor, Cart, [order.cart_id for order in orders], first, last, COPIED)
        for model, way in OF_ORDER.items():
            rows = model.objects.filter(**{f"{way}__in": keys}, pk__lt=STEP)
            copy(cursor, model, list(rows.values_list("pk", flat=True)), first, last, COPIED)
    install_guards(connection)


def settle_down(orders: list[Order]) -> None:
    """Give the stock of the copies its counts, with the moves that explain them, and let the planner look."""
    variants = OrderLine.objects.filter(part__order__in=[order.pk for order in orders]).values("variant")
    for stock in Stock.objects.filter(variant__in=variants).order_by("pk"):
        rows = Allocation.objects.filter(stock=stock)
        promised = rows.filter(state="open").aggregate(sum=Sum("quantity"))["sum"] or 0
        moved = StockMove.objects.filter(stock=stock).aggregate(sum=Sum("quantity"))["sum"] or 0
        more = max(promised + 5 - moved, 0)
        if more:
            StockMove.objects.create(stock=stock, kind=StockMove.Kind.RECEIPT, quantity=more, reason="bench")
        Stock.objects.filter(pk=stock.pk).update(on_hand=moved + more, allocated=promised)
    refresh_listing(Stock.objects.filter(variant__in=variants).values_list("variant__product", flat=True))
    with connection.cursor() as cursor:
        go_on_counting(cursor, COPIED)
        cursor.execute("ANALYZE")


def go_on_counting(cursor: Any, copied: Iterable[type[models.Model]]) -> None:
    """Have the next row of each table take the key after its last copy."""
    for model in copied:
        last = model.objects.aggregate(last=Max("pk"))["last"]
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, last])


def copy(
    cursor: Any, model: type[models.Model], keys: list[int], first: int, last: int, copied: Models
) -> None:
    """Write copies ``first`` to ``last`` of rows, which name the copies of what is ``copied`` with them."""
    fields = model._meta.local_concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field, copied) for field in fields)
    sql = (
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values} "
        f"FROM {model._meta.db_table} t, generate_series(%s, %s) g WHERE t.id = ANY(%s)"
    )
    cursor.execute(sql, [first, last, keys])


def _value(model: type[models.Model], field: "models.Field[Any, Any]", copied: Models) -> str:
    column = f't."{field.column}"'
    is_number = field.unique and isinstance(field, models.IntegerField)
    if field.primary_key or is_number or getattr(field, "related_model", None) in copied:
        return f"{column} + g * {STEP}"
    if (model, field.name) in ((Order, "number"), (ProducerOrder, "number")):
        return f"{NUMBER.format('t.' + ('id' if model is Order else 'order_id'), STEP)}"
    if field.name == "key" and model in (JournalEntry, CashMove):
        return KEY.format(column, STEP)
    if field.name == "event_id":
        return f"{column} || ':' || g"
    if isinstance(field, models.UUIDField) and field.unique:
        return f"md5({column}::text || g)::uuid"
    return f"left(md5({column} || g), length({column}))" if field.unique else column
