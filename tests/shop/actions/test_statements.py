"""Bank statements: whole or refused, each line once, sure ones taken, all others before a person."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.forget_cash_words import forget_cash_words
from shop.actions.import_remittance import read_remittance, receive_remittance
from shop.actions.import_statement import read_statement, receive_statement
from shop.actions.match_statement import match_statement, set_line_aside
from shop.actions.statement_lines import MatchedBeforeError
from shop.models import Carrier, ExceptionCase, Order, PaymentEvent, Statement, StatementLayout, StatementLine
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order
from tests.shop.actions.test_cash import shipped
from tests.shop.imports.statements import camt, entry

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def built(made_once):
    with made_once.making():
        a_fee_rule()
        a_market(cash_limit=10_000)
        return an_order(a_variant(price="180.00", stock=5), method="transfer")


@pytest.fixture
def order(built, made_once):
    return made_once.hand_out(built)


def reference(order):
    return order.payments.get().reference


def total(order):
    return str(order.total.amount)


def read(content, name="s.xml", layout=None, now=NOW):
    run, is_new = receive_statement(ContentFile(content, name=name), layout=layout, actor=OFFICE)
    read_statement(run, actor=OFFICE, now=now)
    run.refresh_from_db()
    return run if is_new else None


def whole(*entries, up="0"):
    return camt(entries, closing=str(1000 + float(up)))


def test_reference_and_amount_pay_the_order_by_themselves(order):
    run = read(whole(entry(total(order), f"VIR {reference(order)}"), up=total(order)))
    order.refresh_from_db()
    assert (run.state, run.counts, order.status) == ("done", {"matched": 1}, "placed")
    line = StatementLine.objects.get()
    assert (line.payment, line.confidence) == (order.payments.get(), 95)
    assert (run.account, run.opening) == ("DEMO-ACCOUNT", Money(1000, "MAD"))
    assert Act.objects.get(verb="statement.matched").after["confidence"] == 95
    assert not ExceptionCase.objects.exists()
    assert not run.file
    assert list(differences()) == []


def test_the_same_file_and_the_same_line_in_another_statement_count_once(order):
    line = entry(total(order), f"VIR {reference(order)}", ref="B1")
    content = whole(line, up=total(order))
    read(content)
    assert read(content, "again.xml") is None
    other = camt([entry("5.00", "intérêts", ref="B2"), line], closing=str(1005 + float(total(order))))
    assert read(other).counts == {"already": 1, "unmatched": 1}
    assert PaymentEvent.objects.filter(state="succeeded").count() == 1


def test_two_lines_that_say_the_same_are_two(order):
    twice = [entry("5.00", "don"), entry("5.00", "don")]
    assert read(camt(twice, closing="1010.00")).counts == {"unmatched": 2}


def test_amount_and_name_are_a_suggestion_that_a_person_takes_once(order):
    run = read(whole(entry(total(order), "merci", name="EL FASSI AMINA"), up=total(order)))
    line = run.lines.get()
    assert (line.state, line.payment, line.confidence) == ("suggested", order.payments.get(), 45)
    case = ExceptionCase.objects.get()
    assert (case.kind, case.suggestion, case.order) == ("statement_unmatched", "match", order)
    match_statement(line, line.payment, actor=OFFICE, now=NOW)
    order.refresh_from_db()
    case.refresh_from_db()
    assert (order.status, case.closed_at is not None) == ("placed", True)
    with pytest.raises(MatchedBeforeError):
        match_statement(line, line.payment, actor=OFFICE)
    assert PaymentEvent.objects.filter(state="succeeded").count() == 1


def test_what_fits_nothing_waits_and_may_be_set_aside_with_a_reason(order):
    line = read(whole(entry("12.34", "loyer"), up="12.34")).lines.get()
    assert (line.state, ExceptionCase.objects.get().suggestion) == ("unmatched", "look_for_order")
    with pytest.raises(ValueError, match="written down"):
        set_line_aside(line, actor=OFFICE, reason=" ")
    set_line_aside(line, actor=OFFICE, reason="rent of the workshop")
    assert ExceptionCase.objects.get().closed_at
    with pytest.raises(MatchedBeforeError):
        set_line_aside(line, actor=OFFICE, reason="again")


def test_money_that_left_is_named_and_pays_no_order(order):
    line = read(camt([entry("30.00", "frais", sign="DBIT")], closing="970.00")).lines.get()
    assert (line.state, line.amount) == ("out", Money(-30, "MAD"))
    assert ExceptionCase.objects.get().kind == "statement_out"
    with pytest.raises(ValueError, match="left"):
        match_statement(line, order.payments.get(), actor=OFFICE)


def test_less_than_the_total_is_suggested_and_then_asks_for_the_rest(order):
    line = read(whole(entry("100.00", reference(order)), up="100")).lines.get()
    assert (line.state, line.confidence) == ("suggested", 65)
    match_statement(line, order.payments.get(), actor=OFFICE, now=NOW)
    order.refresh_from_db()
    assert order.status == "draft"
    assert set(ExceptionCase.objects.filter(closed_at=None).values_list("kind", flat=True)) == {
        "paid_too_little"
    }


def test_a_carriers_sum_is_its_list():
    part = shipped()[0]
    carrier = Carrier.objects.create(name="Amana", layout={"columns": {"tracking": "T", "amount": "M"}})
    content = ContentFile(f"T;M\nT{part.pk};230,00\n".encode(), name="r.csv")
    run, _ = receive_remittance(carrier, content, actor=OFFICE)
    read_remittance(run, actor=OFFICE)
    line = read(whole(entry("230.00", "VIREMENT AMANA"), up="230")).lines.get()
    assert (line.state, line.remittance) == ("matched", run)
    assert not ExceptionCase.objects.exists()


def test_a_statement_whose_sum_is_wrong_is_refused_whole(order):
    run = read(camt([entry(total(order), reference(order))], closing="1000.01"))
    assert (run.state, run.fault) == ("refused", "unbalanced")
    assert "1000.01" in run.fault_where
    assert not StatementLine.objects.exists()
    assert Order.objects.get().status == "draft"
    assert read(whole(entry(total(order), reference(order)), up=total(order))).state == "done"


def test_names_and_texts_are_blanked_in_time_and_the_line_stays_known(order):
    content = whole(entry(total(order), reference(order), name="EL FASSI"), up=total(order))
    read(content)
    assert forget_cash_words(now=NOW) == 0
    assert forget_cash_words(now=NOW + timedelta(days=740)) == 1
    line = StatementLine.objects.get()
    assert (line.name, line.text, line.state) == ("", "", "matched")
    lines = [entry(total(order), reference(order), name="EL FASSI"), entry("1.00", "x")]
    again = camt(lines, closing=f"{1001 + float(total(order)):.2f}")
    assert read(again).counts["already"] == 1


EVIL = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"<a><b></a>", "not_a_statement"),
        (b"<Document xmlns='urn:other'><Stmt><Id>1</Id></Stmt></Document>", "not_a_statement"),
        (camt([], form="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"), "not_a_statement"),
        (camt([entry("1,50", "x")]), "not_a_statement"),
        (camt([entry("-1.50", "x")]), "not_a_statement"),
        (camt([entry("1.505", "x")]), "not_a_statement"),
        (camt([entry("1.50", "x", sign="UP")]), "not_a_statement"),
        (camt([entry("1.50", "x", day="2026-02-31")]), "not_a_statement"),
        (camt([entry("1.50", "x", day="2026-12-31")], closing="1001.50"), "in_the_future"),
        (EVIL, "unsafe"),
        (OUTSIDE, "unsafe"),
        (b"\xff\xfe<\x00a\x00", "not_a_statement"),
        (b"date;montant\n2026-11-27;5\n", "not_a_statement"),
    ],
)
def test_what_is_no_statement_is_refused(content, fault, db):
    run = read(content)
    assert (run.state, run.fault) == ("refused", fault)
    assert not StatementLine.objects.exists()


def test_entries_that_are_not_booked_yet_do_not_count(db):
    pending = entry("5.00", "x").replace("<Cd>BOOK</Cd>", "<Cd>PDNG</Cd>")
    assert read(camt([pending])).counts == {}


def test_an_entry_of_several_transfers_is_divided_when_it_tells_their_amounts(db):
    one = '<TxDtls><Amt Ccy="MAD">3.00</Amt><RmtInf><Ustrd>a</Ustrd></RmtInf></TxDtls>'
    two = '<TxDtls><AmtDtls><TxAmt><Amt Ccy="MAD">4.00</Amt></TxAmt></AmtDtls></TxDtls>'
    batch = entry("7.00", "x").split("<NtryDtls>")[0] + f"<NtryDtls>{one}{two}</NtryDtls></Ntry>"
    run = read(camt([batch], closing="1007.00"))
    assert sorted(line.amount.amount for line in run.lines.all()) == [3, 4]


@pytest.fixture
def layout():
    columns = {"date": "Date", "credit": "Crédit", "debit": "Débit", "text": "Libellé", "balance": "Solde"}
    return StatementLayout.objects.create(name="Banque", layout={"columns": columns, "decimal": ","})


def csv_of(*rows, encoding="utf-8"):
    return "\n".join(["Date;Libellé;Débit;Crédit;Solde", *(";".join(row) for row in rows)]).encode(encoding)


def test_a_csv_file_is_read_by_its_saved_layout(order, layout):
    amount = total(order).replace(".", ",")
    balance = f"{988 + float(total(order)):.2f}".replace(".", ",")
    rows = [
        ("26/11/2026", "FRAIS", "12,00", "", "988,00"),
        ("27/11/2026", f"VIR RECU {reference(order)}", "", amount, balance),
    ]
    run = read(csv_of(*rows), "s.csv", layout)
    assert run.counts == {"out": 1, "matched": 1}
    assert (run.opening, run.closing.amount) == (Money(1000, "MAD"), 988 + order.total.amount)
    newest_first = csv_of(*reversed(rows))
    assert read(newest_first, "s2.csv", layout).counts == {"already": 2}


def test_two_banks_that_say_the_same_in_csv_files_are_two_lines(order, layout):
    other = StatementLayout.objects.create(name="Another bank", layout=layout.layout)
    fee = ("26/11/2026", "FRAIS", "12,00", "", "988,00")
    more = ("27/11/2026", "FRAIS", "5,00", "", "983,00")
    assert read(csv_of(fee), "one.csv", layout).counts == {"out": 1}
    # The bytes are not the same: a file is known by them whichever bank it is from.
    assert read(csv_of(fee, more), "other.csv", other).counts == {"out": 2}
    again = ("28/11/2026", "FRAIS", "1,00", "", "982,00")
    assert read(csv_of(fee, more, again), "longer.csv", other).counts == {"already": 2, "out": 1}
    late = ("29/11/2026", "FRAIS", "2,00", "", "986,00")
    assert read(csv_of(fee, late), "first.csv", layout).counts == {"already": 1, "out": 1}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("27/11/2026", "x", "", "5,00", "999,00"), "unbalanced"),
        (("27/13/2026", "x", "", "5,00", "1005,00"), "not_a_date"),
        (("27/11/2026", "x", "5,00", "5,00", "1005,00"), "missing"),
        (("27/11/2026", "x", "", "0,00", "1000,00"), "not_an_amount"),
        (("27/11/2026", "x", "", "5.000.1", "1005,00"), "not_an_amount"),
        (("27/11/2031", "x", "", "5,00", "1005,00"), "in_the_future"),
    ],
)
def test_a_csv_file_with_a_wrong_row_is_refused_whole(row, fault, layout):
    run = read(csv_of(("26/11/2026", "y", "", "10,00", "1000,00"), row), "s.csv", layout)
    assert (run.state, run.fault) == ("refused", fault)
    assert not StatementLine.objects.exists()


def test_another_encoding_is_refused_until_the_layout_names_it(layout):
    content = csv_of(("26/11/2026", "décembre", "", "10,00", ""), encoding="cp1252")
    assert read(content, "s.csv", layout).fault == "encoding"
    layout.layout["encoding"] = "cp1252"
    layout.save()
    assert read(content, "s.csv", layout).lines.get().text == "décembre"
    assert Statement.objects.filter(state="refused").count() == 1


def test_negative_amounts_in_a_debit_column_leave_all_the_same(layout):
    run = read(csv_of(("26/11/2026", "x", "-10,00", "", "")), "s.csv", layout)
    assert run.lines.get().amount == Money(-10, "MAD")


def test_with_the_clock_set_back_a_true_statement_is_refused_and_taken_once_it_is_right(order):
    content = whole(entry(total(order), reference(order)), up=total(order))
    back = read(content, now=datetime(2026, 11, 20, tzinfo=UTC))
    assert (back.state, back.fault) == ("refused", "in_the_future")
    assert read(content).counts == {"matched": 1}
