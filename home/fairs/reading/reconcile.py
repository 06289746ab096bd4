"""The proof that what tills have sold is what the books say: run with all other checks of the shop."""

from collections.abc import Iterator

from django.db.models import F, Sum
from django.utils.translation import gettext_noop as _

from home.fairs.models import Evening, Receipt, ReceiptLine
from shop.domain.differences import Line
from shop.domain.money import minor
from shop.models import Order, Posting


def till_receipts_are_booked() -> Iterator[str]:
    """The receipts of an order come to its total, and the books say of its cash what was counted."""
    sums: dict[int, int] = {}
    for order, total in Receipt.objects.exclude(order=None).values_list("order", "total").iterator():
        sums[order] = sums.get(order, 0) + int(total.scaleb(2))
    for pk, order in Order.objects.in_bulk(sums).items():
        if sums[pk] != minor(order.total):
            text = _("order %(order)s: its total is %(there)s, its receipts come to %(here)s hundredths")
            yield Line(text, order=order.number, there=order.total.amount, here=sums[pk])


def receipts_are_their_lines() -> Iterator[str]:
    """A receipt is the sum of its lines."""
    rows = ReceiptLine.objects.order_by().values("receipt").annotate(added=Sum(F("quantity") * F("unit")))
    lines = {row["receipt"]: row["added"] for row in rows}
    for one in Receipt.objects.select_related("till").iterator():
        if abs((lines.get(one.pk) or 0) - one.total.amount) >= 0.005:
            text = _("receipt %(receipt)s of till %(till)s: %(here)s, its lines %(there)s")
            yield Line(
                text,
                receipt=one.sequence,
                till=one.till.label,
                here=one.total.amount,
                there=lines.get(one.pk),
            )


def counted_cash_is_booked() -> Iterator[str]:
    """What an evening took in cash is booked as paid; what was counted short or over as a difference."""
    for evening in Evening.objects.exclude(order=None).select_related("till", "order").iterator():
        sides = Posting.objects.filter(entry__order=evening.order_id)
        paid = sum(
            minor(one.amount)
            for one in sides.filter(entry__key__startswith="event:")
            if one.amount.amount > 0
        )
        keys = [f"evening:{evening.pk}:counted", f"evening:{evening.pk}:found"]
        off = sum(
            minor(one.amount) for one in sides.filter(entry__key=keys[0], account__kind="cash_differences")
        )
        if paid != minor(evening.expected) or off != minor(evening.expected) - minor(evening.counted):
            text = _("closing %(evening)s of till %(till)s: %(here)s taken and %(off)s off, not so booked")
            yield Line(
                text,
                evening=evening.number,
                till=evening.till.label,
                here=evening.expected.amount,
                off=(evening.expected - evening.counted).amount,
            )


def borne_cash_is_booked() -> Iterator[str]:
    """Missing cash that an association bears is booked on its account, and none of it on a maker's."""
    for evening in Evening.objects.exclude(order=None).select_related("till__fair", "order").iterator():
        sides = Posting.objects.filter(
            entry__key=f"evening:{evening.pk}:charged",
            account__kind="association",
            account__organisation=evening.till.fair.holder_id,
        )
        booked = sum(minor(one.amount) for one in sides)
        borne = minor(evening.expected) - minor(evening.counted) if evening.settled_how == "holder" else 0
        if booked != borne:
            text = _("closing %(evening)s of till %(till)s: %(borne)s is borne by its holder, not so booked")
            yield Line(
                text,
                evening=evening.number,
                till=evening.till.label,
                borne=(evening.expected - evening.counted).amount,
            )


CHECKS = (till_receipts_are_booked, receipts_are_their_lines, counted_cash_is_booked, borne_cash_is_booked)
