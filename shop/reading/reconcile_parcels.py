"""What has left: the count of each line, its promises that were sent, and the parcels say the same."""

from collections.abc import Iterator

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop as _

from shop.domain.differences import Line
from shop.models import Allocation, OrderLine, Parcel, ParcelLine


def lines_say_what_has_left() -> Iterator[str]:
    """Pieces sent of a line are those of its promises that were sent, replacements left aside."""
    sent = _pieces(Allocation.objects.of_sale().filter(line=OuterRef("pk"), state="sent"), "line")
    rows = OrderLine.objects.annotate(sent=sent).exclude(shipped=F("sent")).select_related("part")
    for line in rows.iterator():
        text = _("part %(part)s: %(here)s of %(sku)s sent, %(there)s by its pieces")
        yield Line(text, part=line.part.number, here=line.shipped, sku=line.sku, there=line.sent)


def parcels_hold_what_has_left() -> Iterator[str]:
    """A parcel holds the pieces that have left in it."""
    held = _pieces(ParcelLine.objects.filter(parcel=OuterRef("pk")), "parcel")
    left = _pieces(Allocation.objects.filter(parcel=OuterRef("pk"), state="sent"), "parcel")
    for row in Parcel.objects.annotate(held=held, left=left).exclude(held=F("left")).iterator():
        text = _("parcel %(parcel)s: %(here)s pieces on its list, %(there)s have left in it")
        yield Line(text, parcel=row.pk, here=row.held, there=row.left)


def _pieces(rows: QuerySet, by: str) -> Coalesce:
    sums = rows.order_by().values(by).annotate(added=Sum("quantity")).values("added")
    return Coalesce(Subquery(sums, output_field=IntegerField()), 0)
