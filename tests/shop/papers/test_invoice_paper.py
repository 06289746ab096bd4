"""Invoices on paper: in the buyer's language, all that was sold, whatever was typed."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from producers.domain.actors import SYSTEM
from producers.testing.builders import a_cooperative, a_producer
from shop.actions.blank_invoices import blank_old_invoices
from shop.actions.fulfil import lock_part
from shop.actions.issue_invoice import issue_credit_note, issue_invoice
from shop.actions.keep_paper import ChangedPaperError, keep_paper, paper_of
from shop.domain.invoices import Reduction
from shop.models import Invoice, InvoicePaper, InvoiceParty, Order, OrderLine, SellerOfRecord
from shop.papers.invoice import print_invoice
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order
from tests.shop.papers.read_back import pages, places, squeezed, words

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 29, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _market():
    a_market(cash_limit=1_000_000)


def an_invoice(producer=None, name="Savon doux", lines=1, **fields):
    producer = producer or a_producer()
    variants = [a_variant(product=a_product(producer=producer, name=name), stock=9) for _ in range(lines)]
    part = a_placed_order(*((variant, 2) for variant in variants), delivery="40", **fields).parts.get()
    return issue_invoice(part, now=AT)


def test_it_shows_numbers_parties_lines_and_totals():
    invoice = an_invoice()
    read = words(print_invoice(invoice))
    for piece in (
        f"Facture {invoice.number}", "29 novembre 2026", "Vendeur", "Facturé à", "Salma B.", "Savon doux",
        invoice.part.number, "Livraison",
    ):  # fmt: skip
        assert piece in read, piece
    assert squeezed(f"{invoice.total.amount.normalize():f}") in squeezed(read).replace(",", ".")


def test_it_is_in_arabic_from_right_to_left_for_who_bought_in_arabic():
    invoice = an_invoice(
        name={"fr": "Savon doux", "ar": "صابون ناعم"}, language="ar", buyer_name="سلمى بناني"
    )
    pdf = print_invoice(invoice)
    read = squeezed(words(pdf))
    for piece in ("فاتورة", "صابون ناعم", "سلمى بناني", "البائع", "درهم"):
        assert squeezed(piece) in read, piece
    assert invoice.number in words(pdf)
    assert min(places(pdf, invoice.number)) > 200


def test_a_name_of_another_language_keeps_its_own_direction():
    invoice = an_invoice(name={"fr": "Savon (100 g)"}, language="ar")
    assert squeezed("Savon (100 g)") in squeezed(words(print_invoice(invoice)))


@pytest.mark.parametrize(
    "name",
    [
        "x" * 160,
        "Savon \u202e doux 🌹",
        "\u2067\u2067 ouvert",
        "<b>#x</b> $y$",
        "صابون" * 20,
    ],
)
def test_names_that_nobody_should_type_are_printed(name):
    assert pages(print_invoice(an_invoice(name=name))) == 1


def test_two_hundred_lines_fill_several_pages_and_all_are_there():
    invoice = an_invoice(name="Tapis")
    line, content = OrderLine.objects.get(), dict(invoice.content)
    rows = [content["sold"]["lines"][0] | {"key": n, "name": {"fr": f"Tapis no {n} fin"}} for n in range(200)]
    invoice.content = content | {"sold": content["sold"] | {"lines": rows}}
    pdf = print_invoice(invoice)
    read = words(pdf)
    assert pages(pdf) > 5
    assert all(f"Tapis no {n} fin" in read for n in range(200))
    assert read.count("Article") >= pages(pdf) - 1
    assert line.pk


def test_a_line_that_costs_nothing_is_printed():
    invoice = an_invoice()
    content = invoice.content
    free = content["sold"]["lines"][0] | {"gross": 0, "tax": 0, "name": {"fr": "Carte offerte"}}
    invoice.content = content | {"sold": content["sold"] | {"lines": [free]}}
    assert "Carte offerte" in words(print_invoice(invoice))


def test_a_company_number_is_shown_where_there_is_one():
    assert "ICE 001561191000066" in words(
        print_invoice(an_invoice(a_producer(legal_number="001561191000066")))
    )
    assert "ICE" not in words(print_invoice(an_invoice(a_producer(legal_number=""))))


def test_the_maker_is_credited_when_another_sells():
    mariam = a_producer(name={"fr": "Mariam la tisseuse"})
    coop = a_cooperative(legal_name="Coop Tifaouine")
    SellerOfRecord.objects.create(producer=mariam, seller=coop, since=date(2020, 1, 1))
    read = words(print_invoice(an_invoice(mariam)))
    assert "Coop Tifaouine" in read
    assert "Mariam la tisseuse" in read


def test_an_order_in_euros_says_what_it_is_in_dirhams():
    a_market("eu", cash_limit=1000)
    invoice = an_invoice()
    Order.objects.update(rate=Decimal("10.73"), rate_date=date(2026, 11, 1))
    content = invoice.content
    invoice.content = content | {
        "rate": "10.73", "rate_on": "2026-11-01", "sold": content["sold"] | {"currency": "EUR"},
    }  # fmt: skip
    read = words(print_invoice(invoice))
    assert "€" in read
    assert "10.73" in read
    assert "1 novembre 2026" in read


def test_a_credit_note_names_the_invoice_that_it_corrects():
    invoice = an_invoice()
    with transaction.atomic():
        note = issue_credit_note(
            lock_part(invoice.part),
            key="c",
            off=Reduction(delivery=4000),
            reason="refund",
            actor=SYSTEM,
            now=AT,
        )
    read = words(print_invoice(note))
    assert f"Avoir {note.number}" in read
    assert invoice.number in read


def test_the_same_paper_is_given_each_time():
    invoice = an_invoice()
    row = keep_paper(invoice)
    assert keep_paper(invoice) == row
    assert hashlib.sha256(paper_of(invoice)).hexdigest() == row.sha256
    assert InvoicePaper.objects.count() == 1


def test_a_file_that_was_changed_is_not_given():
    invoice = an_invoice()
    row = keep_paper(invoice)
    with row.file.storage.open(row.file.name, "wb") as file:
        file.write(b"%PDF-1.7 something else")
    with pytest.raises(ChangedPaperError):
        paper_of(invoice)


def test_a_blanked_buyer_is_on_no_paper_any_more():
    invoice = an_invoice()
    row = keep_paper(invoice)
    storage, name = row.file.storage, row.file.name
    assert storage.exists(name)
    assert blank_old_invoices(today=date(2100, 1, 1)) == 1
    assert not storage.exists(name)
    read = words(paper_of(Invoice.objects.get(pk=invoice.pk)))
    assert "Salma" not in read
    assert invoice.number in read
    assert not InvoiceParty.objects.filter(name__contains="Salma").exists()
