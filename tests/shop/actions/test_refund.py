"""Money given back: only what is due, never above what came in, with its entry or not at all."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import BUYER, Actor
from shop.actions.cancel import cancel
from shop.actions.change_order import change_order
from shop.actions.mark_paid import mark_paid
from shop.actions.old_cash import raise_old_cash
from shop.actions.refund import approve, drop, give_back, hand_over
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError, Why
from shop.domain.money import minor
from shop.domain.states import IllegalMoveError
from shop.models import JournalEntry, PaymentEvent, Posting, Refund
from shop.reading.custody import held_of
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order

pytestmark = pytest.mark.django_db
ONE, TWO = Actor(7, "One"), Actor(8, "Two")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def morocco():
    a_fee_rule()
    return a_market(cash_limit=100_000)


def paid(method="transfer", price="100.00", quantity=1):
    order = an_order((a_variant(stock=9, price=price), quantity), method=method)
    mark_paid(order, amount=order.total, statement=f"line {order.pk}", actor=ONE)
    order.refresh_from_db()
    return order


def goodwill(order, amount, actor=ONE):
    """Give part of the price of its only line back."""
    line = order.parts.get().lines.get()
    asked = Asked(ChangeKind.GOODWILL, sums={line.pk: amount})
    shown = propose(order, asked).fingerprint
    return change_order(order, asked, fingerprint=shown, actor=actor, reason="a thread was loose")


def balance(kind):
    return sum((row.amount.amount for row in Posting.objects.filter(account__kind=kind)), 0)


def test_a_change_asks_for_its_refund_with_the_entry_that_takes_it_from_what_is_due():
    order = paid()
    change = goodwill(order, 3000)
    refund = Refund.objects.get()
    assert (refund.change, refund.amount, refund.method, refund.status) == (
        change, Money(30, "MAD"), "transfer", "requested",
    )  # fmt: skip
    assert refund.entry.kind == "refund.requested"
    assert (balance("refunds_due"), balance("refunds_sent")) == (0, -30)
    assert list(differences()) == []


def test_several_partial_refunds_come_to_what_was_paid_and_no_further():
    order = paid()
    for amount in (4000, 5000):
        goodwill(order, amount)
        hand_over(Refund.objects.latest("pk"), actor=ONE, receipt=f"out {amount}")
    line = order.parts.get().lines.get()
    with pytest.raises(RefusedError) as refused:
        propose(order, Asked(ChangeKind.GOODWILL, sums={line.pk: 1001}))
    assert (refused.value.code, refused.value.facts["left"]) == (Why.ABOVE_REMAINDER, 1000)
    cancel(order, actor=ONE, reason="all of it")
    hand_over(Refund.objects.latest("pk"), actor=ONE, receipt="out 3")
    assert sum(row.amount.amount for row in Refund.objects.all()) == order.total.amount
    assert balance("bank") == balance("refunds_sent") == balance("refunds_due") == 0
    assert list(differences()) == []


def test_more_kindness_than_was_paid_is_refused():
    order = paid()
    goodwill(order, 4000)
    left = int(order.total.amount * 100) - 4000
    with pytest.raises(RefusedError) as refused:
        propose(order, Asked(ChangeKind.GOODWILL, goodwill=left + 1))
    assert (refused.value.code, refused.value.facts["left"]) == (Why.ABOVE_REMAINDER, left)
    assert propose(order, Asked(ChangeKind.GOODWILL, goodwill=left)).settlement.refund == left


def test_what_was_paid_twice_is_given_back_on_one_word():
    order = paid()
    mark_paid(order, amount=order.total, statement="again", actor=ONE)
    (refund,) = give_back(order, actor=ONE)
    assert refund.amount == order.total
    with pytest.raises(RefusedError) as refused:
        give_back(order, actor=ONE)
    assert refused.value.code is Why.NOTHING_LEFT
    hand_over(refund, actor=ONE, receipt="out 1")
    assert balance("buyer_clearing") == balance("refunds_due") == 0
    assert list(differences()) == []


def test_money_for_a_draft_is_for_its_sale_and_not_given_back():
    order = an_order(a_variant(price="100.00"), method="transfer")
    mark_paid(order, amount=Money(10, "MAD"), statement="a part", actor=ONE)
    with pytest.raises(RefusedError):
        give_back(order, actor=ONE)
    assert not Refund.objects.exists()


@pytest.mark.parametrize("amount", ["50.01", "0", "-1"])
def test_above_what_is_due_nothing_is_given_back(amount):
    order = paid()
    goodwill(order, 5000)
    drop(Refund.objects.get(), actor=ONE, reason="another way")
    with pytest.raises(RefusedError) as refused:
        give_back(order, actor=ONE, amount=Money(amount, "MAD"))
    assert refused.value.code is Why.ABOVE_REMAINDER
    assert Refund.objects.count() == 1


def test_dropped_it_is_due_again_and_goes_another_way():
    order = paid()
    goodwill(order, 5000)
    drop(Refund.objects.get(), actor=ONE, reason="she has no account")
    assert balance("refunds_due") == -50
    (first,) = give_back(order, actor=ONE, amount=Money(20, "MAD"), method="cash")
    (second,) = give_back(order, actor=ONE, amount=Money(30, "MAD"), method="transfer")
    hand_over(first, actor=ONE, proof=SimpleUploadedFile("r.pdf", PDF))
    hand_over(second, actor=ONE, receipt="out")
    assert balance("refunds_due") == balance("refunds_sent") == 0
    assert list(differences()) == []


def test_cash_goes_out_of_the_hand_that_holds_it_against_a_signed_receipt():
    order = paid("cash")
    goodwill(order, 2500)
    refund = Refund.objects.get()
    assert refund.method == "cash"
    with pytest.raises(RefusedError) as refused:
        hand_over(refund, actor=ONE)
    assert refused.value.code is Why.NEEDS_PROOF
    hand_over(refund, actor=ONE, proof=SimpleUploadedFile("r.pdf", PDF))
    refund.refresh_from_db()
    assert refund.proof.name.startswith("refunds/")
    assert balance("cash_with_carrier") == order.total.amount - 25
    custody = order.custodies.get()
    assert held_of(custody) == minor(order.total) - 2500
    assert custody.moves.get(kind="refunded").amount == Money(25, "MAD")
    assert list(differences()) == []


def test_cash_given_back_leaves_the_parcels_it_was_paid_for_and_is_not_asked_for_later():
    order = an_order(a_variant(price="100.00"), a_variant(price="50.00"), method="cash")
    half = order.total.amount - 60
    for count, amount in enumerate((half, 60)):
        mark_paid(order, amount=Money(amount, "MAD"), statement=f"door {count}", actor=ONE)
    cancel(order, actor=ONE, reason="all of it")
    hand_over(Refund.objects.get(), actor=ONE, proof=SimpleUploadedFile("r.pdf", PDF))
    first, second = order.custodies.order_by("pk")
    given = [row.moves.get(kind="refunded").amount.amount for row in (first, second)]
    assert given == [half, 60]
    assert held_of(first) == held_of(second) == balance("cash_with_carrier") == 0
    assert raise_old_cash(now=timezone.now() + timedelta(days=60)) == 0
    assert list(differences()) == []


@pytest.mark.parametrize("content", [b"", b"<html><script>1</script>", b"<svg xmlns='x'/>", b"%PDF-1.4 cut"])
def test_a_receipt_that_is_none_hands_nothing_over(content):
    order = paid("cash")
    goodwill(order, 2500)
    with pytest.raises(RefusedError) as refused:
        hand_over(Refund.objects.get(), actor=ONE, proof=SimpleUploadedFile("r.pdf", content))
    assert refused.value.code is Why.BAD_FILE
    assert Refund.objects.get().status == "requested"


def test_a_refund_is_handed_over_once():
    order = paid()
    goodwill(order, 5000)
    refund = Refund.objects.get()
    hand_over(refund, actor=ONE, receipt="out")
    with pytest.raises(IllegalMoveError):
        hand_over(refund, actor=ONE, receipt="out")
    with pytest.raises(IllegalMoveError):
        drop(refund, actor=ONE, reason="no")
    assert PaymentEvent.objects.filter(kind="refund").count() == 1


def test_over_the_limit_a_second_person_approves_and_never_the_first():
    order = paid(price="5000.00")
    goodwill(order, 250_000)
    refund = Refund.objects.get()
    assert (refund.status, refund.needs_second) == ("to_approve", True)
    with pytest.raises(IllegalMoveError):
        hand_over(refund, actor=TWO, receipt="out")
    for actor in (ONE, BUYER):
        with pytest.raises(RefusedError) as refused:
            approve(refund, actor=actor)
        assert refused.value.code is Why.NEEDS_SECOND
    assert approve(refund, actor=TWO).status == "requested"
    with pytest.raises(IllegalMoveError):
        approve(refund, actor=TWO)
    hand_over(refund, actor=ONE, receipt="out")
    assert list(differences()) == []


def test_the_database_itself_wants_two_people():
    order = paid(price="5000.00")
    goodwill(order, 250_000)
    rows = Refund.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(approved_by=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status="requested")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status="succeeded")


def test_a_limit_is_a_setting(settings):
    settings.SHOP = settings.SHOP | {"REFUND_LIMITS": {"MAD": "10"}}
    order = paid()
    goodwill(order, 1001)
    assert Refund.objects.get().status == "to_approve"


def test_killed_between_the_entry_and_the_refund_nothing_stays(monkeypatch):
    order = paid()
    before = JournalEntry.objects.count()
    monkeypatch.setattr("shop.actions.refund.record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        goodwill(order, 5000)
    assert (JournalEntry.objects.count(), Refund.objects.count()) == (before, 0)


def test_without_its_entry_the_database_takes_no_refund():
    order = paid()
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.create(
            order=order, payment=order.payments.get(), amount=Money(1, "MAD"), method="transfer", key="x"
        )


def test_an_expired_draft_gives_back_what_had_come_in():
    from shop.actions.expire_unpaid import expire

    order = an_order(a_variant(price="100.00"), method="transfer")
    mark_paid(order, amount=Money(10, "MAD"), statement="a part", actor=ONE)
    expire(order, now=timezone.now() + timedelta(days=9))
    assert Refund.objects.get().amount == Money(10, "MAD")
    assert list(differences()) == []
