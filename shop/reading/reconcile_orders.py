"""The proof that each order comes out: sold = payments - refunds + open.

Orders are read in batches, each with as many queries as one order would need, so that memory stays flat.
Everything is counted in minor units, by order and currency.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_noop as _

from shop.domain.differences import Line
from shop.domain.money import from_minor, minor, rounded
from shop.domain.payments import Sums
from shop.domain.postings import MONEY_IN, PAYMENT_KINDS, Account
from shop.domain.settlement import GIVEN, Role
from shop.models import Order, Posting, Refund, SettledShare
from shop.reading.paying import sums_of_orders
from shop.reading.refunds import UNDER_WAY

BATCH = 500
Key = tuple[int, str]
Amounts = defaultdict[Key, int]
OPEN = (Account.BUYER_CLEARING, Account.REFUNDS_DUE)
# What is due back without a sale undone, and what a bank took that was due anyway: neither is a sale.
GRANTED, LOST = "refund.granted", "dispute.lost"


def payments_are_booked(rows: "QuerySet[Order] | None" = None) -> Iterator[str]:
    """What an order's payments say has come in and stayed is what the books say; of ``rows``, or of all."""
    for orders in _batches(Order.objects.all() if rows is None else rows):
        (paid,) = _paid(orders, lambda sums: sums.in_hand)
        booked = _sum(_sides(orders, account__kind__in=MONEY_IN, entry__kind__in=PAYMENT_KINDS))
        for order in orders:
            key = (order.pk, order.total.currency.code)
            if paid[key] != booked[key]:
                text = _("order %(order)s: %(here)s minor units paid by its payments, %(there)s booked")
                yield Line(text, order=order.number, here=paid[key], there=booked[key])


def orders_are_paid_or_open(rows: "QuerySet[Order] | None" = None) -> Iterator[str]:
    """What is still sold = payments - refunds + open, in each currency; of ``rows``, or of all orders.

    Open is what the buyer owes, less what is due back to her or on its way. What was promised to her out of
    kindness is due without a sale undone; a lost dispute that took what was due is a refund by another hand.
    """
    for orders in _batches(Order.objects.all() if rows is None else rows):
        sold, (paid, refunded) = _sold(orders), _paid(orders, _came_in, _went_back)
        open_, under_way, kind = _open(orders), _under_way(orders), _kind(orders)
        numbers = {order.pk: order.number for order in orders}
        for key in sorted(sold.keys() | paid.keys() | refunded.keys() | open_.keys() | under_way.keys()):
            is_open = open_[key] - under_way[key] + kind[key]
            if sold[key] != paid[key] - refunded[key] + is_open:
                yield _line(numbers[key[0]], key, sold[key], paid[key], refunded[key], is_open)


def _line(number: str, key: Key, sold: int, paid: int, refunded: int, is_open: int) -> Line:
    text = _(
        "order %(order)s: %(sold)s sold, but %(paid)s paid - %(refunded)s refunded + %(open)s open "
        "= %(sum)s %(currency)s"
    )
    sides = {"sold": sold, "paid": paid, "refunded": refunded, "open": is_open}
    shown = {name: _written(amount, key[1]) for name, amount in sides.items()}
    total = paid - refunded + is_open
    cause = _cause(total - sold, sold, paid, refunded)
    return Line(text, cause=cause, order=number, currency=key[1], sum=_written(total, key[1]), **shown)


def _cause(off: int, sold: int, paid: int, refunded: int) -> str:
    """Say what most likely happened, by what the amount that is off equals."""
    causes = (
        (paid, _("A payment was recorded without its entry, or booked twice.")),
        (refunded, _("A refund was recorded without its entry, or booked twice.")),
        (sold, _("The order was placed or changed without its entry.")),
    )
    return next(
        (cause for amount, cause in causes if amount and abs(off) == abs(amount)),
        _("An amount of the order, of a change or of a payment was changed past the program."),
    )


def _sold(orders: list[Order]) -> Amounts:
    """Total of what was placed, less what was settled of it since."""
    sums: Amounts = defaultdict(int)
    for order in orders:
        if order.placed_at is not None:
            sums[order.pk, order.total.currency.code] += minor(order.total)
    currencies = {order.pk: order.total.currency.code for order in orders}
    rows = SettledShare.objects.filter(change__order__in=orders).exclude(role=Role.MAKER_FIXED.value)
    for order, role, currency, total in (
        rows.order_by().values_list("change__order", "role", "amount_currency").annotate(total=Sum("amount"))
    ):
        if currency == currencies[order]:
            sums[order, currency] += _minor(total, currency) * (1 if Role(role) in GIVEN else -1)
    return sums


def _came_in(sums: Sums) -> int:
    return sums.charged + sums.adjusted


def _went_back(sums: Sums) -> int:
    return sums.refunded


def _paid(orders: list[Order], *asked: Callable[[Sums], int]) -> list[Amounts]:
    """Add up what the events of the payments say, once for each thing asked of them."""
    found: list[Amounts] = [defaultdict(int) for _each in asked]
    for (order, currency, _payment), sums in sums_of_orders(orders).items():
        for amounts, what in zip(found, asked, strict=True):
            amounts[order, currency] += what(sums)
    return found


def _open(orders: list[Order]) -> Amounts:
    """What the buyer owes, less what is due back to her and not asked for."""
    return _sum(_sides(orders, account__kind__in=OPEN))


def _under_way(orders: list[Order]) -> Amounts:
    return _sum(Refund.objects.filter(order__in=orders, status__in=UNDER_WAY), "order")


def _kind(orders: list[Order]) -> Amounts:
    """What of the debts to the buyer is no sale: granted adds to them, lost disputes took from them."""
    return _minus(_sum(_sides(orders, account__kind=Account.REFUNDS_DUE, entry__kind__in=(GRANTED, LOST))))


def _sides(orders: list[Order], **narrowed: Any) -> "QuerySet[Posting]":
    return Posting.objects.filter(entry__order__in=orders, **narrowed)


def _sum(rows: "QuerySet[Any]", by: str = "entry__order") -> Amounts:
    sums: Amounts = defaultdict(int)
    added = rows.order_by().values_list(by, "amount_currency").annotate(total=Sum("amount"))
    for order, currency, total in added:
        sums[order, currency] += _minor(total, currency)
    return sums


def _minus(sums: Amounts) -> Amounts:
    return defaultdict(int, {key: -amount for key, amount in sums.items()})


def _batches(rows: "QuerySet[Order]") -> Iterator[list[Order]]:
    """Read orders on from the last one of the batch before."""
    rows, last = rows.order_by("pk").only("number", "total", "total_currency", "placed_at"), 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        if len(batch) < BATCH:
            return
        last = batch[-1].pk


def _minor(total: Any, currency: str) -> int:
    """SQLite adds decimals up as floats: what is finer than a minor unit is its doing."""
    return minor(rounded(total, currency))


def _written(amount: int, currency: str) -> str:
    return str(from_minor(amount, currency).amount)
