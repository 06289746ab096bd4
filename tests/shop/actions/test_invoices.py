"""Invoices are issued once, numbered without gaps, never changed; what is taken off is a credit note."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from moneyed import Money

from producers.actions.transactions import NoTransactionError
from producers.domain.actors import SYSTEM
from producers.models import Act, Announcement
from producers.testing.builders import a_cooperative, a_producer
from shop.actions.blank_invoices import blank_old_invoices
from shop.actions.cancel import cancel
from shop.actions.fulfil import decline, lock_part
from shop.actions.issue_invoice import credit_what_was_dropped, issue_credit_note, issue_invoice
from shop.actions.name_seller import PastSellerError, name_seller
from shop.domain.invoices import ClockBackError, OverReducedError, Reduction
from shop.models import Invoice, InvoiceCounter, OrderLine, SellerOfRecord
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _market():
    a_market(cash_limit=100_000)


def a_part(producer=None, stock=9, quantity=2, **fields):
    producer = producer or a_producer()
    variant = a_variant(product=a_product(producer=producer), stock=stock)
    return a_placed_order((variant, quantity), delivery="40", **fields).parts.get()


def credit(part, key="change:1", **fields):
    fields = {"reason": "refund", "actor": SYSTEM} | fields
    with transaction.atomic():
        return issue_credit_note(lock_part(part), key=key, **fields)


def test_it_says_what_was_sold_by_whom_to_whom():
    part = a_part()
    invoice = issue_invoice(part)
    order = part.order
    assert invoice.number == f"F-{part.producer.number}-{invoice.year}-00001"
    assert invoice.total == part.goods + part.delivery
    assert invoice.net + invoice.tax == invoice.total
    assert [line["quantity"] for line in invoice.content["sold"]["lines"]] == [2]
    parties = {party.role: party for party in invoice.parties.all()}
    assert set(parties) == {"seller", "buyer"}
    assert parties["buyer"].name == order.buyer_name
    assert parties["buyer"].kept_until == date(invoice.year + 10, 12, 31)
    assert order.buyer_name not in str(invoice.content)
    assert Act.objects.filter(verb="invoice.issued").count() == 1
    assert Announcement.objects.filter(kind="invoice.issued").count() == 1


def test_it_is_issued_once():
    part = a_part()
    assert issue_invoice(part) == issue_invoice(part)
    assert Invoice.objects.count() == 1
    assert InvoiceCounter.objects.get().last == 1


def test_each_seller_counts_for_herself_and_for_each_paper():
    mariam, tifaouine = a_producer(), a_producer()
    numbers = [issue_invoice(a_part(who)).place for who in (mariam, tifaouine, mariam)]
    assert numbers == [1, 1, 2]
    note = credit(Invoice.objects.first().part)
    assert (note.place, note.number[0]) == (1, "A")


def test_a_paper_that_is_not_written_gives_its_number_back(monkeypatch):
    part = a_part()
    monkeypatch.setattr("shop.actions.issue_invoice.announce", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        issue_invoice(part)
    monkeypatch.undo()
    assert issue_invoice(part).place == 1


def test_numbers_begin_anew_at_midnight_in_casablanca():
    producer = a_producer()
    before = issue_invoice(a_part(producer), now=datetime(2026, 12, 31, 22, 59, tzinfo=UTC))
    after = issue_invoice(a_part(producer), now=datetime(2026, 12, 31, 23, 1, tzinfo=UTC))
    assert (before.year, before.place, before.issued_on) == (2026, 1, date(2026, 12, 31))
    assert (after.year, after.place, after.issued_on) == (2027, 1, date(2027, 1, 1))


def test_a_clock_that_is_set_back_a_little_gives_no_earlier_date():
    producer = a_producer()
    issue_invoice(a_part(producer), now=NEW_YEAR)
    second = issue_invoice(a_part(producer), now=NEW_YEAR - timedelta(hours=20))
    assert (second.year, second.place, second.issued_on) == (2027, 2, date(2027, 1, 1))


def test_a_clock_that_is_set_back_a_lot_gives_no_number():
    producer = a_producer()
    issue_invoice(a_part(producer), now=NEW_YEAR)
    part = a_part(producer)
    with pytest.raises(ClockBackError):
        issue_invoice(part, now=NEW_YEAR - timedelta(days=40))
    assert issue_invoice(part, now=NEW_YEAR + timedelta(days=1)).place == 2


def test_what_was_not_sold_is_not_invoiced():
    part = a_part()
    decline(part, actor=SYSTEM, reason="ill")
    assert issue_invoice(part) is None
    assert not InvoiceCounter.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [{"number": "F-1"}, {"content": {}}, {"total": Money(1, "MAD")}])
def test_the_database_refuses_to_change_it(change):
    invoice = issue_invoice(a_part())
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk)._raw_delete("default")


def test_the_database_refuses_a_second_invoice_of_a_part():
    invoice = issue_invoice(a_part())
    invoice.pk, invoice.place, invoice.key, invoice.number, invoice.export_id = None, 2, "b", "F-2", "b"
    with pytest.raises(IntegrityError), transaction.atomic():
        invoice.save(force_insert=True)


def test_pieces_that_come_back_are_a_credit_note():
    part = a_part(quantity=3)
    invoice, line = issue_invoice(part), OrderLine.objects.get()
    one = line.unit_price.amount
    note = credit(part, off=Reduction({line.pk: (1, int(one * 100))}))
    assert (note.corrects, note.total.amount) == (invoice, one)
    assert credit(part, off=Reduction({line.pk: (1, int(one * 100))})) == note
    rest = credit(part, key="change:2")
    assert note.total + rest.total == invoice.total
    assert credit(part, key="change:3") is None


def test_no_credit_note_goes_beyond_the_invoice():
    part = a_part(quantity=3)
    issue_invoice(part)
    line = OrderLine.objects.get()
    with pytest.raises(OverReducedError):
        credit(part, off=Reduction({line.pk: (4, 100)}))
    with pytest.raises(OverReducedError):
        credit(part, off=Reduction(delivery=4001))
    assert Invoice.objects.count() == 1


def test_what_was_taken_off_before_is_not_invoiced():
    part = a_part(quantity=3)
    line = OrderLine.objects.get()
    one = int(line.unit_price.amount * 100)
    off = Reduction({line.pk: (1, one)})
    assert credit(part, off=off) is None
    assert credit(part, off=off) is None
    invoice = issue_invoice(part)
    assert invoice.content["sold"]["lines"][0]["quantity"] == 2
    assert invoice.total == part.goods + part.delivery - line.unit_price
    assert credit(part, key="change:2").total == invoice.total


def test_a_part_of_which_all_was_taken_off_is_never_invoiced():
    part = a_part()
    assert credit(part) is None
    assert issue_invoice(part) is None


def test_money_off_without_a_piece_is_a_credit_note():
    part = a_part()
    issue_invoice(part)
    line = OrderLine.objects.get()
    note = credit(part, off=Reduction({line.pk: (0, 500)}))
    assert note.content["sold"]["lines"][0]["quantity"] == 0
    assert note.total == Money(5, "MAD")


@pytest.mark.django_db(transaction=True)
def test_a_credit_note_needs_its_settlements_transaction():
    part = a_part()
    with pytest.raises(NoTransactionError):
        issue_credit_note(part, key="x", reason="x", actor=SYSTEM)


def test_an_order_that_ends_after_its_invoice_is_credited_whole():
    part = a_part()
    invoice = issue_invoice(part)
    assert credit_what_was_dropped(part, reason="cancelled") is None
    cancel(part.order, actor=SYSTEM, reason="buyer")
    note = credit_what_was_dropped(part, reason="cancelled")
    assert note.total == invoice.total
    assert credit_what_was_dropped(part, reason="cancelled") == note


def test_a_cooperative_sells_and_the_maker_is_credited():
    mariam, coop = a_producer(), a_cooperative(legal_name="Coop Tifaouine", legal_number="001561191000066")
    SellerOfRecord.objects.create(producer=mariam, seller=coop, since=date(2020, 1, 1))
    invoice = issue_invoice(a_part(mariam))
    parties = {party.role: party for party in invoice.parties.all()}
    assert invoice.issuer == coop
    assert (parties["seller"].name, parties["seller"].ice) == ("Coop Tifaouine", "001561191000066")
    assert parties["maker"].name
    assert invoice.content["shares"]["maker"] > 0


def test_a_seller_is_named_for_days_to_come():
    mariam, coop = a_producer(), a_cooperative()
    today = date.today()  # noqa: DTZ011  the machine's day is near enough
    with pytest.raises(PastSellerError):
        name_seller(mariam, coop, since=today - timedelta(days=2), actor=SYSTEM, reason="x")
    row = name_seller(mariam, coop, since=today + timedelta(days=2), actor=SYSTEM, reason="x")
    assert name_seller(mariam, mariam, since=row.since, actor=SYSTEM, reason="back") == row
    assert SellerOfRecord.objects.get().seller == mariam


def test_a_market_of_its_own_seller_goes_first():
    mariam, coop, centre = a_producer(), a_cooperative(), a_cooperative()
    market = a_market()
    SellerOfRecord.objects.create(producer=mariam, seller=centre, market=market, since=date(2020, 1, 1))
    SellerOfRecord.objects.create(producer=mariam, seller=coop, since=date(2021, 1, 1))
    assert issue_invoice(a_part(mariam)).issuer == centre


def test_a_number_that_is_no_company_number_is_not_called_one():
    invoice = issue_invoice(a_part(a_producer(legal_number="001561191000067")))
    seller = invoice.parties.get(role="seller")
    assert (seller.ice, seller.register) == ("", "001561191000067")


@pytest.mark.parametrize(("is_gift", "lines"), [(True, []), (False, ["12 rue X"])])
def test_a_gift_keeps_the_address_of_who_gets_it_off_the_invoice(is_gift, lines):
    part = a_part(
        is_gift=is_gift, delivery_address={"recipient": "Amina", "street": "12 rue X", "country": "MA"}
    )
    assert issue_invoice(part).parties.get(role="buyer").lines == lines


def test_buyers_are_blanked_when_their_time_is_over():
    invoice = issue_invoice(a_part())
    kept = invoice.parties.get(role="buyer").kept_until
    assert blank_old_invoices(today=kept) == 0
    assert blank_old_invoices(today=kept + timedelta(days=1)) == 1
    assert blank_old_invoices(today=kept + timedelta(days=1)) == 0
    buyer = invoice.parties.get(role="buyer")
    assert (buyer.name, buyer.lines) == ("", [])
    assert invoice.parties.get(role="seller").name
    assert Invoice.objects.get().sha256 == invoice.sha256


def test_years_of_keeping_change_with_the_law(settings):
    settings.SHOP = {**settings.SHOP, "INVOICE_YEARS": [("2000-01-01", 10), ("2027-01-01", 6)]}
    invoice = issue_invoice(a_part(), now=NEW_YEAR)
    assert invoice.parties.get(role="buyer").kept_until == date(2033, 12, 31)
