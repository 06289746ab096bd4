"""The proof that invoices are whole: no gap in numbers, contents unchanged, totals of their orders."""

from collections.abc import Iterator

from django.db.models import Count, Max, Min
from django.utils.translation import gettext_noop as _

from producers.models import Announcement
from shop.domain.differences import Line
from shop.domain.invoices import OverReducedError, PaperKind, from_data
from shop.domain.money import minor
from shop.models import Invoice, InvoiceCounter, ProducerOrder
from shop.reading.invoices import (
    advance_left,
    content_of,
    digest_of,
    off_before_invoice,
    settled_off,
    still_sold,
)

BATCH = 500


def numbers_have_no_gap() -> Iterator[str]:
    """In each year the papers of an issuer are counted from one, and her counter stands at the last."""
    years = Invoice.objects.order_by("issuer", "kind", "year").values("issuer", "kind", "year")
    for row in years.annotate(count=Count("pk"), first=Min("place"), last=Max("place")):
        name = f"{row['kind']} of {row['issuer']} in {row['year']}"
        if (row["first"], row["last"]) != (1, row["count"]):
            text = _("%(name)s: %(count)s papers are numbered %(first)s to %(last)s")
            yield Line(text, name=name, count=row["count"], first=row["first"], last=row["last"])
    for counter in InvoiceCounter.objects.iterator():
        own = Invoice.objects.filter(issuer=counter.issuer_id, kind=counter.kind, year=counter.year)
        last = own.aggregate(last=Max("place"))["last"] or 0
        if last != counter.last:
            text = _("counter %(kind)s of %(issuer)s stands at %(here)s, not at %(there)s")
            facts = {"kind": counter.kind, "issuer": counter.issuer_id}
            yield Line(text, here=counter.last, there=last, **facts)


def papers_say_what_was_issued() -> Iterator[str]:
    """The content of each paper has the hash and the amounts of its row."""
    for invoice in Invoice.objects.order_by("pk").iterator(chunk_size=BATCH):
        content = from_data(invoice.content["sold"])
        amounts = tuple(minor(amount) for amount in (invoice.net, invoice.tax, invoice.total))
        if digest_of(invoice.content) != invoice.sha256:
            yield Line(_("%(paper)s: its content is not what was issued"), paper=invoice.number)
        elif amounts != (content.net, content.tax, content.total):
            yield Line(_("%(paper)s: its amounts are not those of its content"), paper=invoice.number)


def invoices_equal_their_orders() -> Iterator[str]:
    """An invoice is what was sold; what its credit notes take off is what was settled of its part."""
    rows = ProducerOrder.objects.filter(invoices__kind=PaperKind.INVOICE).order_by("pk")
    rows = rows.prefetch_related("lines", "reductions", "invoices", "settled")
    for part in rows.iterator(chunk_size=BATCH):
        what = _wrong_with(part)
        # What is announced and not yet told is on its way to be credited.
        if what and not Announcement.objects.filter(delivered_at=None, payload__order=part.order_id).exists():
            yield what


def _wrong_with(part: ProducerOrder) -> Line | None:
    invoice = next(paper for paper in part.invoices.all() if paper.kind == PaperKind.INVOICE)
    names = {"part": part.number, "paper": invoice.number}
    expected = off_before_invoice(part).total
    if minor(invoice.total) != expected:
        text = _("%(part)s: %(paper)s is over %(here)s, sold was %(there)s")
        return Line(text, here=minor(invoice.total), there=expected, **names)
    try:
        left = still_sold(part)
    except OverReducedError as reason:
        text = _("%(part)s: credit notes go beyond %(paper)s: %(reason)s")
        return Line(text, reason=reason, **names)
    taken_off, settled = content_of(part).total - left.total, settled_off(part)
    if taken_off != settled:
        text = _("%(part)s: %(here)s was taken off %(paper)s, %(there)s was settled")
        return Line(text, here=taken_off, there=settled, **names)
    return None


def advances_are_deducted() -> Iterator[str]:
    """What is left of the invoice of an advance is what the invoice of the part deducts."""
    rows = ProducerOrder.objects.filter(invoices__kind=PaperKind.ADVANCE).order_by("pk")
    for part in rows.prefetch_related("invoices").iterator(chunk_size=BATCH):
        paper, left = advance_left(part) or (None, None)
        invoice = next((one for one in part.invoices.all() if one.kind == PaperKind.INVOICE), None)
        if invoice is None or paper is None or left is None:
            continue
        deducted = sum(one["amount"] for one in invoice.content.get("advances", []))
        if deducted != left.total:
            text = _("%(part)s: %(paper)s deducts %(here)s, its advance was %(there)s")
            yield Line(text, here=deducted, there=left.total, part=part.number, paper=invoice.number)


CHECKS = (
    numbers_have_no_gap,
    papers_say_what_was_issued,
    invoices_equal_their_orders,
    advances_are_deducted,
)
