"""The proof that invoices are whole: no gap in numbers, contents unchanged, totals of their orders."""

from collections.abc import Iterator

from django.db.models import Count, Max, Min

from producers.models import Announcement
from shop.domain.invoices import OverReducedError, PaperKind, from_data
from shop.domain.money import minor
from shop.models import Invoice, InvoiceCounter, ProducerOrder
from shop.reading.invoices import content_of, digest_of, off_before_invoice, settled_off, still_sold

BATCH = 500


def numbers_have_no_gap() -> Iterator[str]:
    """In each year the papers of an issuer are counted from one, and her counter stands at the last."""
    years = Invoice.objects.order_by("issuer", "kind", "year").values("issuer", "kind", "year")
    for row in years.annotate(count=Count("pk"), first=Min("place"), last=Max("place")):
        name = f"{row['kind']} of {row['issuer']} in {row['year']}"
        if (row["first"], row["last"]) != (1, row["count"]):
            yield f"{name}: {row['count']} papers are numbered {row['first']} to {row['last']}"
    for counter in InvoiceCounter.objects.iterator():
        own = Invoice.objects.filter(issuer=counter.issuer_id, kind=counter.kind, year=counter.year)
        last = own.aggregate(last=Max("place"))["last"] or 0
        if last != counter.last:
            yield f"counter {counter.kind} of {counter.issuer_id} stands at {counter.last}, not at {last}"


def papers_say_what_was_issued() -> Iterator[str]:
    """The content of each paper has the hash and the amounts of its row."""
    for invoice in Invoice.objects.order_by("pk").iterator(chunk_size=BATCH):
        content = from_data(invoice.content["sold"])
        amounts = tuple(minor(amount) for amount in (invoice.net, invoice.tax, invoice.total))
        if digest_of(invoice.content) != invoice.sha256:
            yield f"{invoice.number}: its content is not what was issued"
        elif amounts != (content.net, content.tax, content.total):
            yield f"{invoice.number}: its amounts are not those of its content"


def invoices_equal_their_orders() -> Iterator[str]:
    """An invoice is what was sold; what its credit notes take off is what was settled of its part."""
    rows = ProducerOrder.objects.filter(invoices__kind=PaperKind.INVOICE).order_by("pk")
    rows = rows.prefetch_related("lines", "reductions", "invoices", "settled")
    for part in rows.iterator(chunk_size=BATCH):
        what = _wrong_with(part)
        # What is announced and not yet told is on its way to be credited.
        if what and not Announcement.objects.filter(delivered_at=None, payload__order=part.order_id).exists():
            yield f"{part.number}: {what}"


def _wrong_with(part: ProducerOrder) -> str:
    invoice = next(paper for paper in part.invoices.all() if paper.kind == PaperKind.INVOICE)
    expected = off_before_invoice(part).total
    if minor(invoice.total) != expected:
        return f"{invoice.number} is over {minor(invoice.total)}, sold was {expected}"
    try:
        left = still_sold(part)
    except OverReducedError as reason:
        return f"credit notes go beyond {invoice.number}: {reason}"
    taken_off, settled = content_of(part).total - left.total, settled_off(part)
    if taken_off != settled:
        return f"{taken_off} was taken off {invoice.number}, {settled} was settled"
    return ""


CHECKS = (numbers_have_no_gap, papers_say_what_was_issued, invoices_equal_their_orders)
