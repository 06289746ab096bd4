"""The end of keeping: buyers whom the law no longer asks for go from their invoices; the amounts stay."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import SYSTEM
from shop.models import InvoicePaper, InvoiceParty

AT_ONCE = 500


def blank_old_invoices(*, today: date | None = None, limit: int = 10_000) -> int:
    """Blank the buyers that were to be kept until yesterday or before, at most ``limit``; return how many.

    Their PDFs go with them. What is blanked stays numbered, hashed and counted.
    """
    day, now, count = today or timezone.localdate(), timezone.now(), 0
    due = InvoiceParty.objects.filter(kept_until__lt=day, blanked_at=None).order_by("pk")
    while count < limit and (rows := list(due.select_related("invoice__paper")[:AT_ONCE])):
        for row in rows:
            _blank(row, now)
        count += len(rows)
    return count


def _blank(row: InvoiceParty, now: datetime) -> None:
    paper = InvoicePaper.objects.filter(invoice=row.invoice_id).first()
    if paper and paper.file.name:
        # First, and outside the transaction: ended in between, the row still says what is to be deleted.
        paper.file.storage.delete(paper.file.name)
    with transaction.atomic():
        empty = {"name": "", "register": "", "ice": "", "lines": [], "city": "", "blanked_at": now}
        InvoiceParty.objects.filter(pk=row.pk).update(**empty)
        InvoicePaper.objects.filter(invoice=row.invoice_id).update(file="", blanked_at=now)
        record(verb="invoice.blanked", row=row.invoice, actor=SYSTEM)
