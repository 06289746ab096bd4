"""Operators run cash, carriers' lists, statements and the queue from their pages."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from producers.models import Act, Announcement
from producers.testing.builders import an_association, an_operator
from shop.actions.cash import collect
from shop.actions.raise_exception import About, raise_exception
from shop.actions.run_reconcile import run_reconcile
from shop.models import (
    CallAttempt,
    Carrier,
    CashCustody,
    ExceptionCase,
    Remittance,
    Statement,
    StatementLayout,
    StatementLine,
)
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order
from shop.testing.orders import a_placed_order
from tests.shop.actions.test_cash import OFFICE, shipped
from tests.shop.actions.test_remittances import COLUMNS, csv_of
from tests.shop.imports.statements import camt, entry
from tests.shop.office.test_office import browser, into_the_office
from tests.shop.reading.test_reconcile_cash import spoil

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db) -> Client:
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def part():
    a_fee_rule()
    return shipped()[0]


def at(name, *args):
    return reverse(f"shop_office:{name}", args=args)


def test_a_call_is_taken_down_and_the_queue_grows_shorter(operator):
    a_market(cash_limit=10_000)
    order = a_placed_order(a_variant(stock=3))
    assert order.number in operator.get(at("calls")).content.decode()
    assert operator.post(at("call", order.pk), {"call-outcome": "maybe"}).status_code == 422
    typed = {"call-outcome": "no_answer", "call-note": "rang twice"}
    assert operator.post(at("call", order.pk), typed).status_code == 302
    assert order.number not in operator.get(at("calls")).content.decode()
    assert order.number in operator.get(at("calls"), {"all": "1"}).content.decode()
    assert operator.post(at("call", order.pk), {"call-outcome": "yes"}).status_code == 302
    again = operator.post(at("call", order.pk), {"call-outcome": "yes"})
    assert again.status_code == 422
    assert CallAttempt.objects.count() == 2


def test_cash_goes_from_the_door_to_the_agent_to_the_bank(operator, part):
    custody = part.custody
    agent = an_association()

    def do(name, **typed):
        sent = {f"{name}-{key}": value for key, value in typed.items()}
        return operator.post(at("custody_do", custody.pk, name), sent).status_code

    assert do("collect", hands="agent", amount="230", reason="R1") == 422
    assert do("collect", hands="producer", amount="-1", reason="R1") == 422
    assert do("collect", hands="producer", amount="230", reason="R1") == 302
    assert do("hand", agent=agent.pk, reason="souk") == 302
    page = operator.get(at("holders")).content.decode()
    assert agent.slug in page
    assert do("remit", amount="200", fee="", reason="deposit 3") == 302
    assert do("settle", amount="31", borne_by="bank", reason="x") == 422
    assert do("settle", amount="30", borne_by="shop", reason="lost") == 302
    custody.refresh_from_db()
    assert custody.status == "handed_over"
    assert do("refuse", reason="late") == 422
    assert do("unheard", reason="x") == 404
    assert part.order.number in operator.get(at("cash"), {"status": "handed_over"}).content.decode()
    assert part.order.number not in operator.get(at("cash"), {"status": "short"}).content.decode()


def test_a_carrier_is_named_and_its_list_is_read(operator, part, django_capture_on_commit_callbacks):
    columns = {f"column_{name}": heading for name, heading in COLUMNS.items()}
    typed = {"name": "Amana", "decimal": ",", "encoding": "utf-8", "remits_days": "7", "refused": "Refusé"}
    assert operator.post(at("carrier_new"), typed | columns | {"remits_days": "0"}).status_code == 422
    assert operator.post(at("carrier_new"), typed | columns).status_code == 302
    assert operator.post(at("carrier_new"), typed | columns).status_code == 422
    carrier = Carrier.objects.get()
    assert (carrier.layout["columns"], carrier.layout["refused"]) == (COLUMNS, ["Refusé"])
    assert "Montant versé" in operator.get(at("carrier", carrier.pk)).content.decode()
    file = SimpleUploadedFile("list.csv", csv_of([f"T{part.pk}", "230,00", "0"], ["T0", "x", "0"]))
    with django_capture_on_commit_callbacks(execute=True):
        sent = operator.post(at("remittance_new"), {"carrier": carrier.pk, "file": file})
    run = Remittance.objects.get()
    assert sent.url == at("remittance", run.pk)
    assert run.counts == {"matched": 1, "unreadable": 1}
    page = operator.get(at("remittance_lines", run.pk), {"outcome": "unreadable"}).content.decode()
    assert "T0" in page
    assert f"T{part.pk}" not in page
    assert operator.post(at("remittance_new"), {"carrier": carrier.pk}).status_code == 422


def test_a_statement_is_read_and_a_suggestion_is_taken_with_one_click(
    operator, django_capture_on_commit_callbacks
):
    a_fee_rule()
    a_market()
    order = an_order(a_variant(stock=3), method="transfer")
    total = str(order.total.amount)
    content = camt([entry(total, "merci", name="Amina El Fassi")], closing=str(1000 + float(total)))
    with django_capture_on_commit_callbacks(execute=True):
        operator.post(at("statement_new"), {"file": SimpleUploadedFile("s.xml", content)})
    run = Statement.objects.get()
    assert run.counts == {"suggested": 1}
    assert operator.get(at("statement", run.pk)).status_code == 200
    case = ExceptionCase.objects.get()
    assert order.number in operator.get(at("exceptions"), {"area": "statements"}).content.decode()
    shown = operator.get(at("exception", case.pk))
    assert order.number in shown.content.decode()
    assert operator.post(at("exception_click", case.pk), {"seen": "something else"}).status_code == 302
    case.refresh_from_db()
    assert case.closed_at is None
    seen = shown.context["operations"][0]["form"].initial
    assert operator.post(at("exception_click", case.pk), seen).status_code == 302
    order.refresh_from_db()
    case.refresh_from_db()
    assert (order.status, case.closed_at is not None) == ("placed", True)
    operator.post(at("exception_click", case.pk), seen)
    assert order.payments.get().events.filter(state="succeeded").count() == 1


def test_a_line_is_matched_or_set_aside_by_hand(operator):
    statement = Statement.objects.create(file_name="s", sha256="x", state="done")
    line = StatementLine.objects.create(
        statement=statement, number=1, key="k", booked_on="2026-11-27", amount_currency="MAD", amount=5
    )
    here = at("statement_line", line.pk)
    assert operator.post(here, {"match-number": "000-000-0000"}).status_code == 422
    assert operator.post(here, {"aside-reason": ""}).status_code == 422
    assert operator.post(here, {"aside-reason": "rent"}).status_code == 302
    assert operator.post(here, {"aside-reason": "rent"}).status_code == 422


def test_the_layout_of_a_bank_is_saved(operator):
    typed = {"name": "Banque", "encoding": "cp1252", "currency": "MAD", "column_date": "Date", "decimal": ","}
    assert operator.post(at("statement_layout_new"), typed | {"currency": "ABC"}).status_code == 422
    assert operator.post(at("statement_layout_new"), typed).status_code == 302
    assert StatementLayout.objects.get().layout["columns"] == {"date": "Date"}
    assert Act.objects.filter(verb="statementlayout.saved").count() == 1


def test_of_two_operators_who_take_a_case_the_first_gets_it(operator):
    case = raise_exception("cash_old", key="k", about=About())
    one, two = (an_operator(username=name) for name in ("one", "two"))
    assert operator.post(at("exception_give", case.pk), {"owner": one.pk, "seen": ""}).status_code == 302
    late = operator.post(at("exception_give", case.pk), {"owner": two.pk, "seen": ""})
    assert late.status_code == 422
    case.refresh_from_db()
    assert case.owner == one
    mine = operator.get(at("exceptions"), {"owner": "mine"}).content.decode()
    others = operator.get(at("exceptions"), {"owner": "others"}).content.decode()
    assert at("exception", case.pk) not in mine
    assert at("exception", case.pk) in others
    handed = operator.post(at("exception_give", case.pk), {"owner": two.pk, "seen": str(one.pk)})
    assert handed.status_code == 302
    assert get_user_model().objects.get(pk=two.pk) == ExceptionCase.objects.get().owner


def test_the_buyer_is_asked_for_the_rest_with_one_click(operator):
    a_market()
    order = an_order(a_variant(stock=3), method="transfer")
    case = raise_exception("paid_too_little", key="k", about=About(order=order))
    operator.post(at("exception_click", case.pk))
    assert Announcement.objects.filter(kind="order.link_asked", payload__order=order.pk).count() == 1
    assert ExceptionCase.objects.get().closed_at is None


def test_what_the_last_run_found_is_shown_with_its_likely_cause(operator, part):
    assert operator.get(at("reconcile")).status_code == 200
    spoil(collect(part, actor=OFFICE))
    run_reconcile()
    page = operator.get(at("reconcile")).content.decode()
    assert part.order.number in page
    assert operator.post(at("reconcile_again")).status_code == 302
    assert CashCustody.objects.count() == 1
