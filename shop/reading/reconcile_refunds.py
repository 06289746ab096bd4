"""The proof that refunds and settlements say the same in their rows and in the books."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Sum

from shop.domain.changes import PIECES_STAY
from shop.domain.money import from_minor, minor, rounded
from shop.domain.postings import Account
from shop.models import ChangeLine, OrderLine, Posting, Refund
from shop.reading.refunds import UNDER_WAY

Key = tuple[int | None, str]


def refunds_on_their_way_are_booked() -> Iterator[str]:
    """What the books hold as sent back and not gone yet is the sum of the refunds on their way, by order."""
    sums: defaultdict[Key, int] = defaultdict(int)
    sides = Posting.objects.filter(account__kind=Account.REFUNDS_SENT).order_by()
    for row in sides.values("entry__order", "amount_currency").annotate(sum=Sum("amount")):
        sums[row["entry__order"], row["amount_currency"]] += _minor(row["sum"], row["amount_currency"])
    rows = Refund.objects.filter(status__in=UNDER_WAY).order_by()
    for row in rows.values("order", "amount_currency").annotate(sum=Sum("amount")):
        sums[row["order"], row["amount_currency"]] += _minor(row["sum"], row["amount_currency"])
    for (order, currency), amount in sums.items():
        if amount:
            money = from_minor(amount, currency)
            yield f"order {order}: the books and the refunds on their way differ by {money}"


def no_more_pieces_went_than_were_sold() -> Iterator[str]:
    """Pieces cancelled or sent back of a line are never more than were sold of it."""
    settled = ChangeLine.objects.filter(change__status="settled").exclude(change__kind__in=PIECES_STAY)
    gone = settled.order_by().values("line").annotate(pieces=Sum("quantity"))
    counts = {row["line"]: row["pieces"] for row in gone.iterator()}
    for line in OrderLine.objects.filter(pk__in=counts).select_related("part").iterator():
        if counts[line.pk] > line.quantity:
            gone_of = f"{counts[line.pk]} of {line.quantity} pieces of {line.sku}"
            yield f"part {line.part.number}: {gone_of} are gone"


def _minor(amount: object, currency: str) -> int:
    """SQLite adds decimals up as floats: what is finer than a minor unit is its doing."""
    return minor(rounded(amount, currency))  # type: ignore[arg-type]  # a sum of a decimal column
