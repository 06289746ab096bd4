"""The PDF of an invoice, made once and kept with its hash: what was sent once is what is sent again."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from shop.conf import private_storage
from shop.models import Invoice, InvoicePaper
from shop.papers.invoice import print_invoice


def keep_paper(invoice: Invoice) -> InvoicePaper:
    """Print an invoice and keep the file, or return the one that is kept; at once twice, one is.

    Raises ``NoPressError`` where nothing can be printed.
    """
    kept = InvoicePaper.objects.filter(invoice=invoice).first()
    if kept is not None:
        return kept
    content = print_invoice(invoice)
    sha256 = hashlib.sha256(content).hexdigest()
    # Before the transaction: the file may lie on another machine.
    name = private_storage().save(f"invoices/{invoice.export_id}.pdf", ContentFile(content))
    row = _write(invoice, name, sha256)
    if row.file.name != name:
        private_storage().delete(name)
    return row


def paper_of(invoice: Invoice) -> bytes:
    """Return the PDF as it was kept. One whose buyer is blanked is printed anew, without her.

    Raises ``NoPressError``; ``ChangedPaperError`` when the file is not the one that was kept.
    """
    row = keep_paper(invoice)
    if row.blanked_at is not None:
        return print_invoice(invoice)
    with row.file.open("rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise ChangedPaperError(invoice.number)
    return content


class ChangedPaperError(RuntimeError):
    """The file of an invoice is not the one that was kept."""


@transaction.atomic(durable=True)
def _write(invoice: Invoice, name: str, sha256: str) -> InvoicePaper:
    defaults = {"file": name, "sha256": sha256}
    return InvoicePaper.objects.get_or_create(invoice=invoice, defaults=defaults)[0]
