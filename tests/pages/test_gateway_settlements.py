"""What the card processor pays to our bank: asked for, found on the bank statement, booked once."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from producers.domain.actors import SYSTEM
from shop.actions.ask_gateway import ask_gateway
from shop.actions.gateway_settlements import take_settlements
from shop.actions.import_statement import read_statement, receive_statement
from shop.domain.money import minor
from shop.models import ExceptionCase, GatewaySettlement, JournalEntry, Order, Posting, StatementLine
from shop.reading.reconcile import differences
from tests.pages.buying import fill_cart, place, two_makers, walk
from tests.shop.imports.statements import camt, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(client, bank):
    """Buy by card, and let the processor pay out what it has charged; return its payout."""
    fill_cart(client, *two_makers())
    walk(client, method="card")
    place(client)
    order = Order.objects.get()
    assert bank.order("pay", session=bank.order("things", kind="checkout.session")[0]["id"]) == ""
    ask_gateway(order)
    [payout] = bank.order("settle")
    return payout


def statement(payout, name="s.xml", amount=None):
    cents = payout["amount"] if amount is None else amount
    text, day = f"{cents // 100}.{cents % 100:02}", f"{timezone.localdate():%Y-%m-%d}"
    content = camt([entry(text, "STRIPE PAYOUT", day=day)], closing=f"{(100_000 + cents) / 100:.2f}")
    run, _is_new = receive_statement(ContentFile(content, name=name), actor=SYSTEM)
    return read_statement(run, actor=SYSTEM)


def held(kind):
    return sum(minor(side.amount) for side in Posting.objects.filter(account__kind=kind))


def test_it_is_found_on_the_statement_and_booked_once_with_its_fees(paid):
    charged = held("gateway_clearing")
    assert take_settlements() == 1
    assert take_settlements() == 0
    row = GatewaySettlement.objects.get()
    assert (minor(row.amount) + minor(row.fee), row.state) == (charged, "arrived")
    assert minor(row.fee) > 0
    assert held("bank") == 0  # the gateway's word alone books nothing
    assert statement(paid) == {"matched": 1}
    assert statement(paid) == {"matched": 1}  # the same file is the same run
    row.refresh_from_db()
    assert (row.state, row.statement_line.confidence) == ("booked", 100)
    assert (held("gateway_clearing"), held("bank")) == (0, minor(row.amount))
    assert JournalEntry.objects.filter(kind="gateway.settled").count() == 1
    assert take_settlements() == 0
    assert JournalEntry.objects.filter(kind="gateway.settled").count() == 1
    assert list(differences()) == []


def test_a_statement_that_is_there_first_waits_and_is_matched_when_the_gateway_tells(paid):
    assert statement(paid) == {"unmatched": 1}
    case = ExceptionCase.objects.get(kind="statement_unmatched")
    take_settlements()
    case.refresh_from_db()
    assert case.closed_at
    assert StatementLine.objects.get().settlement == GatewaySettlement.objects.get()
    assert held("gateway_clearing") == 0


def test_another_amount_is_not_taken_for_it(paid):
    take_settlements()
    assert statement(paid, amount=paid["amount"] - 1) == {"unmatched": 1}
    assert held("bank") == 0


def test_what_is_on_no_statement_after_a_week_waits_for_a_person_once(paid):
    take_settlements()
    assert not ExceptionCase.objects.exists()
    for days in (8, 9):
        take_settlements(now=timezone.now() + timedelta(days=days))
    case = ExceptionCase.objects.get()
    assert (case.kind, case.about_id) == ("settlement_missing", GatewaySettlement.objects.get().pk)


def test_one_that_failed_waits_for_a_person(paid, bank):
    take_settlements()
    bank.order("change", kind="payout", thing=paid["id"], to={"status": "failed"})
    take_settlements()
    assert GatewaySettlement.objects.get().state == "failed"
    assert ExceptionCase.objects.get().kind == "settlement_failed"
    assert statement(paid) == {"unmatched": 1}


def test_a_gateway_that_does_not_answer_is_asked_the_next_time(paid, bank):
    bank.order("fail", place="GET /v1/payouts", kind="500_before", times=4)
    assert take_settlements() == 0
    bank.order("clear")
    bank.order("fail", place="hook", kind="hold")
    assert take_settlements() == 1
