"""Killed at any point, started again and swept: nothing is charged or paid twice, and nothing is lost.

Each story is acted by a process that dies at its first mark, then at its second, and so on until it comes to
its end. After each death a new process goes on where the old one was, and the sweep runs. The controls take
one guard away and show what would happen.
"""

import json
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.utils import timezone
from moneyed import Money

from producers.actions.deliver import deliver_announcements
from producers.actions.send_messages import send_messages
from producers.domain.actors import Actor
from producers.models import Announcement, Message
from producers.testing.builders import a_producer
from shop.actions import fulfil
from shop.actions.ask_gateway import ask_about_waiting
from shop.actions.cancel import cancel
from shop.actions.change_order import change_order
from shop.actions.expire_unpaid import expire_unpaid
from shop.actions.holds import expire_holds
from shop.actions.pay_out import confirm_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.send_refunds import send_refunds
from shop.domain.changes import ChangeKind
from shop.domain.money import minor
from shop.domain.payouts import PayoutRefusedError
from shop.domain.states import IllegalMoveError
from shop.gateways import stripe as card
from shop.gateways.base import RefundRequest
from shop.models import (
    JournalEntry,
    Order,
    Payout,
    PayoutBatch,
    PayoutLine,
    ProducerOrder,
    Refund,
    Stock,
)
from shop.reading.payables import owed_to
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import a_ready_cart, press
from shop.testing.payouts import a_destination, an_earning
from tests.pages.stand_in import running
from tests.races.crashing import in_another_process, run_killed_at

ONE, OTHER = Actor(1, "One"), Actor(2, "Other")
MOST = 400
A_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    with running(tmp_path_factory.mktemp("bank")) as made:
        yield made


@pytest.fixture
def letters(tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def shop(settings, letters):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(letters)
    a_fee_rule()
    a_market(cash_limit=10**6)


@pytest.fixture
def bank(process, settings, monkeypatch):
    monkeypatch.setattr(card, "SECONDS", 5)
    monkeypatch.setattr("stripe.HTTPClient._sleep_time_seconds", lambda *_, **__: 0)
    gateways = settings.SHOP["GATEWAYS"] | {"card": process.options()}
    settings.SHOP = settings.SHOP | {"GATEWAYS": gateways, "REFUND_LIMITS": {"MAD": "100000"}}
    forget(process)
    return process


def forget(bank):
    bank.order("forget")
    bank.order("fail", place="hook", kind="hold")


def at_every_mark(set_up, act, go_on, check):
    """Tell a story again and again, its first teller dying a mark later each time; return how many marks."""
    warm = set_up()
    act(warm)  # once here: what is imported and compiled at first use is there in every process forked below
    go_on(warm)
    for mark in range(1, MOST):
        thing = set_up()
        was_killed = run_killed_at(mark, lambda thing=thing: act(thing))
        in_another_process(lambda thing=thing: go_on(thing))
        try:
            check(thing)
        except AssertionError as wrong:
            raise AssertionError(f"died at mark {mark}") from wrong
        if not was_killed:
            assert list(differences()) == []
            return mark - 1
    raise AssertionError("it never came to its end")


def sweep(later=A_DAY):
    """What the jobs do that look after money, late enough for every pause and lease."""
    now = timezone.now() + later
    expire_holds(now=now)
    ask_about_waiting(now=timezone.now() + timedelta(minutes=5))
    send_refunds(now=now)


# --- Checkout and payment ----------------------------------------------------------------------------


def a_cart_of_the_last_piece():
    return a_ready_cart(a_variant(stock=1, price="200.00"))


def order_of(cart):
    return Order.objects.get(cart=cart)


@pytest.mark.parametrize("method", ["cash", "card"])
def test_an_order_is_placed_once_wherever_the_checkout_dies(bank, method):
    def set_up():
        forget(bank)
        return a_cart_of_the_last_piece()

    def buy(cart):
        press(cart, method)

    def check(cart):
        order = order_of(cart)
        assert order.payments.count() == 1
        if method == "card":
            sessions = bank.order("things", kind="checkout.session")
            assert len(sessions) == 1, "she would be asked to pay in two windows"
            assert bank.order("pay", session=sessions[0]["id"]) == ""
            in_another_process(sweep)
            assert len(bank.charges()) == 1
        assert order_of(cart).status == "placed"
        stock = Stock.objects.get(variant=order.parts.get().lines.get().variant)
        assert (stock.on_hand, stock.allocated) == (1, 1)
        assert JournalEntry.objects.filter(order=order, kind="order.placed").count() == 1
        assert Announcement.objects.filter(key=f"order:{order.pk}:placed").count() == 1

    marks = at_every_mark(set_up, buy, buy, check)
    assert marks > 15, marks


def test_a_buyer_who_never_comes_back_keeps_no_piece(bank):
    """Killed in the checkout, and nobody presses again: the piece is free when the time to pay is over."""

    def check(cart):
        found = Order.objects.filter(cart=cart).first()
        variant = cart.lines.get().variant
        assert found is None or found.status == "expired"
        assert Stock.objects.get(variant=variant).allocated == 0

    at_every_mark(
        a_cart_of_the_last_piece,
        lambda cart: press(cart, "card"),
        lambda cart: expire_unpaid(now=timezone.now() + A_DAY),
        check,
    )


def paid_at_the_bank(bank):
    """An order that waits, paid at the bank; its notices are held."""
    forget(bank)
    cart = a_cart_of_the_last_piece()
    press(cart, "card")
    (session,) = bank.order("things", kind="checkout.session")
    assert bank.order("pay", session=session["id"]) == ""
    return order_of(cart), bank.order("held")


def tell(notices):
    for body, signature in notices:
        answer = Client().post(
            "/webhooks/card/", body, content_type="application/json", headers={"Stripe-Signature": signature}
        )
        assert answer.status_code == 200, (json.loads(body)["type"], answer.content)


@pytest.mark.parametrize("comes_again", [True, False])
def test_a_notice_is_kept_once_wherever_it_dies(bank, comes_again):
    """The gateway sends it again, or never does: then the sweep asks."""

    def check(paid):
        order = Order.objects.get(pk=paid[0].pk)
        assert order.status == "placed"
        kinds = list(JournalEntry.objects.filter(order=order).values_list("kind", flat=True))
        assert sorted(kinds) == ["order.paid", "order.placed"]
        assert Announcement.objects.filter(key=f"order:{order.pk}:paid").count() == 1

    marks = at_every_mark(
        lambda: paid_at_the_bank(bank),
        lambda paid: tell(paid[1]),
        lambda paid: tell(paid[1]) if comes_again else sweep(),
        check,
    )
    assert marks > 10, marks


# --- Refunds -----------------------------------------------------------------------------------------


def paid_order(bank):
    order, notices = paid_at_the_bank(bank)
    tell(notices)
    return Order.objects.get(pk=order.pk)


def half_is_due_back(bank):
    order = paid_order(bank)
    line = order.parts.get().lines.get()
    asked = Asked(ChangeKind.GOODWILL, sums={line.pk: minor(line.total) // 2})
    shown = propose(order, asked).fingerprint
    change_order(order, asked, fingerprint=shown, actor=ONE, reason="a thread was loose")
    return Refund.objects.get(order=order)


def sent_back(bank):
    return [one["amount"] for one in bank.order("things", kind="refund")]


def test_money_goes_back_once_wherever_the_sending_dies(bank):
    def check(refund):
        assert sent_back(bank) == [minor(refund.amount)]
        assert Refund.objects.get(pk=refund.pk).status == "succeeded"
        assert JournalEntry.objects.filter(order=refund.order, kind="refund.succeeded").count() == 1

    marks = at_every_mark(lambda: half_is_due_back(bank), lambda _: send_refunds(), lambda _: sweep(), check)
    assert marks > 8, marks


def with_a_new_key_each_time(self, refund, send=card.Stripe.refund):
    return send(self, RefundRequest(refund.reference, refund.amount, uuid4().hex, refund.handle))


def test_without_the_key_that_was_stored_before_money_goes_back_twice(bank):
    """The control: between the answer of the gateway and our own row a death is a second refund."""
    twice = 0
    with patch.object(card.Stripe, "refund", with_a_new_key_each_time):
        for mark in range(1, MOST):
            half_is_due_back(bank)
            was_killed = run_killed_at(mark, send_refunds)
            in_another_process(sweep)
            twice += len(sent_back(bank)) > 1
            if not was_killed:
                break
    assert twice > 0


def test_a_cancelled_order_is_paid_back_whole_or_goes_on_wherever_it_dies(bank):
    def stop(order):
        with suppress(IllegalMoveError):  # the first process had come so far
            cancel(order, actor=ONE, reason="asked")

    def go_on(order):
        stop(order)
        sweep()

    def check(order):
        assert Order.objects.get(pk=order.pk).status == "cancelled"
        assert sent_back(bank) == [minor(order.total)]

    at_every_mark(lambda: paid_order(bank), stop, go_on, check)


# --- Payouts -----------------------------------------------------------------------------------------


def a_maker_to_pay():
    maker = a_producer()
    a_destination(maker)
    for amount in ("120.00", "80.50"):
        an_earning(maker, amount)
    return maker


def pay_out(maker):
    """Go through a batch from wherever it is."""
    batch = PayoutBatch.objects.filter(payouts__organisation=maker).first()
    if batch is None:
        batch = propose_batch("MAD", "bank", actor=ONE, organisations=[maker.pk])
    if batch.status == "proposed":
        batch = approve_batch(batch, actor=OTHER)
    if batch.status == "approved":
        batch = send_batch(batch, actor=ONE)
    for payout in batch.payouts.filter(status="sent"):
        confirm_payout(payout, actor=OTHER)
    with suppress(PayoutRefusedError):  # nothing is left to be paid
        propose_batch("MAD", "bank", actor=ONE, organisations=[maker.pk])


def test_a_maker_is_paid_once_wherever_the_run_dies():
    def check(maker):
        payout = Payout.objects.get(organisation=maker)
        assert (payout.status, payout.amount) == ("confirmed", Money(Decimal("200.50"), "MAD"))
        assert PayoutLine.objects.filter(payout__organisation=maker).count() == 2
        assert owed_to(maker, "MAD") == 0
        kinds = JournalEntry.objects.filter(postings__account__organisation=maker).values_list(
            "kind", flat=True
        )
        assert sorted(set(kinds)) == ["part.earned", "payout.confirmed", "payout.sent"]

    marks = at_every_mark(a_maker_to_pay, pay_out, pay_out, check)
    assert marks > 15, marks


# --- Shipping ----------------------------------------------------------------------------------------


def placed():
    cart = a_ready_cart((a_variant(stock=3, price="200.00"), 2))
    return press(cart, "cash").order.parts.get()


def send(part):
    """Accept, pack, send and deliver, from wherever it is."""
    steps = (
        ("placed", lambda row: fulfil.accept(row, actor=ONE)),
        ("accepted", lambda row: fulfil.pack(row, actor=ONE)),
        ("packed", lambda row: fulfil.ship(row, carrier="Amana", actor=ONE)),
        ("shipped", lambda row: fulfil.deliver(row, actor=ONE)),
    )
    for status, step in steps:
        row = ProducerOrder.objects.get(pk=part.pk)
        if row.status == status:
            step(row)


def all_of_it_has_arrived(part):
    row = ProducerOrder.objects.get(pk=part.pk)
    stock = Stock.objects.get(variant=row.lines.get().variant)
    assert (row.status, row.parcels.count()) == ("delivered", 1)
    assert (stock.on_hand, stock.allocated) == (1, 0)
    assert JournalEntry.objects.filter(key=f"part:{row.pk}:earned").count() == 1


def test_a_parcel_leaves_and_is_earned_once_wherever_it_dies():
    marks = at_every_mark(placed, send, send, all_of_it_has_arrived)
    assert marks > 20, marks


def test_without_its_transaction_a_death_leaves_halves():
    """The control: each write is committed at once, so that a death leaves a row without its move."""
    for mark in range(1, MOST):
        part = placed()
        was_killed = run_killed_at(mark, lambda part=part: send_in_pieces(part))
        torn = list(differences())
        if torn or not was_killed:
            break
    assert torn
    assert was_killed


def send_in_pieces(part):
    """Send a part as if nobody had thought of a transaction: what is written is there at once."""
    write = CursorWrapper.execute

    def write_for_good(cursor, sql, params=None):
        ends = str(sql).startswith(("INSERT", "UPDATE")) and not cursor.db.savepoint_ids
        if ends and cursor.db.vendor == "sqlite":  # what follows is there at once: no transaction is left
            cursor.db.connection.commit()
        result = write(cursor, sql, params)
        if ends and cursor.db.vendor == "postgresql":
            cursor.db.connection.commit()
        return result

    with patch.object(CursorWrapper, "execute", write_for_good):
        send(part)


# --- Mail --------------------------------------------------------------------------------------------


def test_a_letter_is_sent_at_least_once_and_a_second_one_says_so(letters):
    def set_up():
        for old in letters.iterdir():
            old.unlink()
        Message.objects.all().delete()
        Announcement.objects.all().delete()
        return placed().order

    def leave(order, now=None):
        deliver_announcements(now=now)
        send_messages(now=now)

    def check(order):
        assert not Announcement.objects.filter(delivered_at=None).exists()
        assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
        wanted = Message.objects.filter(channel="email").count()
        assert wanted
        sent = [message_from_bytes(part) for file in letters.iterdir() for part in _letters(file)]
        ids = [letter["Message-ID"] for letter in sent]
        assert wanted <= len(sent) <= wanted + 1, "no more than the one letter that was being sent"
        assert len(set(ids)) == wanted, "the same letter keeps its name, so that it is shown once"

    at_every_mark(set_up, leave, lambda order: leave(order, timezone.now() + A_DAY), check)


def _letters(file):
    return [part for part in file.read_bytes().split(b"-" * 79 + b"\n") if part.strip()]
