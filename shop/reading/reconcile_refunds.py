"""The proof that refunds and settlements say the same in their rows and in the books."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Q, Sum
from django.utils.translation import gettext_noop as _

from shop.domain.changes import PIECES_STAY
from shop.domain.differences import Line
from shop.domain.money import from_minor, minor, rounded
from shop.domain.postings import Account
from shop.models import ChangeLine, Order, OrderLine, Posting, Refund
from shop.reading.refunds import UNDER_WAY

Key = tuple[int | None, str]
# A sum that is not nothing; SQLite adds decimals up as floats.
SOMETHING = Q(sum__gt=0.004) | Q(sum__lt=-0.004)


def refunds_on_their_way_are_booked() -> Iterator[str]:
    """What the books hold as sent back and not gone yet is the sum of the refunds on their way, by order."""
    sums: defaultdict[Key, int] = defaultdict(int)
    sides = Posting.objects.filter(account__kind=Account.REFUNDS_SENT).order_by()
    for row in sides.values("entry__order", "amount_currency").annotate(sum=Sum("amount")).filter(SOMETHING):
        sums[row["entry__order"], row["amount_currency"]] += _minor(row["sum"], row["amount_currency"])
    rows = Refund.objects.filter(status__in=UNDER_WAY).order_by()
    for row in rows.values("order", "amount_currency").annotate(sum=Sum("amount")):
        sums[row["order"], row["amount_currency"]] += _minor(row["sum"], row["amount_currency"])
    wrong = {key: amount for key, amount in sums.items() if amount}
    numbers = dict(Order.objects.filter(pk__in={key[0] for key in wrong}).values_list("pk", "number"))
    for (order, currency), amount in wrong.items():
        money = from_minor(amount, currency)
        text = _("order %(order)s: the books and the refunds on their way differ by %(money)s")
        yield Line(text, order=numbers.get(order, order), money=f"{money.amount} {currency}")


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
