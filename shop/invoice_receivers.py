"""Invoices follow what happened: issued when goods are delivered or paid, credited when a change is settled.

Each receiver calls one action that bears being called again.
"""

from producers.announcements import Announced, receives
from shop import conf
from shop.actions.credit_change import credit_change
from shop.actions.issue_advance_invoice import issue_advance_invoice
from shop.actions.issue_invoice import credit_what_was_dropped, issue_invoice
from shop.actions.keep_paper import keep_paper
from shop.models import Change, Invoice, ProducerOrder
from shop.papers.press import has_press


@receives("part.delivered", "part.sold_at_stand", tells=())
def invoice_what_arrived(announced: Announced) -> None:
    """At the latest when it arrives, a sale has its invoice."""
    issue_invoice(ProducerOrder.objects.get(pk=announced.payload["part"]))


@receives("order.placed", tells=())
def invoice_the_advance(announced: Announced) -> None:
    """An advance that has come in has its invoice at once."""
    for part in ProducerOrder.objects.filter(order=announced.payload["order"]).order_by("pk"):
        issue_advance_invoice(part)


@receives("order.paid", tells=())
def invoice_what_is_paid(announced: Announced) -> None:
    """Where the setting says so, each part is invoiced once its order is paid."""
    if conf.invoice_when() == "paid":
        for part in ProducerOrder.objects.filter(order=announced.payload["order"]).order_by("pk"):
            issue_invoice(part)


@receives("change.settled", tells=())
def credit_what_changed(announced: Announced) -> None:
    """What a change took off is taken off the invoice."""
    credit_change(Change.objects.get(pk=announced.payload["change"]))


@receives("part.declined", "part.cancelled", "part.returned", tells=())
def credit_what_ended(announced: Announced) -> None:
    """A part that ended without a sale leaves no invoice uncredited."""
    part = ProducerOrder.objects.get(pk=announced.payload["part"])
    credit_what_was_dropped(part, reason=announced.kind.removeprefix("part."))


@receives("invoice.issued", tells=())
def print_what_was_issued(announced: Announced) -> None:
    """The PDF is made once and kept; without the press there is only the data."""
    if has_press():
        keep_paper(Invoice.objects.get(pk=announced.payload["invoice"]))
