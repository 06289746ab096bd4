"""Money that left: the payout it was is confirmed by its line, once; what fits nothing is asked about."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from producers.domain.actors import Actor
from producers.testing.builders import a_user
from shop.actions.import_statement import read_statement, receive_statement
from shop.actions.match_outgoing import NotItError, match_payout
from shop.actions.pay_out import confirm_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.statement_lines import MatchedBeforeError
from shop.domain.money import minor
from shop.models import ExceptionCase, JournalEntry, Payout, Posting, StatementLine
from shop.office.exception_clicks import click_for
from shop.reading.payables import owed_to
from shop.reading.reconcile import differences
from shop.testing.builders import a_variant
from shop.testing.payouts import a_destination, an_earning
from tests.shop.imports.statements import camt, entry

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")
TODAY = f"{timezone.localdate():%Y-%m-%d}"


@pytest.fixture
def batch():
    for amount in ("500.00", "300.00"):
        maker = a_variant().product.producer
        a_destination(maker)
        an_earning(maker, amount)
    made = propose_batch("MAD", "bank", actor=Actor(a_user("one").pk, "one"))
    approve_batch(made, actor=Actor(a_user("two").pk, "two"))
    return send_batch(made, actor=OFFICE)


def read(*lines, name="s.xml"):
    """Read a statement of (amount, text) that left."""
    total = sum(float(amount) for amount, _text in lines)
    entries = [entry(amount, text, sign="DBIT", day=TODAY) for amount, text in lines]
    content = camt(entries, closing=f"{1000 - total:.2f}")
    run, _is_new = receive_statement(ContentFile(content, name=name), actor=OFFICE)
    return read_statement(run, actor=OFFICE)


def statuses():
    return sorted(Payout.objects.values_list("status", flat=True))


def held(kind):
    return sum(minor(side.amount) for side in Posting.objects.filter(account__kind=kind))


def confirmed():
    return JournalEntry.objects.filter(kind="payout.confirmed").count()


def test_a_batch_is_confirmed_by_its_line_once(batch):
    text = f"VIR EMIS {batch.reference.replace('-', ' ')}"
    assert read(("800.00", text)) == {"matched": 1}
    assert (statuses(), confirmed()) == (["confirmed", "confirmed"], 2)
    line = StatementLine.objects.get()
    assert (line.batch, line.confidence) == (batch, 100)
    assert held("bank") == -80_000
    assert read(("800.00", text), name="again.xml") == {"matched": 1}
    assert confirmed() == 2
    assert list(differences()) == []


def test_one_payout_is_confirmed_by_its_own_line(batch):
    first, second = batch.payouts.order_by("pk")
    text = f"VIR {first.reference}"
    assert read((str(first.amount.amount), text)) == {"matched": 1}
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("confirmed", "sent")


def test_a_reference_with_another_amount_is_asked_about(batch):
    assert read(("799.00", batch.reference)) == {"out": 1}
    assert statuses() == ["sent", "sent"]
    assert ExceptionCase.objects.get().suggestion == "look"


def test_the_amount_alone_is_suggested_and_confirmed_with_one_click(batch):
    assert read(("800.00", "VIR EMIS GROUPE")) == {"suggested": 1}
    assert statuses() == ["sent", "sent"]
    case = ExceptionCase.objects.get()
    click = click_for(case)
    click.act(case, OFFICE)
    case.refresh_from_db()
    assert (statuses(), bool(case.closed_at)) == (["confirmed", "confirmed"], True)
    with pytest.raises(MatchedBeforeError):
        click.act(case, OFFICE)
    assert confirmed() == 2


def test_two_that_fit_are_nobodys_to_choose(batch):
    maker = a_variant().product.producer
    a_destination(maker)
    an_earning(maker, "800.00")
    other = propose_batch("MAD", "bank", actor=Actor(a_user("three").pk, "three"))
    approve_batch(other, actor=Actor(a_user("four").pk, "four"))
    send_batch(other, actor=OFFICE)
    assert read(("800.00", "VIR EMIS GROUPE")) == {"out": 1}


def test_what_was_confirmed_before_is_found_and_not_booked_again(batch):
    for payout in batch.payouts.all():
        confirm_payout(payout, actor=OFFICE)
    assert read(("800.00", batch.reference)) == {"matched": 1}
    assert confirmed() == 2
    assert held("bank") == -80_000


def test_a_second_line_of_the_same_batch_is_asked_about(batch):
    assert read(("800.00", batch.reference)) == {"matched": 1}
    assert read(("800.00", f"{batch.reference} encore"), name="t.xml") == {"out": 1}
    assert confirmed() == 2


def test_a_person_says_which_it_was_and_the_rest_is_the_banks_fee(batch):
    read(("812.50", "VIR EMIS ET FRAIS"))
    line = StatementLine.objects.get()
    match_payout(line, batch, actor=OFFICE)
    assert (held("bank"), held("bank_fees"), confirmed()) == (-81_250, 1_250, 2)
    assert ExceptionCase.objects.get().closed_at
    assert list(differences()) == []


def test_less_than_was_paid_out_is_not_it(batch):
    read(("700.00", "VIR EMIS"))
    with pytest.raises(NotItError):
        match_payout(StatementLine.objects.get(), batch, actor=OFFICE)
    assert statuses() == ["sent", "sent"]


def came_back(*lines, name="back.xml"):
    """Read a statement of (amount, text) that came in."""
    total = sum(float(amount) for amount, _text in lines)
    entries = [entry(amount, text, sign="CRDT", day=TODAY) for amount, text in lines]
    run, _is_new = receive_statement(
        ContentFile(camt(entries, closing=f"{1000 + total:.2f}"), name=name), actor=OFFICE
    )
    return read_statement(run, actor=OFFICE)


@pytest.fixture
def arrived(batch):
    assert read(("800.00", batch.reference)) == {"matched": 1}
    return batch.payouts.get(amount=300)


def owed(payout):
    return owed_to(payout.organisation, "MAD")


def test_a_payout_that_came_back_is_known_by_its_line_and_owed_again_once(arrived):
    text = f"REJET VIR {arrived.reference.replace('-', ' ')} RIB CLOTURE"
    assert came_back(("300.00", text)) == {"matched": 1}
    arrived.refresh_from_db()
    line = StatementLine.objects.latest("pk")
    assert (arrived.status, line.payout, line.confidence) == ("returned", arrived, 100)
    assert arrived.reason == f"statement {line.statement_id}/1"
    assert (owed(arrived), held("bank")) == (30_000, -50_000)
    assert ExceptionCase.objects.get().kind == "payout_returned"
    assert came_back(("300.00", text), name="again.xml") == {"matched": 1}
    assert came_back(("300.00", f"{text} 2"), name="third.xml") == {"unmatched": 1}
    assert JournalEntry.objects.filter(kind="payout.returned").count() == 1
    assert list(differences()) == []


def test_less_a_fee_it_is_suggested_and_one_click_says_so(arrived):
    assert came_back(("288.50", arrived.reference)) == {"suggested": 1}
    arrived.refresh_from_db()
    assert arrived.status == "confirmed"
    case = ExceptionCase.objects.get(kind="statement_unmatched")
    click_for(case).act(case, OFFICE)
    arrived.refresh_from_db()
    assert (arrived.status, owed(arrived), held("bank_fees")) == ("returned", 30_000, 1_150)
    assert held("bank") == -80_000 + 28_850
    case.refresh_from_db()
    assert case.closed_at
    assert list(differences()) == []


@pytest.mark.parametrize(("amount", "text"), [("300.01", "{}"), ("300.00", "VIR RECU")])
def test_more_than_it_or_without_its_reference_nothing_came_back(arrived, amount, text):
    assert came_back((amount, text.format(arrived.reference))) in ({"unmatched": 1}, {"suggested": 1})
    arrived.refresh_from_db()
    assert arrived.status == "confirmed"


def test_what_has_not_arrived_does_not_come_back(batch):
    payout = batch.payouts.get(amount=300)
    assert came_back(("300.00", payout.reference)) == {"unmatched": 1}
    with pytest.raises(NotItError):
        match_payout(StatementLine.objects.get(), payout, actor=OFFICE)
    with pytest.raises(NotItError):
        match_payout(StatementLine.objects.get(), batch, actor=OFFICE)
    assert statuses() == ["sent", "sent"]
