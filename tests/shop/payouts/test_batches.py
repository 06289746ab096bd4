"""A batch from its proposal to the last word on each payout, and everything that has to be refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Announcement
from producers.testing.builders import a_producer
from shop.actions import pay_out, payout_batches
from shop.actions.destinations import confirm_destination, enter_destination
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch, withdraw_batch
from shop.actions.payout_holds import end_hold, set_hold
from shop.actions.post import post
from shop.domain.payouts import Details, Kind, PayoutRefusedError, PayoutWhy
from shop.domain.postings import post_unearned
from shop.domain.states import IllegalMoveError
from shop.models import ExceptionCase, Payout, PayoutBatch, PayoutDestination, PayoutLine
from shop.reading.payables import owed_to
from shop.reading.reconcile_payouts import payouts_are_payables
from shop.testing.payouts import a_destination, an_earning, bank_details

pytestmark = pytest.mark.django_db
ONE, OTHER = Actor(1, "one"), Actor(2, "other")


@pytest.fixture
def maker():
    maker = a_producer(phone="+212790000001")
    a_destination(maker)
    return maker


@pytest.fixture(autouse=True)
def _books_and_payouts_agree(db):
    yield
    assert list(payouts_are_payables()) == []


def proposed(**more) -> PayoutBatch:
    return propose_batch("MAD", "bank", actor=ONE, **more)


def sent() -> Payout:
    batch = approve_batch(proposed(), actor=OTHER)
    send_batch(batch, actor=ONE)
    return Payout.objects.get(batch=batch)


def refused(act, *args, **more) -> PayoutRefusedError:
    with pytest.raises(PayoutRefusedError) as caught:
        act(*args, **more)
    return caught.value


def test_a_batch_lists_the_exact_sales_and_pays_their_sum(maker):
    for amount in ("500.00", "120.50"):
        an_earning(maker, amount)
    other = a_producer()
    a_destination(other)
    an_earning(other, "300.00")
    batch = proposed()
    payout = batch.payouts.get(organisation=maker)
    assert (batch.payouts.count(), payout.amount) == (2, Money("620.50", "MAD"))
    assert [line.amount.amount for line in payout.lines.order_by("pk")] == [500, 120.5]
    assert payout.reference.startswith("PO-")
    assert payout.destination == maker.payout_destinations.get()


def test_it_goes_its_way_and_every_step_is_booked_and_written_down(maker):
    an_earning(maker, "500.00")
    payout = sent()
    assert owed_to(maker, "MAD") == 0
    confirm_payout(payout, actor=ONE, reason="statement of Monday")
    payout.refresh_from_db()
    assert payout.status == "confirmed"
    assert refused(proposed).code is PayoutWhy.NOTHING_TO_PAY
    verbs = list(Act.objects.filter(kind="payout", object_id=payout.pk).values_list("verb", flat=True))
    assert verbs == ["payout.sent", "payout.confirmed"]
    assert Announcement.objects.filter(kind="payout.confirmed").count() == 1
    text = str(list(Act.objects.values())) + str(list(Announcement.objects.values()))
    assert payout.destination.account not in text
    assert payout.destination.holder not in text


@pytest.mark.parametrize("ends", ["failed", "returned"])
def test_what_failed_or_came_back_is_owed_again_and_paid_by_another(maker, ends):
    an_earning(maker, "500.00")
    payout = sent()
    if ends == "returned":
        confirm_payout(payout, actor=ONE)
        return_payout(payout, actor=ONE, reason="account closed")
    else:
        fail_payout(payout, actor=ONE, reason="account closed")
    payout.refresh_from_db()
    assert (payout.status, payout.reason) == (ends, "account closed")
    assert owed_to(maker, "MAD") == 50_000
    assert ExceptionCase.objects.get().kind == f"payout_{ends}"
    again = proposed().payouts.get()
    assert again.amount == Money(500, "MAD")
    assert PayoutLine.objects.filter(reversed_at=None).get().payout == again


def test_what_was_paid_and_then_came_back_is_netted_next_time(maker):
    an_earning(maker, "500.00")
    confirm_payout(sent(), actor=ONE)
    with transaction.atomic():
        post(post_unearned(maker.pk, 20_000, "MAD"), key="part:1:unearned")
    assert refused(proposed).code is PayoutWhy.NOTHING_TO_PAY, "a debt is no payout"
    an_earning(maker, "700.00")
    payout = proposed().payouts.get()
    assert payout.amount == Money(500, "MAD")
    assert sorted(line.amount.amount for line in payout.lines.all()) == [-200, 700]


def test_what_is_too_little_waits(maker):
    an_earning(maker, "60.00")
    assert refused(proposed).code is PayoutWhy.NOTHING_TO_PAY
    an_earning(maker, "60.00")
    assert proposed().payouts.get().amount == Money(120, "MAD")


def test_nobody_approves_her_own_and_the_database_agrees(maker):
    an_earning(maker)
    batch = proposed()
    assert refused(approve_batch, batch, actor=ONE).code is PayoutWhy.OWN_PROPOSAL
    assert refused(approve_batch, batch, actor=SYSTEM).code is PayoutWhy.NOT_BY_A_PERSON
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutBatch.objects.filter(pk=batch.pk).update(
            status="approved", approved_by=1, approved_at=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutBatch.objects.filter(pk=batch.pk).update(status="approved")
    with pytest.raises(IllegalMoveError):
        send_batch(batch, actor=OTHER)
    assert refused(propose_batch, "MAD", "bank", actor=SYSTEM).code is PayoutWhy.NOT_BY_A_PERSON


def test_a_payable_is_paid_once_whatever_the_code_does(maker):
    an_earning(maker)
    line = proposed().payouts.get().lines.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutLine.objects.create(payout=line.payout, kind="sale", posting=line.posting, amount=line.amount)


@pytest.mark.parametrize("account", ["", "0" * 24, "000780000000000000000112", "12 34"])
def test_a_missing_or_malformed_rib_gets_nothing(maker, account):
    PayoutDestination.objects.update(account=account)
    an_earning(maker)
    assert refused(proposed).code is PayoutWhy.NOTHING_TO_PAY


def test_without_an_account_in_the_currency_nothing_is_paid_in_it(maker):
    an_earning(maker, "90.00", "EUR")
    assert refused(propose_batch, "EUR", "bank", actor=ONE).code is PayoutWhy.NOTHING_TO_PAY
    euro = Details(Kind.BANK, "EUR", "Fatima Example", "FR1420041010050500013M02606")
    enter_destination(maker, euro, actor=ONE)
    assert propose_batch("EUR", "bank", actor=ONE).payouts.get().amount == Money(90, "EUR")


@pytest.mark.parametrize(("currency", "alias"), [("EUR", "mobile"), ("MAD", "gold"), ("MAD", "")])
def test_a_method_that_is_not_there_or_not_for_the_currency_is_refused(currency, alias):
    assert refused(propose_batch, currency, alias, actor=ONE).code is PayoutWhy.METHOD_NOT_OFFERED


def test_a_maker_paid_otherwise_is_not_in_the_bank_s_batch(maker):
    PayoutDestination.objects.update(kind="mobile", phone="+212790000001")
    an_earning(maker)
    assert refused(proposed).code is PayoutWhy.NOTHING_TO_PAY
    assert propose_batch("MAD", "mobile", actor=ONE).payouts.count() == 1


def test_a_destination_changed_after_the_proposal_stops_the_approval_until_it_is_left_out(maker):
    an_earning(maker)
    batch = proposed()
    changed = enter_destination(maker, bank_details(77), actor=ONE, now=timezone.now() - timedelta(days=4))
    approve = {"actor": OTHER}
    assert PayoutDestination.objects.get(status="in_force").account == bank_details(maker.number).account
    confirm_destination(changed, actor=OTHER, reason="called her")
    refusal = refused(approve_batch, batch, **approve)
    payout = batch.payouts.get()
    assert (refusal.code, refusal.facts) == (
        PayoutWhy.DESTINATION_CHANGED, {"references": [payout.reference]},
    )  # fmt: skip
    fail_payout(payout, actor=ONE, reason="another account")
    assert refused(approve_batch, batch, **approve).code is PayoutWhy.NOTHING_TO_PAY
    assert not ExceptionCase.objects.exists(), "what never left is nobody's worry"
    withdraw_batch(batch, actor=ONE, reason="empty")
    assert proposed().payouts.get().destination == changed


def test_a_destination_changed_after_the_approval_stops_the_sending(maker):
    an_earning(maker)
    batch = approve_batch(proposed(), actor=OTHER)
    changed = enter_destination(maker, bank_details(77), actor=ONE, now=timezone.now() - timedelta(days=4))
    confirm_destination(changed, actor=OTHER, reason="called her")
    assert refused(send_batch, batch, actor=ONE).code is PayoutWhy.DESTINATION_CHANGED
    assert owed_to(maker, "MAD") == 50_000


def test_a_hold_set_after_the_proposal_stops_the_approval(maker):
    an_earning(maker)
    batch = proposed()
    tomorrow = timezone.localdate() + timedelta(days=1)
    set_hold(maker, Money(100, "MAD"), until=tomorrow, reason="complaint", actor=ONE)
    assert refused(approve_batch, batch, actor=OTHER).code is PayoutWhy.HOLD_SINCE
    withdraw_batch(batch, actor=ONE, reason="hold")
    again = proposed()
    assert again.payouts.get().amount == Money(400, "MAD")
    assert approve_batch(again, actor=OTHER).status == "approved"


def test_a_hold_keeps_back_and_gives_back_exactly(maker):
    an_earning(maker, "1000.00")
    tomorrow = timezone.localdate() + timedelta(days=1)
    hold = set_hold(maker, Money(400, "MAD"), until=tomorrow, reason="complaint", actor=ONE)
    assert proposed().payouts.get().amount == Money(600, "MAD")
    PayoutBatch.objects.get()
    withdraw_batch(PayoutBatch.objects.get(), actor=ONE, reason="again")
    payout = sent()
    confirm_payout(payout, actor=ONE)
    assert owed_to(maker, "MAD") == 40_000
    # What is kept back is half of what is owed at most, so that half of it is released already.
    assert proposed().payouts.get().amount == Money(200, "MAD")
    withdraw_batch(PayoutBatch.objects.first(), actor=ONE, reason="again")
    end_hold(hold, actor=ONE, reason="settled")
    assert proposed().payouts.get().amount == Money(400, "MAD")
    assert {line.kind for line in PayoutLine.objects.filter(payout__status="pending")} == {"hold"}


def test_a_proposal_withdrawn_frees_everything(maker):
    an_earning(maker)
    batch = approve_batch(proposed(), actor=OTHER)
    assert refused(withdraw_batch, batch, actor=ONE, reason=" ").code is PayoutWhy.REASON_NEEDED
    withdraw_batch(batch, actor=ONE, reason="wrong day")
    assert Payout.objects.get().status == "failed"
    assert owed_to(maker, "MAD") == 50_000
    with pytest.raises(IllegalMoveError):
        send_batch(batch, actor=ONE)
    assert proposed().payouts.get().amount == Money(500, "MAD")


@pytest.mark.parametrize("act", [approve_batch, send_batch])
def test_a_step_taken_twice_is_refused_the_second_time(maker, act):
    an_earning(maker)
    batch = proposed()
    approve_batch(batch, actor=OTHER)
    if act is send_batch:
        send_batch(batch, actor=ONE)
    with pytest.raises(IllegalMoveError):
        act(batch, actor=OTHER)


def test_the_last_word_is_said_once(maker):
    an_earning(maker)
    payout = sent()
    confirm_payout(payout, actor=ONE)
    with pytest.raises(IllegalMoveError):
        confirm_payout(payout, actor=ONE)
    with pytest.raises(IllegalMoveError):
        fail_payout(payout, actor=ONE, reason="no")
    return_payout(payout, actor=ONE, reason="came back")
    with pytest.raises(IllegalMoveError):
        return_payout(payout, actor=ONE, reason="again")
    assert refused(fail_payout, payout, actor=ONE, reason="").code is PayoutWhy.REASON_NEEDED


def test_a_clock_set_back_makes_no_approval_older_than_its_proposal(maker):
    an_earning(maker)
    batch = proposed()
    approved = approve_batch(batch, actor=OTHER, now=timezone.now() - timedelta(days=400))
    assert approved.approved_at == batch.proposed_at
    assert batch.proposed_at <= approved.approved_at


CRASHES = [
    (payout_batches, "record"), (payout_batches, "_write"), (payout_batches, "announce"),
]  # fmt: skip


@pytest.mark.parametrize(("module", "name"), CRASHES)
def test_a_proposal_cut_short_leaves_nothing(maker, monkeypatch, module, name):
    an_earning(maker)

    def cut(*args, **more):
        raise SystemExit

    monkeypatch.setattr(module, name, cut)
    with pytest.raises(SystemExit), transaction.atomic():
        propose_batch.__wrapped__("MAD", "bank", actor=ONE)
    assert not Payout.objects.exists()
    monkeypatch.undo()
    assert proposed().payouts.get().amount == Money(500, "MAD")


@pytest.mark.parametrize("name", ["post", "announce"])
def test_a_step_cut_short_is_as_if_it_had_not_begun(maker, monkeypatch, name):
    an_earning(maker)
    payout = sent()

    def cut(*args, **more):
        raise SystemExit

    monkeypatch.setattr(pay_out, name, cut)
    with pytest.raises(SystemExit), transaction.atomic():
        confirm_payout.__wrapped__(payout, actor=ONE)
    monkeypatch.undo()
    payout.refresh_from_db()
    assert payout.status == "sent"
    assert list(payouts_are_payables()) == []
    confirm_payout(payout, actor=ONE)
