"""Invoices and credit notes in the office: found, read, given out. Nothing here changes one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.domain.shown import shown
from shop.models import Invoice
from shop.office.access import accountants_too
from shop.office.invoice_forms import InvoiceFilter
from shop.office.tables import Cell, Listing, money_here, show_list
from shop.paper_answers import give
from shop.papers.press import has_press
from shop.reading.papers import find_papers


@accountants_too
@require_safe
def list_invoices(request: HttpRequest) -> HttpResponse:
    """List papers, newest first."""
    form = InvoiceFilter(request.GET)
    headings = [_("Number"), _("Kind"), _("Date"), _("Seller"), _("Order"), _("Total")]
    listing = Listing(_("Invoices"), "doc-full", headings, _cells)
    return show_list(request, listing, find_papers(form.asked), form)


@accountants_too
@require_safe
def show_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one, with what it corrects or what corrects it, and where it is given out."""
    rows = Invoice.objects.select_related("issuer", "part__order", "corrects")
    invoice = get_object_or_404(rows.prefetch_related("parties", "credit_notes"), pk=pk)
    parties = {party.role: party for party in invoice.parties.all()}
    seller, buyer = parties["seller"], parties["buyer"]
    facts = [
        (_("Kind"), invoice.get_kind_display()),
        (_("Date"), date_format(invoice.issued_on, "SHORT_DATE_FORMAT")),
        (_("Seller"), seller.name),
        ("ICE", seller.ice or _("none")),
        (_("Billed to"), buyer.name or _("no longer kept")),
        (_("kept until"), date_format(buyer.kept_until, "SHORT_DATE_FORMAT")),
        (_("Order"), invoice.part.number),
        (_("Total without tax"), money_here(invoice.net)),
        (_("Tax"), money_here(invoice.tax)),
        (_("Total"), money_here(invoice.total)),
        (_("SHA-256 of the content"), invoice.sha256),
    ]
    others = [invoice.corrects] if invoice.corrects else list(invoice.credit_notes.all())
    context = {
        "page_title": invoice.number,
        "header_icon": "doc-full",
        "facts": facts,
        "invoice": invoice,
        "others": others,
        "has_press": has_press(),
    }
    return render(request, "shop/office/invoice.html", context)


@accountants_too
@require_safe
def give_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one out, as PDF or ``?as=xml``."""
    rows = Invoice.objects.select_related("part__producer", "issuer")
    return give(get_object_or_404(rows, pk=pk), request.GET.get("as", "pdf"))


def _cells(invoice: Invoice) -> list[Cell]:
    issuer = invoice.issuer
    name = shown(issuer.name, get_language() or "fr", issuer.original_language)
    return [
        Cell(invoice.number, reverse("shop_office:invoice", args=[invoice.pk])),
        Cell(invoice.get_kind_display()),
        Cell(date_format(invoice.issued_on, "SHORT_DATE_FORMAT")),
        Cell(issuer.legal_name or name.text),
        Cell(invoice.part.number),
        Cell(money_here(invoice.total)),
    ]
