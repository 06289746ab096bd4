"""The books in the office: read and kept by accountants, with the errors beside the field."""

import csv
import html
import io
import re
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from producers.testing.builders import a_producer, an_accountant, an_operator
from shop.actions.post import post
from shop.domain.bank_postings import post_bank_fee
from shop.domain.postings import Account, post_paid
from shop.models import AccountCode, ClosedMonth, ExchangeRate, ManualEntry
from shop.office import books
from shop.testing.builders import a_market
from tests.shop.office.test_office import browser, into_the_office
from tests.shop.papers.read_back import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def accountant():
    a_market("ma"), a_market("eu")
    return browser(into_the_office(an_accountant(username="accountant")))


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def booked():
    with transaction.atomic():
        return post(post_paid(10_000, "MAD", Account.BANK), key="e", day=date(2026, 10, 3))


def here(name: str, *args: int) -> str:
    return reverse(f"shop_office:{name}", args=args)


def rows_of(response) -> list[list[str]]:
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_trial_balance_is_a_page_and_a_file(accountant, booked):
    assert "100" in accountant.get(here("books"), {"on": "2026-10-03"}).content.decode()
    rows = rows_of(accountant.get(here("books"), {"on": "2026-10-03", "format": "csv"}))
    assert ["bank", "", "MAD", "100.00", "0.00"] in rows
    assert len(rows_of(accountant.get(here("books"), {"on": "2026-10-02", "format": "csv"}))) == 1


@pytest.mark.parametrize("query", [{"on": "never"}, {"on": "0000-00-00"}, {"on": ""}])
def test_a_day_that_is_none_is_today(accountant, booked, query):
    assert accountant.get(here("books"), query).status_code == 200


def test_a_statement_is_a_page_and_a_file(accountant, booked):
    a_producer(slug="maker-m", name="=SUM(A1)")
    for query in ({}, {"of": "fund"}, {"of": "party", "party": "maker-m"}, {"of": "party", "party": "no"}):
        assert accountant.get(here("statement"), query).status_code == 200
        assert rows_of(accountant.get(here("statement"), {**query, "format": "csv"}))[0][0] == "day"


def test_a_long_statement_is_shown_by_pages_and_handed_out_as_a_file(accountant, monkeypatch):
    monkeypatch.setattr(books, "MOST_LINES", 2)
    monkeypatch.setattr(books, "MOST_ON_PAPER", 3)
    for number in range(1, 6):
        with transaction.atomic():
            post(post_bank_fee(number * 111, "MAD"), key=f"p{number}", day=date(2026, 10, number))
    asked = {"of": "platform", "since": "2026-10-01", "until": "2026-10-31"}
    last = accountant.get(here("statement"), asked).content.decode()
    assert [amount in last for amount in ("11,10", "5,55", "16,65", "4,44")] == [True, True, True, False]
    first = accountant.get(here("statement"), asked | {"p": "1"}).content.decode()
    assert [amount in first for amount in ("1,11", "2,22", "3,33", "5,55")] == [True, True, True, False]
    assert "of=platform" in first[first.index("p=2") - 200 : first.index("p=2")], "what was asked for is kept"
    rows = rows_of(accountant.get(here("statement"), asked | {"format": "csv"}))
    amounts = ["0.00", "-1.11", "-2.22", "-3.33", "-4.44", "-5.55", "-16.65"]
    assert [row[-1] for row in rows[1:]] == amounts
    papers = [address for address in re.findall(r'href="([^"]*)"', last) if "format=pdf" in address]
    assert ["part=1" in papers[0], "part=2" in papers[1], len(papers)] == [True, True, 2]
    one, two = (words(accountant.get(here("statement") + html.unescape(each)).content) for each in papers)
    for said, paper in (
        ("1,11", one),
        ("3,33", one),
        ("6,66", one),
        ("6,66", two),
        ("4,44", two),
        ("16,65", two),
    ):
        assert said in paper, said
    assert "4,44" not in one
    assert "1,11" not in two
    assert ("1 sur 2" in one, "2 sur 2" in two) == (True, True)
    beyond = accountant.get(here("statement"), asked | {"format": "pdf", "part": "9"})
    assert "16,65" in words(beyond.content)


def test_the_journal_is_a_file(accountant, booked):
    rows = rows_of(accountant.get(here("journal"), {"since": "2026-10-01", "until": "2026-10-31"}))
    assert rows[1][1:3] == ["2026-10-03", "order.paid"]
    assert len(rows) == 3


def test_a_month_is_closed_once(accountant):
    typed = {"month": "2026-09-14", "reason": "done"}
    assert accountant.post(here("months"), typed).status_code == 302
    assert ClosedMonth.objects.get().until == date(2026, 10, 1)
    again = accountant.post(here("months"), typed)
    assert again.status_code == 422
    assert "2026-09-14" in again.content.decode(), "what was typed stays"
    assert accountant.post(here("months"), {"month": "soon", "reason": ""}).status_code == 422


def test_an_entry_is_proposed_by_one_and_booked_by_another(accountant, operator):
    maker = a_producer(slug="maker-m")
    typed = {
        "debit": "producer_payable", "debit_party": "maker-m", "credit": "bank", "amount": "12.50",
        "currency": "MAD", "reason": "paid by hand",
    }  # fmt: skip
    assert accountant.post(here("by_hand_new"), typed).status_code == 302
    proposal = ManualEntry.objects.get()
    assert proposal.sides[0] == ["producer_payable", maker.pk, 1250, "MAD"]
    own = accountant.post(here("manual_entry", proposal.pk), {"do": "approve", "reason": "ok"})
    assert own.status_code == 422
    assert (
        operator.post(here("manual_entry", proposal.pk), {"do": "approve", "reason": "ok"}).status_code == 302
    )
    proposal.refresh_from_db()
    assert proposal.status == "booked"
    assert accountant.get(here("manual_entry", proposal.pk)).status_code == 200
    late = operator.post(here("manual_entry", proposal.pk), {"do": "refuse", "reason": "no"})
    assert late.status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "0"},
        {"amount": "-1"},
        {"amount": "1.234"},
        {"amount": "NaN"},
        {"currency": "ZZZ"},
        {"debit": "nothing"},
        {"credit": "bank_fees"},
        {"debit_party": "nobody"},
        {"reason": " "},
    ],
)
def test_an_entry_that_is_none_is_refused_beside_its_field(accountant, wrong):
    typed = {"debit": "bank_fees", "credit": "bank", "amount": "1", "currency": "MAD", "reason": "x"}
    assert accountant.post(here("by_hand_new"), {**typed, **wrong}).status_code == 422
    assert not ManualEntry.objects.exists()


def test_a_correction_names_an_entry(accountant, operator, booked):
    assert accountant.post(here("correct"), {"entry": "0", "reason": "x"}).status_code == 422
    assert accountant.post(here("correct"), {"entry": booked.pk, "reason": "x"}).status_code == 302
    proposal = ManualEntry.objects.get()
    assert operator.get(here("manual_entry", proposal.pk)).status_code == 200
    operator.post(here("manual_entry", proposal.pk), {"do": "approve", "reason": "ok"})
    assert booked.reversed_by.kind == "order.paid.reversed"


def test_rates_and_codes_are_entered(accountant):
    typed = {"currency": "EUR", "rate": "10.8", "day": "2026-11-10", "source": "central bank"}
    assert accountant.post(here("rates"), typed).status_code == 302
    assert accountant.post(here("rates"), {**typed, "rate": "0"}).status_code == 422
    assert accountant.post(here("rates"), {**typed, "currency": "MAD"}).status_code == 422
    assert ExchangeRate.objects.count() == 1
    assert accountant.post(here("codes"), {"account": "bank", "code": "5141"}).status_code == 302
    assert accountant.post(here("codes"), {"account": "bank", "code": ""}).status_code == 422
    assert AccountCode.objects.get().code == "5141"


def test_own_money_is_changed_by_two_people(accountant, operator, booked):
    typed = {
        "sold": "60", "sold_in": "MAD", "out_of": "bank", "got": "5.50", "got_in": "EUR", "into": "bank",
        "day": "2026-10-05", "reason": "paper 7",
    }  # fmt: skip
    for wrong in (
        {"got": "0"},
        {"got_in": "MAD"},
        {"sold": "-1"},
        {"into": "platform_income"},
        {"reason": ""},
    ):
        assert accountant.post(here("exchange"), {**typed, **wrong}).status_code == 422
    assert accountant.post(here("exchange"), typed).status_code == 302
    proposal = ManualEntry.objects.get()
    own = {"do": "approve", "reason": "ok"}
    assert accountant.post(here("manual_entry", proposal.pk), own).status_code == 422
    assert operator.post(here("manual_entry", proposal.pk), own).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.entry.kind, proposal.entry.day) == ("money.converted", date(2026, 10, 5))
    page = accountant.get(here("exchange")).content.decode().replace("\xa0", " ")
    assert "5,50" in page
    borne = {"amount": "60", "currency": "MAD", "borne_by": "platform_income", "reason": "year"}
    assert accountant.post(here("exchange_borne"), {**borne, "amount": "61"}).status_code == 422
    assert accountant.post(here("exchange_borne"), {**borne, "amount": "-1"}).status_code == 422
    assert accountant.post(here("exchange_borne"), borne).status_code == 302
