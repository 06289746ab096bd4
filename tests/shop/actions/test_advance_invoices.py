"""The invoice of an advance, and how the invoice that follows deducts it; the books and papers agree."""

from itertools import count

import pytest
from moneyed import Money

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import Actor
from producers.testing.builders import a_producer
from shop.actions import fulfil
from shop.actions.cancel import cancel
from shop.actions.issue_advance_invoice import issue_advance_invoice
from shop.actions.issue_invoice import issue_invoice
from shop.actions.mark_paid import mark_paid
from shop.domain.money import minor
from shop.models import Invoice, Order
from shop.papers.invoice import invoice_data
from shop.papers.ubl import ubl_of
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.trade import a_quote, accepted
from tests.pages.world import GATEWAYS
from tests.shop.papers.test_ubl import read, value

pytestmark = pytest.mark.django_db
OFFICE = Actor(3, "Office")
_lines = count(1)


@pytest.fixture(autouse=True)
def _gateways(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}


@pytest.fixture
def goods():
    a_market()
    makers = [
        a_producer(number=number, slug=f"w{number}", legal_number="001561191000066") for number in (31, 32)
    ]
    return [a_variant(a_product(producer=maker), stock=2) for maker in makers]


def pays(order: Order, amount: Money) -> Order:
    return mark_paid(order, amount=amount, statement=f"advance line {next(_lines)}", actor=OFFICE)


def begun(*goods, **quote) -> Order:
    order = pays(one := accepted(a_quote(*goods, **quote)), one.advance)
    deliver_announcements()
    return order


def papers(order: Order, kind: str) -> list[Invoice]:
    return list(Invoice.objects.filter(part__order=order, kind=kind).order_by("pk"))


def deliver(order: Order) -> None:
    pays(order, order.total - order.advance)
    for part in order.parts.order_by("pk"):
        fulfil.accept(part, actor=OFFICE)
        fulfil.ship(part, carrier="Amana", actor=OFFICE)
        fulfil.deliver(part, actor=OFFICE)
    deliver_announcements()


def test_each_maker_has_an_invoice_of_her_share_of_the_advance(goods):
    order = begun(*goods, percent=60, delivery="501")
    advances = papers(order, "prepayment")
    assert sum(minor(paper.total) for paper in advances) == minor(order.advance)
    assert [paper.number for paper in advances] == [
        f"P-{n}-{paper.year}-00001" for n, paper in zip((31, 32), advances, strict=True)
    ]
    for paper in advances:
        tree = read(ubl_of(paper))
        assert value(tree, "cbc:InvoiceTypeCode") == "386"
        assert value(tree, "cac:LegalMonetaryTotal/cbc:PayableAmount") == f"{paper.total.amount:.2f}"
    assert issue_advance_invoice(order.parts.first()) == advances[0]
    assert list(differences()) == []


def test_the_invoice_that_follows_deducts_it(goods):
    order = begun(*goods)
    advances = papers(order, "prepayment")
    deliver(order)
    for advance, invoice in zip(advances, papers(order, "invoice"), strict=True):
        tree = read(ubl_of(invoice))
        assert value(tree, "cbc:InvoiceTypeCode") == "380"
        assert value(tree, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == advance.number
        totals = [
            value(tree, f"cac:LegalMonetaryTotal/cbc:{name}Amount")
            for name in ("TaxInclusive", "Prepaid", "Payable")
        ]
        assert totals == [
            f"{amount.amount:.2f}" for amount in (invoice.total, advance.total, invoice.total - advance.total)
        ]
        assert advance.number in " ".join(invoice_data(invoice)["notes"])
    assert list(differences()) == []


def test_what_is_paid_at_once_has_one_invoice(goods):
    order = pays(one := accepted(a_quote(goods[0])), one.total)
    deliver_announcements()
    assert papers(order, "prepayment") == []
    issue_invoice(order.parts.get())
    (invoice,) = papers(order, "invoice")
    assert invoice.content["advances"] == []
    assert "PrepaidAmount" not in ubl_of(invoice).decode()


def test_a_maker_who_declines_leaves_no_advance_uncredited(goods):
    order = begun(*goods)
    fulfil.decline(order.parts.order_by("pk")[1], actor=OFFICE, reason="no_time")
    deliver_announcements()
    (note,) = papers(order, "credit_note")
    assert (note.corrects, note.total) == (papers(order, "prepayment")[1], note.corrects.total)
    assert (
        value(read(ubl_of(note), "CreditNote"), "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")
        == note.corrects.number
    )
    assert list(differences()) == []
    deliver_announcements()
    assert len(papers(order, "credit_note")) == 1


def test_an_order_that_is_cancelled_credits_its_advance(goods):
    order = begun(goods[0])
    cancel(order, actor=OFFICE, reason="the shop closes")
    deliver_announcements()
    assert sum(minor(note.total) for note in papers(order, "credit_note")) == minor(order.advance)
    assert papers(order, "invoice") == []
    assert list(differences()) == []


def test_the_tax_in_an_advance_is_that_of_what_it_pays():
    a_market()
    maker = a_producer(number=33, slug="w33", tax_status="standard")
    order = begun(a_variant(a_product(producer=maker), stock=2), delivery="0", unit="300")
    (advance,), line = papers(order, "prepayment"), order.parts.get().lines.get()
    assert minor(line.tax) > 0
    assert abs(minor(advance.tax) * 2 - minor(line.tax)) <= 1
    assert value(read(ubl_of(advance)), "cac:TaxTotal/cbc:TaxAmount") == f"{advance.tax.amount:.2f}"
