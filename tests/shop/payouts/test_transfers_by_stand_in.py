"""Payouts by Stripe against the stand-in and its faults: whatever goes wrong, one transfer and one entry."""

from datetime import timedelta

import pytest
from django.db.models import Max
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import Actor
from producers.testing.builders import a_producer
from shop.actions import send_payouts as sending
from shop.actions.confirm_payouts import Became, apply_confirmations
from shop.actions.gateway_settlements import take_settlements
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.send_payouts import send_payout, send_payouts, take_back_returned
from shop.domain.payout_confirmations import Confirmation
from shop.domain.payouts import Details, Kind, PayoutRefusedError, PayoutWhy, read_details
from shop.domain.states import PayoutStatus
from shop.models import ExceptionCase, JournalEntry, Payout, Posting, StatementLine
from shop.payouts import stripe as transfers
from shop.payouts.base import NoAnswerError
from shop.payouts.registry import method
from shop.reading.matching_out import payout_for
from shop.reading.payables import owed_to
from shop.reading.payouts import payouts_with_sales, to_pay
from shop.reading.reconcile_payouts import payouts_are_payables
from shop.testing.payouts import a_destination, an_earning
from tests.pages.stand_in import KEY, running

pytestmark = pytest.mark.django_db
ONE, OTHER = Actor(1, "one"), Actor(2, "other")
ACCOUNT = "acct_1TiwiziTest0001"


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    with running(tmp_path_factory.mktemp("transfers")) as made:
        yield made


@pytest.fixture
def stripe(process, settings, monkeypatch):
    """An empty stand-in with money on its balance; every question and answer fits the API description."""
    process.order("forget")
    process.order("connect", id=ACCOUNT)
    process.order("top_up", amount=100_000, currency="eur")
    monkeypatch.setattr(transfers, "SECONDS", 0.5)
    monkeypatch.setattr("stripe.HTTPClient._sleep_time_seconds", lambda *_, **__: 0)
    options = {"secret_key": KEY, "api_base": process.api, "currencies": ["EUR"]}
    settings.SHOP = {
        "PAYOUTS": {"stripe": {"BACKEND": "shop.payouts.stripe.StripeTransfer", "OPTIONS": options}}
    }
    yield process
    assert [row["problems"] for row in process.log() if row["problems"]] == []
    assert list(payouts_are_payables()) == []


@pytest.fixture
def payout(stripe):
    """A payout of 80 euros that was handed to the service, and of which nobody has asked it yet."""
    maker = a_producer(phone="+212790000001")
    a_destination(maker, Details(Kind.STRIPE, "EUR", "Fatima Example", account=ACCOUNT))
    an_earning(maker, "80.00", "EUR")
    return handed_in()


def handed_in():
    batch = approve_batch(propose_batch("EUR", "stripe", actor=ONE), actor=OTHER)
    send_batch(batch, actor=ONE)
    return Payout.objects.get(batch=batch)


def made(stripe):
    return stripe.order("things", kind="transfer")


def run(times=1):
    """Let the job run again and again, each time when it is due."""
    return sum(
        send_payouts(now=Payout.objects.aggregate(due=Max("due_at"))["due"] or timezone.now())
        for _ in range(times)
    )


def balance(kind):
    return sum((row.amount.amount for row in Posting.objects.filter(account__kind=kind)), 0)


def has_arrived_once(stripe, payout):
    (one,) = made(stripe)
    assert (one["amount"], one["currency"], one["destination"]) == (8000, "eur", ACCOUNT)
    assert (one["metadata"], one["transfer_group"]) == ({"payout": payout.reference}, payout.reference)
    payout.refresh_from_db()
    assert (payout.status, payout.handle, payout.due_at) == ("confirmed", one["id"], None)
    assert JournalEntry.objects.filter(kind="payout.confirmed").count() == 1
    assert (balance("payouts_sent"), balance("gateway_clearing")) == (0, -80)


def test_nothing_leaves_in_the_transaction_that_hands_it_in(stripe, payout):
    assert (payout.status, made(stripe)) == ("sent", [])
    assert run() == 1
    has_arrived_once(stripe, payout)
    assert run(3) == 0
    has_arrived_once(stripe, payout)


FAULTS = [
    *("cut_before", "hang_before", "500_before", "429", "409"),
    *("cut_after", "hang_after", "500_after", "slow"),
]


@pytest.mark.parametrize("place", ["POST /v1/transfers", "GET /v1/transfers"])
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_there_is_one_transfer(stripe, payout, fault, place):
    for times in (1, 3):
        stripe.order("fail", place=place, kind=fault, seconds=0.7, times=times)
        run()
    stripe.order("clear")
    run(3)
    has_arrived_once(stripe, payout)


def test_a_key_that_is_forgotten_after_a_day_sends_nothing_twice(stripe, payout):
    stripe.order("fail", place="POST /v1/transfers", kind="cut_after", times=2)
    assert run() == 0
    assert len(made(stripe)) == 1
    stripe.order("clock", seconds=2 * 24 * 3600)
    run(2)
    has_arrived_once(stripe, payout)


def test_without_the_look_before_it_the_forgotten_key_sends_twice(stripe, payout, monkeypatch):
    """The control: what the look-up is for."""
    monkeypatch.setattr(transfers.StripeTransfer, "_made", lambda self, payout: None)
    stripe.order("fail", place="POST /v1/transfers", kind="cut_after", times=2)
    run()
    stripe.order("clock", seconds=2 * 24 * 3600)
    run()
    assert len(made(stripe)) == 2


def test_asked_twice_the_service_sends_once(stripe, payout):
    row = to_pay(payouts_with_sales().get())
    way = method("stripe")
    assert way.send(row) == way.send(row)
    run()
    has_arrived_once(stripe, payout)


def test_one_that_somebody_else_is_asking_for_waits(stripe, payout):
    now = timezone.now()
    Payout.objects.update(due_at=now + timedelta(seconds=30))
    assert send_payout(payout, now=now) is False
    assert stripe.log() == []


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("inactive", "insufficient_capabilities_for_transfer"),
        (None, "resource_missing"),
        ("poor", "balance_insufficient"),
    ],
)
def test_what_the_service_refuses_has_failed_and_is_owed_again(stripe, payout, state, code):
    stripe.order("forget")
    if state is not None:
        stripe.order("connect", id=ACCOUNT, state="active" if state == "poor" else state)
    if state != "poor":
        stripe.order("top_up", amount=100_000, currency="eur")
    assert run() == 0
    payout.refresh_from_db()
    assert (payout.status, made(stripe)) == ("failed", [])
    assert payout.reason.startswith(f"{code}: ")
    assert ACCOUNT not in payout.reason
    assert owed_to(payout.organisation, "EUR") == 8000
    assert balance("gateway_clearing") == 0
    assert ExceptionCase.objects.get(kind="payout_failed").about_id == payout.pk
    stripe.order("connect", id=ACCOUNT)
    stripe.order("top_up", amount=100_000, currency="eur")
    again = handed_in()
    run()
    assert [one["metadata"]["payout"] for one in made(stripe)] == [again.reference]


def test_a_service_that_never_answers_is_put_before_a_person_once(stripe, payout):
    stripe.order("fail", place="GET /v1/transfers", kind="500_before", times=100)
    run(8)
    payout.refresh_from_db()
    assert (payout.status, payout.attempts) == ("sent", 8)
    assert ExceptionCase.objects.get(kind="payout_unanswered").about_id == payout.pk
    stripe.order("clear")
    run(9)
    has_arrived_once(stripe, payout)


def test_another_amount_under_our_reference_is_no_answer(stripe, payout):
    form = f"amount=7000&currency=eur&destination={ACCOUNT}&transfer_group={payout.reference}"
    stripe.call(
        "POST", "/v1/transfers", f"{form}&metadata[payout]={payout.reference}", Idempotency_Key="hand"
    )
    with pytest.raises(NoAnswerError):
        method("stripe").send(to_pay(payouts_with_sales().get()))
    assert run() == 0
    assert len(made(stripe)) == 1


@pytest.mark.parametrize("act", [confirm_payout, fail_payout])
def test_nobody_says_by_hand_what_the_service_will_say(stripe, payout, act):
    with pytest.raises(PayoutRefusedError) as refused:
        act(payout, actor=ONE, reason="I think so")
    assert refused.value.code is PayoutWhy.SAID_BY_SERVICE
    rows = [Confirmation(1, payout.reference, PayoutStatus.FAILED, 8000, "EUR", "so")]
    assert [one.became for one in apply_confirmations(rows, actor=ONE)] == [Became.NOT_POSSIBLE]
    run()
    has_arrived_once(stripe, payout)
    with pytest.raises(PayoutRefusedError):
        return_payout(payout, actor=ONE, reason="I think so")


def test_a_transfer_that_was_taken_back_is_owed_again_once(stripe, payout):
    run()
    name = made(stripe)[0]["id"]
    assert take_back_returned() == 0
    stripe.call("POST", f"/v1/transfers/{name}/reversals", "", Idempotency_Key="back")
    assert [take_back_returned() for _ in range(3)] == [1, 0, 0]
    payout.refresh_from_db()
    assert (payout.status, payout.reason) == ("returned", name)
    assert owed_to(payout.organisation, "EUR") == 8000
    assert balance("gateway_clearing") == 0
    assert ExceptionCase.objects.get(kind="payout_returned").about_id == payout.pk
    again = handed_in()
    run()
    assert {one["metadata"]["payout"] for one in made(stripe)} == {payout.reference, again.reference}


def test_taken_back_before_we_heard_that_it_was_sent(stripe, payout):
    stripe.order("fail", place="POST /v1/transfers", kind="cut_after", times=2)
    run()
    name = made(stripe)[0]["id"]
    stripe.call("POST", f"/v1/transfers/{name}/reversals", "", Idempotency_Key="back")
    assert take_back_returned() == 0
    run(2)
    assert take_back_returned() == 1
    payout.refresh_from_db()
    assert payout.status == "returned"


def test_a_part_that_was_taken_back_waits_for_a_person(stripe, payout):
    run()
    name = made(stripe)[0]["id"]
    stripe.call("POST", f"/v1/transfers/{name}/reversals", "amount=1000", Idempotency_Key="part")
    assert [take_back_returned(), take_back_returned()] == [0, 0]
    case = ExceptionCase.objects.get(kind="payout_partly_returned")
    assert (case.about_id, case.amount.amount) == (payout.pk, 10)
    payout.refresh_from_db()
    assert payout.status == "confirmed"


def test_a_service_that_is_away_stops_no_other_job(stripe, payout):
    stripe.order("fail", place="GET /v1/events", kind="500_before", times=5)
    assert take_back_returned() == 0


def test_what_left_by_transfer_is_not_looked_for_on_a_bank_statement(stripe, payout, monkeypatch):
    line = StatementLine(
        amount=Money("-80.00", "EUR"), booked_on=timezone.localdate(), text=f"VIR {payout.reference}"
    )
    assert payout_for(line) == (None, False)
    monkeypatch.setattr("shop.reading.matching_out.is_sender", lambda way: False)
    assert payout_for(line) == (payout, True), "the control: it would be taken for a payment of the bank"


def test_our_balance_there_and_in_our_books_stay_the_same(stripe, payout):
    run()
    theirs = stripe.call("GET", "/v1/balance")[1]["available"]
    assert theirs == [{"amount": 100_000 - 8000, "currency": "eur"}]
    assert balance("gateway_clearing") == -80
    assert take_settlements() == 0


@pytest.mark.parametrize(
    "typed", ["", "acct_", "acct_1 2345678", "ACCT_12345678", "FR1420041010050500013M026"]
)
def test_an_account_that_cannot_be_one_is_refused(typed):
    assert "account" in read_details(Details(Kind.STRIPE, "EUR", "Fatima", account=typed))[1]


def test_she_may_be_paid_in_any_currency_there():
    assert read_details(Details(Kind.STRIPE, "USD", "Fatima", account=f" {ACCOUNT} "))[1] == {}


def test_the_pause_grows_and_the_lease_keeps_others_away(stripe, payout):
    stripe.order("fail", place="GET /v1/transfers", kind="500_before", times=2)
    now = timezone.now()
    send_payouts(now=now)
    payout.refresh_from_db()
    assert now < payout.due_at < now + sending.LEASE
