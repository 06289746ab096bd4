"""Invoices and credit notes as UBL 2.1, held against the published schemas."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from lxml import etree

from producers.domain.actors import SYSTEM
from producers.testing.builders import a_cooperative, a_producer
from shop.actions.blank_invoices import blank_old_invoices
from shop.actions.fulfil import lock_part
from shop.actions.issue_invoice import issue_credit_note, issue_invoice
from shop.domain.invoices import Reduction
from shop.models import Invoice, OrderLine, SellerOfRecord
from shop.papers.ubl import ubl_of
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db
SPECS = Path(__file__).parents[2] / "specs/ubl"
NAMES = {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
}


@cache
def schema(name):
    return etree.XMLSchema(etree.parse(SPECS / f"xsdrt/maindoc/UBL-{name}-2.1.xsd"))


def read(document, name="Invoice"):
    """Return the document, once it is valid."""
    tree = etree.fromstring(document)
    schema(name).assertValid(tree)
    return tree


def value(tree, path):
    return tree.xpath(f"string({path})", namespaces=NAMES)


@pytest.fixture(autouse=True)
def _market():
    a_market(cash_limit=1_000_000)


def an_invoice(producer=None, name="Savon doux", quantity=3, **fields):
    producer = producer or a_producer(legal_number="001561191000066")
    variant = a_variant(product=a_product(producer=producer, name=name), stock=9)
    part = a_placed_order((variant, quantity), delivery="40", delivery_country="MA", **fields).parts.get()
    return issue_invoice(part)


def credited(invoice, off=None):
    with transaction.atomic():
        return issue_credit_note(lock_part(invoice.part), key="c", off=off, reason="refund", actor=SYSTEM)


def test_the_published_sample_is_valid_and_a_broken_one_is_not():
    sample = (SPECS / "UBL-Invoice-2.1-Example.xml").read_bytes()
    read(sample)
    for old, new in ((b"<cbc:IssueDate>", b"<cbc:IssueDay>"), (b"<cac:InvoiceLine>", b"<cac:Line>")):
        broken = sample.replace(old, new).replace(old.replace(b"<", b"</"), new.replace(b"<", b"</"))
        with pytest.raises(etree.DocumentInvalid):
            read(broken)


def test_a_document_of_ours_that_lacks_its_date_is_not_valid():
    document = ubl_of(an_invoice())
    tree = etree.fromstring(document)
    (day,) = tree.xpath("cbc:IssueDate", namespaces=NAMES)
    tree.remove(day)
    assert not schema("Invoice").validate(tree)


def test_an_invoice_is_valid_and_says_the_same_as_its_rows():
    invoice = an_invoice()
    tree = read(ubl_of(invoice))
    assert value(tree, "cbc:ID") == invoice.number
    assert value(tree, "cbc:IssueDate") == invoice.issued_on.isoformat()
    assert value(tree, "cac:LegalMonetaryTotal/cbc:PayableAmount") == f"{invoice.total.amount:.2f}"
    assert value(tree, "cac:LegalMonetaryTotal/cbc:ChargeTotalAmount") == "40.00"
    assert value(tree, "cac:TaxTotal/cbc:TaxAmount") == f"{invoice.tax.amount:.2f}"
    assert value(tree, "cac:AccountingSupplierParty//cbc:CompanyID[@schemeID='ICE']") == "001561191000066"
    assert value(tree, "cac:AccountingCustomerParty//cac:PartyName/cbc:Name") == "Salma B."
    lines = tree.xpath("cac:InvoiceLine", namespaces=NAMES)
    amounts = [float(value(line, "cbc:LineExtensionAmount")) for line in lines]
    assert sum(amounts) == float(value(tree, "cac:LegalMonetaryTotal/cbc:LineExtensionAmount"))
    assert value(lines[0], "cbc:InvoicedQuantity") == "3"
    assert value(lines[0], ".//cbc:TaxExemptionReason")


def test_a_credit_note_is_valid_and_names_what_it_corrects():
    invoice = an_invoice()
    tree = read(ubl_of(credited(invoice)), "CreditNote")
    assert value(tree, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == invoice.number
    assert value(tree, "cac:LegalMonetaryTotal/cbc:PayableAmount") == f"{invoice.total.amount:.2f}"


def test_money_off_without_a_piece_is_valid():
    invoice = an_invoice()
    note = credited(invoice, Reduction({OrderLine.objects.get().pk: (0, 1)}))
    assert value(read(ubl_of(note), "CreditNote"), "cac:LegalMonetaryTotal/cbc:PayableAmount") == "0.01"


@pytest.mark.parametrize("name", ["<&>\"'", "x" * 160, "صابون \u202e", "a\x0bb\ufffe", "🌹"])
def test_names_that_nobody_should_type_are_valid(name):
    read(ubl_of(an_invoice(name=name, buyer_name=name[:100])))


def test_without_company_number_or_address_it_is_valid():
    tree = read(ubl_of(an_invoice(a_producer(legal_number=""))))
    assert not tree.xpath("//cbc:CompanyID", namespaces=NAMES)


def test_the_maker_stands_in_it_when_another_sells():
    mariam = a_producer(name={"fr": "Mariam"})
    SellerOfRecord.objects.create(
        producer=mariam, seller=a_cooperative(legal_name="Coop"), since=date(2020, 1, 1)
    )
    tree = read(ubl_of(an_invoice(mariam)))
    assert value(tree, "//cac:ManufacturerParty/cac:PartyName/cbc:Name") == "Mariam"
    assert value(tree, "cac:AccountingSupplierParty//cbc:RegistrationName") == "Coop"


def test_a_blanked_buyer_leaves_a_valid_document():
    invoice = an_invoice()
    blank_old_invoices(today=date(2100, 1, 1))
    document = ubl_of(Invoice.objects.get(pk=invoice.pk))
    read(document)
    assert b"Salma" not in document
