"""The demo's invoices: groups sell for their makers, what has arrived is invoiced, changes credited."""

from datetime import date

from producers.models import Organisation
from shop.actions.credit_change import credit_change
from shop.actions.issue_invoice import issue_invoice
from shop.models import Change, Invoice, ProducerOrder, SellerOfRecord

LONG_AGO = date(2020, 1, 1)


def load_sellers() -> None:
    """Let each group sell what its makers make, from before the demo's first order."""
    for maker in Organisation.objects.exclude(group=None).order_by("number"):
        SellerOfRecord.objects.get_or_create(
            producer=maker, market=None, since=LONG_AGO, defaults={"seller": maker.group}
        )


def load_invoices() -> None:
    """Invoice what has arrived, and credit what was changed after its invoice; safe to repeat."""
    for part in ProducerOrder.objects.filter(status="delivered").order_by("pk"):
        issue_invoice(part)
    invoiced = Invoice.objects.values("part__order")
    for change in Change.objects.filter(status="settled", order__in=invoiced).order_by("pk"):
        credit_change(change)
