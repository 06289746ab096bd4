"""Changes of an order: shown with their effect, settled in one step, refused when stale or too late."""

import pytest
from django.db import IntegrityError, connection, transaction
from moneyed import Money

from producers.domain.actors import BUYER, Actor
from producers.testing.builders import a_producer
from shop.actions import fulfil
from shop.actions.ask_change import ask_change
from shop.actions.cancel import cancel
from shop.actions.change_order import (
    change_order,
    confirm_part,
    drop_change,
    propose_decline_settlement,
)
from shop.actions.handle_change import asked_of, settle_asked
from shop.actions.mark_paid import mark_paid
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError, Why
from shop.domain.postings import Account
from shop.domain.settlement import Role, effects
from shop.domain.states import IllegalMoveError, PartStatus
from shop.models import Change, JournalEntry, Order, Posting, Refund, SettledShare, Stock
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.buying import an_order

pytestmark = pytest.mark.django_db
OFFICE = Actor(7, "Office")
BUYERS = Change.Side.BUYER


@pytest.fixture(scope="module", autouse=True)
def paid(made_once):
    """A shop in Morocco, and an order of two makers that is paid."""
    with made_once.making():
        a_fee_rule()
        a_fee_rule("solidarity_fund", "3")
        a_market(cash_limit=100_000)
        return two_makers()


@pytest.fixture
def order(paid, made_once):
    return made_once.hand_out(paid)


def two_makers(method="transfer", quantity=3):
    """An order of three rugs of one maker and three of another, paid when it is a transfer."""
    order = an_order(
        (a_variant(a_product(producer=a_producer()), stock=9, price="180.10"), quantity),
        (a_variant(a_product(producer=a_producer()), stock=9, price="99.90"), quantity),
        method=method,
    )
    if method == "transfer":
        mark_paid(order, amount=order.total, statement=f"line {order.pk}", actor=OFFICE)
    order.refresh_from_db()
    return order


def balance(kind, order=None):
    rows = Posting.objects.filter(account__kind=kind)
    rows = rows.filter(entry__order=order) if order else rows
    return sum((row.amount.amount for row in rows), 0)


def do(order, asked, **more):
    proposal = propose(order, asked)
    how = {"actor": OFFICE, "reason": "asked by phone"} | more
    return change_order(order, asked, fingerprint=proposal.fingerprint, **how)


def first_line(order, part=0):
    return order.parts.order_by("pk")[part].lines.get()


def test_a_piece_that_is_cancelled_goes_back_to_the_stock_and_its_price_to_the_buyer(order):
    line = first_line(order)
    change = do(order, Asked(ChangeKind.CANCEL_LINE, {line.pk: 1}))
    assert (change.status, change.lines.get().quantity) == ("settled", 1)
    assert balance("refunds_due") + balance("refunds_sent") == -line.unit_price.amount
    assert balance("buyer_clearing") == 0
    assert Stock.objects.get(variant=line.variant).allocated == 2
    assert list(differences()) == []


def test_pieces_one_after_the_other_give_back_exactly_what_they_cost_and_end_the_part(order):
    line = first_line(order)
    for _ in range(3):
        do(order, Asked(ChangeKind.CANCEL_LINE, {line.pk: 1}))
    part = line.part
    part.refresh_from_db()
    order.refresh_from_db()
    assert (part.status, order.status) == ("cancelled", "placed")
    assert -(balance("refunds_due") + balance("refunds_sent")) == part.goods.amount + part.delivery.amount
    held = Posting.objects.filter(account__kind="sales_not_earned", account__organisation=part.producer)
    assert sum(row.amount.amount for row in held) == 0
    assert list(differences()) == []


def test_cancelling_the_rest_of_an_order_after_some_of_its_pieces_undoes_only_the_rest(order):
    do(order, Asked(ChangeKind.CANCEL_LINE, {first_line(order).pk: 2}))
    do(order, Asked(ChangeKind.CANCEL_ORDER))
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert -(balance("refunds_due") + balance("refunds_sent")) == order.total.amount
    untouched = {"buyer_clearing", "sales_not_earned", "platform_income", "solidarity_fund", "tax_payable"}
    assert {kind: balance(kind) for kind in untouched} == dict.fromkeys(untouched, 0)
    assert list(differences()) == []


def test_an_order_not_paid_yet_is_owed_less_and_gives_nothing_back():
    order = two_makers("cash")
    line = first_line(order)
    proposal = propose(order, Asked(ChangeKind.CANCEL_LINE, {line.pk: 1}))
    assert (proposal.settlement.refund, proposal.settlement.owed_less) == (0, 18010)
    do(order, proposal.asked)
    assert balance("buyer_clearing") == order.total.amount - line.unit_price.amount
    assert balance("refunds_due") == 0


def test_the_effect_shown_names_everyone_and_adds_up(order):
    line = first_line(order)
    settled = propose(order, Asked(ChangeKind.CANCEL_LINE, {line.pk: 2})).settlement
    shown = effects(settled)
    assert {role for role, _ in shown} == {Role.MAKER, Role.PLATFORM, Role.SOLIDARITY_FUND}
    assert sum(shown.values()) == settled.total == settled.refund == 36020


def test_a_part_is_cancelled_with_its_delivery_and_the_other_goes_on(order):
    part = order.parts.order_by("pk")[0]
    do(order, Asked(ChangeKind.CANCEL_PART, part=part.pk))
    assert sorted(order.parts.values_list("status", flat=True)) == ["cancelled", "placed"]
    assert -(balance("refunds_due") + balance("refunds_sent")) == part.goods.amount + part.delivery.amount
    assert list(differences()) == []


def test_a_fee_a_delivery_and_a_sum_are_given_back_without_any_goods(order):
    line, part = first_line(order), order.parts.order_by("pk")[0]
    do(order, Asked(ChangeKind.GOODWILL, fees={(line.pk, Role.PLATFORM): 100}))
    do(order, Asked(ChangeKind.GOODWILL, sums={line.pk: 1000}))
    do(order, Asked(ChangeKind.GOODWILL, goodwill=50))
    if part.delivery.amount:
        do(order, Asked(ChangeKind.GOODWILL, delivery={part.pk: 100}))
    assert balance(Account.GOODWILL) == Money("0.50", "MAD").amount
    assert Stock.objects.get(variant=line.variant).allocated == 3
    assert list(differences()) == []
    do(order, Asked(ChangeKind.CANCEL_ORDER))
    assert balance("buyer_clearing") == 0
    assert balance("sales_not_earned") == 0


@pytest.mark.parametrize(
    "asked",
    [
        lambda order: Asked(ChangeKind.CANCEL_LINE, {first_line(order).pk: 4}),
        lambda order: Asked(ChangeKind.CANCEL_LINE, {first_line(order).pk: -1}),
        lambda order: Asked(ChangeKind.CANCEL_LINE, {10**9: 1}),
        lambda order: Asked(ChangeKind.GOODWILL, sums={first_line(order).pk: 54031}),
        lambda order: Asked(ChangeKind.GOODWILL, fees={(first_line(order).pk, Role.PLATFORM): 99999}),
        lambda order: Asked(ChangeKind.GOODWILL, delivery={order.parts.all()[0].pk: 10**9}),
        lambda order: Asked(ChangeKind.GOODWILL, sums={10**9: 1}),
        lambda order: Asked(ChangeKind.CANCEL_LINE),
        lambda order: Asked(ChangeKind.GOODWILL),
    ],
)
def test_what_is_not_there_cannot_be_taken_back(order, asked):
    before = JournalEntry.objects.count()
    with pytest.raises(RefusedError) as refused:
        propose(order, asked(order))
    assert refused.value.code in (Why.ABOVE_REMAINDER, Why.NOTHING_LEFT)
    assert (JournalEntry.objects.count(), Change.objects.count()) == (before, 0)


def test_of_another_order_nothing_is_changed():
    order, other = two_makers(), two_makers()
    with pytest.raises(RefusedError):
        propose(order, Asked(ChangeKind.CANCEL_LINE, {first_line(other).pk: 1}))
    with pytest.raises(RefusedError):
        propose(order, Asked(ChangeKind.CANCEL_PART, part=other.parts.all()[0].pk))


def test_a_proposal_that_was_overtaken_is_refused_and_changes_nothing(order):
    line = first_line(order)
    asked = Asked(ChangeKind.CANCEL_LINE, {line.pk: 1})
    stale = propose(order, asked).fingerprint
    do(order, asked)
    before = (Change.objects.count(), JournalEntry.objects.count())
    with pytest.raises(RefusedError) as refused:
        change_order(order, asked, fingerprint=stale, actor=OFFICE, reason="again")
    assert refused.value.code is Why.STALE
    assert (Change.objects.count(), JournalEntry.objects.count()) == before


def test_a_buyer_cancels_until_her_maker_has_accepted(order):
    asked = Asked(ChangeKind.CANCEL_ORDER)
    proposal = propose(order, asked)
    fulfil.accept(order.parts.all()[0], actor=OFFICE)
    with pytest.raises(RefusedError) as refused:
        change_order(
            order, asked, fingerprint=proposal.fingerprint, actor=BUYER, side=BUYERS, reason="changed my mind"
        )
    assert refused.value.code is Why.TOO_LATE
    part = order.parts.get(status="placed")
    do(order, Asked(ChangeKind.CANCEL_PART, part=part.pk), actor=BUYER, side=BUYERS)
    assert Change.objects.get().asked_by == "buyer"


def test_what_was_cancelled_is_not_cancelled_again(order):
    part = order.parts.all()[0]
    do(order, Asked(ChangeKind.CANCEL_PART, part=part.pk))
    with pytest.raises((RefusedError, IllegalMoveError)):
        do(order, Asked(ChangeKind.CANCEL_PART, part=part.pk))
    cancel(order, actor=OFFICE, reason="all of it")
    with pytest.raises(IllegalMoveError):
        cancel(order, actor=OFFICE, reason="again")
    with pytest.raises((RefusedError, IllegalMoveError)):
        do(order, Asked(ChangeKind.CANCEL_ORDER))
    assert list(differences()) == []


def test_what_has_left_is_neither_cancelled_nor_declined(order):
    part = order.parts.order_by("pk")[0]
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    before = JournalEntry.objects.count()
    for asked in (Asked(ChangeKind.CANCEL_PART, part=part.pk), Asked(ChangeKind.CANCEL_ORDER)):
        with pytest.raises(RefusedError) as refused:
            do(order, asked)
        assert refused.value.code is Why.TOO_LATE
    with pytest.raises(IllegalMoveError):
        fulfil.decline(part, actor=OFFICE, reason="no wool")
    assert JournalEntry.objects.count() == before


def test_a_late_part_has_a_ready_settlement_that_waits_for_an_operator(order):
    part = order.parts.order_by("pk")[0]
    with transaction.atomic():
        change = propose_decline_settlement(part, side=Change.Side.OFFICE, reason="late")
        assert propose_decline_settlement(part, side=Change.Side.OFFICE, reason="later") == change
    assert balance("refunds_due") == 0
    proposal = propose(order, Asked(ChangeKind.CANCEL_PART, part=part.pk))
    with pytest.raises(RefusedError):
        confirm_part(change, fingerprint="stale", actor=OFFICE)
    done = confirm_part(change, fingerprint=proposal.fingerprint, actor=OFFICE)
    part.refresh_from_db()
    assert (done.status, part.status) == ("settled", "cancelled")
    assert -(balance("refunds_due") + balance("refunds_sent")) == part.goods.amount + part.delivery.amount
    with pytest.raises(IllegalMoveError):
        confirm_part(change, fingerprint=proposal.fingerprint, actor=OFFICE)
    assert list(differences()) == []


def test_a_proposal_settles_the_pieces_that_are_left_by_then(order):
    part = order.parts.all()[0]
    line = part.lines.get()
    with transaction.atomic():
        change = propose_decline_settlement(part, side=Change.Side.OFFICE, reason="late")
    do(order, Asked(ChangeKind.CANCEL_LINE, {line.pk: 2}))
    shown = propose(order, Asked(ChangeKind.CANCEL_PART, part=part.pk)).fingerprint
    confirm_part(change, fingerprint=shown, actor=OFFICE)
    assert dict(change.lines.values_list("line", "quantity")) == {line.pk: 1}
    assert list(differences()) == []


def test_a_proposal_may_be_dropped_and_then_the_part_goes_on(order):
    part = order.parts.all()[0]
    with transaction.atomic():
        change = propose_decline_settlement(part, side=Change.Side.OFFICE, reason="late")
    assert drop_change(change, actor=OFFICE, reason="she sends it today").status == "dropped"
    with pytest.raises(IllegalMoveError):
        drop_change(change, actor=OFFICE, reason="again")
    part.refresh_from_db()
    assert part.status == PartStatus.PLACED


def test_a_part_declined_through_its_proposal_is_settled_once(order):
    part = order.parts.all()[0]
    with transaction.atomic():
        change = propose_decline_settlement(part, side=Change.Side.MAKER, reason="no wool")
    fulfil.decline(part, actor=OFFICE, reason="no wool")
    change.refresh_from_db()
    assert change.status == "settled"
    assert Change.objects.count() == 1
    assert list(differences()) == []


def test_a_settlement_that_fails_half_way_leaves_nothing(order, monkeypatch):
    before = (JournalEntry.objects.count(), Order.objects.get(pk=order.pk).status)
    proposal = propose(order, Asked(ChangeKind.CANCEL_ORDER))
    monkeypatch.setattr("shop.actions.settle._write_shares", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        change_order(order, proposal.asked, fingerprint=proposal.fingerprint, actor=OFFICE, reason="x")
    assert (JournalEntry.objects.count(), Order.objects.get(pk=order.pk).status) == before
    assert not Change.objects.exists()


def test_settled_shares_are_never_changed_or_deleted(order):
    do(order, Asked(ChangeKind.CANCEL_LINE, {first_line(order).pk: 1}))
    table = SettledShare._meta.db_table
    for statement in (f"UPDATE {table} SET amount = 1", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_has_not_left_of_a_part_is_taken_off_and_what_has_is_not(order):
    line = first_line(order)
    fulfil.accept(line.part, actor=OFFICE)
    fulfil.ship(line.part, carrier="Amana", actor=OFFICE, pieces={line.pk: 1})
    with pytest.raises(RefusedError) as refused:
        do(order, Asked(ChangeKind.CANCEL_LINE, {line.pk: 3}))
    assert refused.value.code is Why.TOO_LATE
    do(order, Asked(ChangeKind.CANCEL_LINE, {line.pk: 2}))
    assert order.parts.order_by("pk")[0].status == "shipped"
    assert list(differences()) == []


def test_a_refund_that_the_books_do_not_know_is_named(order):
    do(order, Asked(ChangeKind.CANCEL_LINE, {first_line(order).pk: 1}))
    assert list(differences()) == []
    Refund.objects.update(status="failed")
    assert any("on their way" in line for line in differences())


def test_what_was_asked_for_is_settled_once_whatever_is_given_the_second_time():
    order = two_makers()
    part = order.parts.all()[0]
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    fulfil.deliver(part, actor=OFFICE)
    line = part.lines.get()
    change = ask_change(order, ChangeKind.COMPLAINT, pieces={line.pk: 1}, note="torn", actor=OFFICE)
    settle(change, 500)
    booked = JournalEntry.objects.count()
    with pytest.raises(IllegalMoveError):
        settle(change, 700)
    assert JournalEntry.objects.count() == booked
    assert list(differences()) == []


def settle(change, goodwill):
    asked = asked_of(change, goodwill=goodwill)
    settle_asked(change, asked, fingerprint=propose(change.order, asked).fingerprint, actor=OFFICE)
