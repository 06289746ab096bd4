"""The proof that refunds and settlements say the same in their rows and in the books."""

from collections.abc import Iterator
from heapq import merge
from itertools import groupby, islice

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop as _

from shop.domain.changes import PIECES_STAY
from shop.domain.differences import Line
from shop.domain.money import from_minor, minor, rounded
from shop.domain.postings import Account
from shop.models import ChangeLine, Order, OrderLine, Posting, Refund
from shop.reading.refunds import UNDER_WAY

BATCH = 2000
# A sum that is not nothing; SQLite adds decimals up as floats.
SOMETHING = Q(sum__gt=0.004) | Q(sum__lt=-0.004)


def refunds_on_their_way_are_booked() -> Iterator[str]:
    """What the books hold as sent back and not gone yet is the sum of the refunds on their way, by order."""
    for rows in _in_batches(_off()):
        numbers = dict(Order.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", "number"))
        for order, currency, amount in rows:
            money = from_minor(amount, currency)
            text = _("order %(order)s: the books and the refunds on their way differ by %(money)s")
            yield Line(text, order=numbers.get(order, order), money=f"{money.amount} {currency}")


def _off() -> Iterator[tuple[int, str, int]]:
    """Yield what differs by order and currency. Both sides come in one order: none is held in memory."""
    booked = Posting.objects.filter(account__kind=Account.REFUNDS_SENT).annotate(
        of=Coalesce("entry__order", 0)
    )
    waiting = Refund.objects.filter(status__in=UNDER_WAY).annotate(of=Coalesce("order", 0))
    sides = (
        rows.order_by("of", "amount_currency")
        .values_list("of", "amount_currency")
        .annotate(sum=Sum("amount"))
        .filter(SOMETHING)
        .iterator(chunk_size=BATCH)
        for rows in (booked, waiting)
    )
    for (order, currency), rows in groupby(merge(*sides, key=_key), key=_key):
        amount = sum(_minor(row[2], currency) for row in rows)
        if amount:
            yield order, currency, amount


def _key(row: tuple[int, str, object]) -> tuple[int, str]:
    return row[0], row[1]


def _in_batches(rows: Iterator[tuple[int, str, int]]) -> Iterator[list[tuple[int, str, int]]]:
    while some := list(islice(rows, BATCH)):
        yield some


def no_more_pieces_went_than_were_sold() -> Iterator[str]:
    """Pieces cancelled or sent back of a line are never more than were sold of it."""
    settled = ChangeLine.objects.filter(change__status="settled").exclude(change__kind__in=PIECES_STAY)
    gone = settled.order_by().values("line").annotate(pieces=Sum("quantity"))
    gone = gone.filter(pieces__gt=F("line__quantity"))
    counts = {row["line"]: row["pieces"] for row in gone.iterator()}
    for line in OrderLine.objects.filter(pk__in=counts).select_related("part").iterator():
        if counts[line.pk] > line.quantity:
            text = _("part %(part)s: %(gone)s of %(sold)s pieces of %(sku)s are gone")
            facts = {"gone": counts[line.pk], "sold": line.quantity, "sku": line.sku}
            yield Line(text, part=line.part.number, **facts)


def _minor(amount: object, currency: str) -> int:
    """SQLite adds decimals up as floats: what is finer than a minor unit is its doing."""
    return minor(rounded(amount, currency))  # type: ignore[arg-type]  # a sum of a decimal column
