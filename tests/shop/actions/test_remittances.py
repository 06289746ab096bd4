"""Remittance lists of carriers: matched line by line, once; what does not fit is named and moves nothing."""

import io
import tracemalloc

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from producers.domain.actors import Actor
from shop.actions.import_remittance import read_remittance, receive_remittance
from shop.imports import lists
from shop.models import Carrier, CashCustody, ExceptionCase, Posting, Remittance, RemittanceLine
from shop.reading.reconcile import differences
from shop.testing.builders import a_product, a_variant
from tests.shop.actions.test_cash import shipped

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")
COLUMNS = {
    "tracking": "N° colis",
    "amount": "Montant versé",
    "fee": "Frais",
    "status": "État",
    "cost": "Retour",
}


def balance(kind):
    return sum(row.amount.amount for row in Posting.objects.filter(account__kind=kind))


@pytest.fixture
def carrier():
    layout = {"columns": COLUMNS, "decimal": ",", "refused": ["Refusé"]}
    return Carrier.objects.create(name="Amana", aliases=["Poste"], layout=layout)


@pytest.fixture
def parts():
    return shipped(*(a_variant(a_product(), price="200", stock=5) for _ in range(3)))


def csv_of(*rows, encoding="utf-8"):
    lines = ["N° colis;Montant versé;Frais;État;Retour", *(";".join(row) for row in rows)]
    return "\r\n".join(lines).encode(encoding)


def read(carrier, content, name="list.csv"):
    run, is_new = receive_remittance(carrier, ContentFile(content, name=name), actor=OFFICE)
    read_remittance(run, actor=OFFICE)
    run.refresh_from_db()
    return run if is_new else None


def outcomes(run):
    return [line.outcome for line in run.lines.order_by("number")]


def test_matched_short_over_and_refused_each_line_for_itself(carrier, parts):
    one, two, three = (f"T{part.pk}" for part in parts)
    run = read(carrier, csv_of([one, "223,00", "7"], [two, "1200,5", "0"], [three, "", "", "refusé", "25"]))
    assert outcomes(run) == ["matched", "over", "refused"]
    assert run.counts == {"matched": 1, "over": 1, "refused": 1}
    assert [row.status for row in CashCustody.objects.order_by("pk")] == [
        "handed_over",
        "handed_over",
        "refused",
    ]
    assert (balance("cash_with_carrier"), balance("carrier_fees"), balance("return_costs")) == (0, 7, 25)
    assert balance("bank") == 223 + 1200.5
    assert set(ExceptionCase.objects.values_list("kind", flat=True)) == {"cash_over", "cash_refused"}
    assert not run.file
    assert list(differences()) == []


def test_a_short_line_is_named_and_a_later_list_brings_the_rest(carrier, parts):
    name = f"T{parts[0].pk}"
    assert outcomes(read(carrier, csv_of([name, "200", "0"]))) == ["short"]
    case = ExceptionCase.objects.get()
    assert (case.kind, case.amount.amount) == ("cash_short", 30)
    assert outcomes(read(carrier, csv_of([name, "30", "0"], [name, "5", "0"]))) == ["matched", "settled"]
    assert parts[0].custody.status == "handed_over"
    assert balance("cash_differences") == 0
    assert list(differences()) == []


def test_the_same_file_twice_is_one_list(carrier, parts):
    content = csv_of([f"T{parts[0].pk}", "230", "0"])
    first = read(carrier, content)
    assert read(carrier, content, name="again.csv") is None
    assert (Remittance.objects.get(), balance("bank")) == (first, 230)


def test_the_same_line_twice_counts_once(carrier, parts):
    line = [f"T{parts[0].pk}", "230", "0"]
    assert outcomes(read(carrier, csv_of(line, line))) == ["matched", "already"]
    assert outcomes(read(carrier, csv_of(line, ["T0", "1", "0"]))) == ["already", "unknown"]
    assert balance("bank") == 230


def test_a_parcel_of_another_carrier_moves_nothing(carrier, parts):
    other = Carrier.objects.create(name="Aramex", layout=carrier.layout)
    run = read(other, csv_of([f"T{parts[0].pk}", "230", "0"]))
    assert outcomes(run) == ["other_carrier"]
    assert parts[0].custody.status == "expected"
    assert (balance("bank"), ExceptionCase.objects.get().kind) == (0, "remitted_unknown")


@pytest.mark.parametrize(
    ("row", "fault", "where"),
    [
        (["T1", "-230,00", "0"], "negative", "amount"),
        (["T1", "230", "-7"], "negative", "fee"),
        (["T1", "deux cents", "0"], "not_an_amount", "amount"),
        (["T1", "", "0"], "missing", "amount"),
        (["", "230", "0"], "missing", "tracking"),
        (["T" * 70, "230", "0"], "too_long", "tracking"),
        (["T1", "=230", "0"], "not_an_amount", "amount"),
        (["T1", "230,005", "0"], "not_an_amount", "amount"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_go_on(carrier, parts, row, fault, where):
    run = read(carrier, csv_of(row, [f"T{parts[0].pk}", "230,00", "0"]))
    assert outcomes(run) == ["unreadable", "matched"]
    line = run.lines.order_by("number").first()
    assert (line.number, line.fault, line.fault_where) == (2, fault, where)


def test_a_decimal_comma_without_a_layout_is_not_guessed(parts):
    carrier = Carrier.objects.create(name="Amana", layout={"columns": COLUMNS})
    run = read(carrier, csv_of([f"T{parts[0].pk}", "1,230", "0"], [f"T{parts[1].pk}", "230,00", "0"]))
    assert outcomes(run) == ["unreadable", "matched"]
    assert run.lines.order_by("number")[0].fault == "ambiguous"


def test_another_encoding_is_refused_until_the_layout_names_it(carrier, parts):
    content = csv_of([f"T{parts[0].pk}", "230,00", "0"], encoding="cp1252")
    run = read(carrier, content)
    assert (run.state, run.fault) == ("refused", "encoding")
    assert not RemittanceLine.objects.exists()
    carrier.layout["encoding"] = "cp1252"
    carrier.save()
    assert outcomes(read(carrier, content)) == ["matched"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0old", "not_a_list"),
        (b"PK\x03\x04broken", "not_a_list"),
        (b"Colis;Montant\nT1;5\n", "no_column"),
        ("N° colis;n° COLIS;Montant versé\nT1;T1;5\n".encode(), "column_twice"),
    ],
)
def test_what_is_no_list_is_refused_whole(carrier, content, fault):
    run = read(carrier, content)
    assert (run.state, run.fault) == ("refused", fault)
    assert not RemittanceLine.objects.exists()


def test_an_xlsx_list_is_read_as_well(carrier, parts):
    book, content = Workbook(), io.BytesIO()
    book.active.append(list(COLUMNS.values()))
    book.active.append([f"T{parts[0].pk}", 223.0, 7])
    book.save(content)
    assert outcomes(read(carrier, content.getvalue(), "list.xlsx")) == ["matched"]
    assert balance("bank") == 223


def test_a_list_of_a_million_rows_is_refused_before_any_line_counts_with_flat_memory(carrier, parts):
    first = f"T{parts[0].pk};230,00;0\r\n".encode()
    content = csv_of() + b"\r\n" + first + b"T0;1,00;0\r\n" * 1_000_000
    file = ContentFile(content, name="long.csv")
    run, _ = receive_remittance(carrier, file, actor=OFFICE)
    tracemalloc.start()
    read_remittance(run, actor=OFFICE)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    run.refresh_from_db()
    assert (run.state, run.fault, run.fault_where) == ("refused", "too_many_rows", str(lists.MOST_ROWS))
    assert not RemittanceLine.objects.exists()
    assert parts[0].custody.status == "expected"
    assert most < 8 * 1024 * 1024


def test_ended_in_the_middle_it_goes_on_from_there(carrier, parts, monkeypatch):
    rows = [[f"T{part.pk}", "230", "0"] for part in parts]
    run, _ = receive_remittance(carrier, ContentFile(csv_of(*rows), name="l.csv"), actor=OFFICE)
    import shop.actions.import_remittance as module

    real, calls = module.match_line, []

    def dies(line, *args, **more):
        calls.append(line.number)
        if len(calls) == 2:
            raise RuntimeError("killed")
        real(line, *args, **more)

    monkeypatch.setattr(module, "match_line", dies)
    with pytest.raises(RuntimeError):
        read_remittance(run, actor=OFFICE)
    monkeypatch.setattr(module, "match_line", real)
    assert outcomes(run) == ["matched"]
    read_remittance(run, actor=OFFICE)
    assert outcomes(run) == ["matched"] * 3
    assert balance("bank") == 690
