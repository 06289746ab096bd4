"""The cash of a parcel: in whose hands it is at every moment, in the custody as in the books."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act
from producers.testing.builders import a_producer, an_association
from shop.actions import fulfil, refund
from shop.actions.cash import collect, hand_over, refuse_at_door
from shop.actions.change_order import change_order
from shop.actions.confirm_by_phone import confirm_by_phone
from shop.actions.custody import lock_custody
from shop.actions.mark_paid import mark_paid
from shop.actions.remit_cash import remit, settle_missing, take_remitted
from shop.domain.cash import CARRIER, AmountError, Arrived, Hands
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError
from shop.domain.postings import Account
from shop.domain.states import IllegalMoveError
from shop.models import CashCustody, CashMove, ExceptionCase, JournalEntry, PaymentEvent, Posting, Refund
from shop.reading.custody import held_of, missing_of
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.orders import a_draft, a_placed_order

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")


def dirhams(amount):
    return Money(amount, "MAD")


def balance(kind):
    return sum(row.amount.amount for row in Posting.objects.filter(account__kind=kind))


def shipped(*variants, delivery="30", carrier="Amana"):
    """Return the parts of an order paid at the door that are on their way."""
    a_market(cash_limit=10_000)
    order = a_placed_order(*(variants or [a_variant(price="200", stock=5)]), delivery=delivery)
    confirm_by_phone(order, actor=OFFICE)
    parts = list(order.parts.order_by("pk"))
    for part in parts:
        fulfil.accept(part, actor=OFFICE)
        fulfil.ship(part, carrier=carrier, tracking=f"T{part.pk}", actor=OFFICE)
    return parts


@pytest.fixture
def part():
    a_fee_rule()
    return shipped()[0]


def test_a_parcel_that_leaves_unpaid_says_what_is_to_be_collected(part):
    custody = CashCustody.objects.get()
    assert (custody.part, custody.status, custody.expected) == (part, "expected", dirhams(230))
    assert (custody.carrier, held_of(custody)) == ("Amana", 0)
    assert list(differences()) == []


def test_an_order_that_is_paid_otherwise_has_no_custody():
    a_market()
    order = a_draft(a_variant(), method="transfer")
    mark_paid(order, amount=order.total, statement="1", actor=OFFICE)
    part = order.parts.get()
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    assert not CashCustody.objects.exists()
    with pytest.raises(RefusedError):
        collect(part, actor=OFFICE)


def test_collected_it_is_with_the_carrier_and_paid(part):
    custody = collect(part, actor=OFFICE)
    assert (custody.status, held_of(custody)) == ("with_carrier", 23_000)
    assert balance("cash_with_carrier") == 230
    assert balance("buyer_clearing") == 0
    assert Act.objects.get(verb="cashcustody.with_carrier").actor_name == "office"
    assert not ExceptionCase.objects.exists()
    assert list(differences()) == []


def test_the_same_receipt_again_changes_nothing(part):
    for _ in range(3):
        collect(part, receipt="R1", actor=OFFICE)
    assert (PaymentEvent.objects.count(), CashMove.objects.count()) == (1, 1)
    with pytest.raises(RefusedError):
        collect(part, receipt="R2", actor=OFFICE)


def test_each_parcel_of_an_order_is_collected_for_itself():
    first, second = shipped(a_variant(price="200"), a_variant(a_product(), price="100"))
    collect(first, actor=OFFICE)
    assert balance("buyer_clearing") == 130
    assert not ExceptionCase.objects.exists()
    agent = an_association()
    collect(second, hands=Hands(Account.CASH_WITH_AGENT, agent.pk), actor=OFFICE)
    assert [row.status for row in CashCustody.objects.order_by("pk")] == ["with_carrier", "with_agent"]
    assert (balance("buyer_clearing"), balance("cash_with_agent")) == (0, 130)
    assert list(differences()) == []


def test_from_the_maker_to_the_agent_to_the_bank(part):
    agent = an_association()
    custody = collect(part, hands=Hands(Account.CASH_WITH_PRODUCER, part.producer_id), actor=OFFICE)
    assert (custody.status, custody.holder_id) == ("with_producer", part.producer_id)
    hand_over(custody, to=agent, actor=OFFICE, reason="souk day")
    custody.refresh_from_db()
    assert (custody.status, custody.holder) == ("with_agent", agent)
    assert (balance("cash_with_producer"), balance("cash_with_agent")) == (0, 230)
    remit(custody, dirhams(230), actor=OFFICE)
    custody.refresh_from_db()
    assert (custody.status, held_of(custody)) == ("handed_over", 0)
    assert (balance("cash_with_agent"), balance("bank")) == (0, 230)
    assert list(differences()) == []
    with pytest.raises(IllegalMoveError):
        remit(custody, dirhams(230), actor=OFFICE)


def test_what_an_agent_holds_is_not_handed_to_an_agent_again(part):
    agent = an_association()
    custody = collect(part, hands=Hands(Account.CASH_WITH_AGENT, agent.pk), actor=OFFICE)
    with pytest.raises(IllegalMoveError):
        hand_over(custody, to=agent, actor=OFFICE)
    assert balance("cash_with_agent") == 230


def test_cash_of_which_all_was_given_back_is_handed_to_nobody(part):
    custody = collect(part, hands=Hands(Account.CASH_WITH_PRODUCER, part.producer_id), actor=OFFICE)
    asked = Asked(ChangeKind.GOODWILL, goodwill=23_000)
    shown = propose(part.order, asked).fingerprint
    change_order(part.order, asked, fingerprint=shown, actor=OFFICE, reason="a kindness")
    proof = SimpleUploadedFile("signed.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    refund.hand_over(Refund.objects.get(), actor=OFFICE, proof=proof)
    assert held_of(custody) == 0
    with pytest.raises(AmountError):
        hand_over(custody, to=an_association(), actor=OFFICE)


def test_a_carrier_keeps_its_fee(part):
    custody = collect(part, actor=OFFICE)
    remit(custody, dirhams("223"), fee=dirhams(7), actor=OFFICE)
    assert CashCustody.objects.get().status == "handed_over"
    assert (balance("bank"), balance("carrier_fees"), balance("cash_with_carrier")) == (223, 7, 0)
    assert not ExceptionCase.objects.exists()


def test_what_is_missing_is_named_and_settled_bit_by_bit(part):
    custody = collect(part, actor=OFFICE)
    remit(custody, dirhams(200), actor=OFFICE)
    custody.refresh_from_db()
    assert (custody.status, missing_of(custody), held_of(custody)) == ("short", 3_000, 0)
    case = ExceptionCase.objects.get()
    assert (case.kind, case.amount, case.order) == ("cash_short", dirhams(30), part.order)
    assert balance("cash_differences") == 30
    settle_missing(custody, dirhams(10), borne_by="bank", actor=OFFICE, reason="brought later")
    settle_missing(custody, dirhams(20), borne_by="shop", actor=OFFICE, reason="lost")
    custody.refresh_from_db()
    assert (custody.status, missing_of(custody)) == ("handed_over", 0)
    assert (balance("bank"), balance("cash_differences")) == (210, 20)
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("amount", "borne_by"), [(31, "bank"), (0, "bank"), (-1, "bank"), (10, "holder"), (10, "nobody")]
)
def test_no_more_is_settled_than_is_missing_and_by_somebody(part, amount, borne_by):
    custody = collect(part, actor=OFFICE)
    remit(custody, dirhams(200), actor=OFFICE)
    with pytest.raises(ValueError, match=r"missing|bear|amount"):
        settle_missing(custody, dirhams(amount), borne_by=borne_by, actor=OFFICE, reason="x")
    assert not CashMove.objects.filter(kind="settled").exists()


def test_a_maker_bears_what_she_lost(part):
    custody = collect(part, hands=Hands(Account.CASH_WITH_PRODUCER, part.producer_id), actor=OFFICE)
    remit(custody, dirhams(200), actor=OFFICE)
    settle_missing(custody, dirhams(30), borne_by="holder", actor=OFFICE, reason="lost")
    assert balance("producer_payable") == 30
    assert balance("cash_differences") == 0
    assert list(differences()) == []


def test_too_much_arrived(part):
    custody = collect(part, actor=OFFICE)
    remit(custody, dirhams(250), actor=OFFICE)
    assert CashCustody.objects.get().status == "handed_over"
    assert ExceptionCase.objects.get().kind == "cash_over"
    assert balance("cash_differences") == -20
    assert list(differences()) == []


@pytest.mark.parametrize("amount", [Money(-1, "MAD"), Money(5, "EUR")])
def test_a_remittance_of_nonsense_changes_nothing(part, amount):
    custody = collect(part, actor=OFFICE)
    with pytest.raises(ValueError, match="amount"):
        remit(custody, amount, actor=OFFICE)
    custody.refresh_from_db()
    assert (custody.status, balance("bank")) == ("with_carrier", 0)


def test_a_refused_parcel_costs_what_the_carrier_asks_and_waits_for_a_person(part):
    refuse_at_door(part, cost=dirhams(25), actor=OFFICE, reason="nobody home")
    custody = CashCustody.objects.get()
    assert (custody.status, held_of(custody)) == ("refused", 0)
    assert (balance("return_costs"), JournalEntry.objects.filter(kind="part.return_cost").count()) == (25, 1)
    assert ExceptionCase.objects.get().kind == "cash_refused"
    with pytest.raises(RefusedError):
        collect(part, actor=OFFICE)
    with pytest.raises(IllegalMoveError):
        refuse_at_door(part, actor=OFFICE, reason="again")
    assert balance("buyer_clearing") == 230


def test_a_paid_parcel_cannot_be_refused(part):
    collect(part, actor=OFFICE)
    with pytest.raises(IllegalMoveError):
        refuse_at_door(part, actor=OFFICE, reason="late")
    assert balance("return_costs") == 0


def test_marked_paid_by_hand_every_parcel_is_with_the_carrier():
    first, _ = shipped(a_variant(price="200"), a_variant(a_product(), price="100"))
    order = first.order
    mark_paid(order, amount=order.total, statement="receipt 12", actor=OFFICE)
    assert {row.status for row in CashCustody.objects.all()} == {"with_carrier"}
    assert CashCustody.objects.count() == 2
    assert list(differences()) == []


def test_paid_by_hand_before_it_leaves_the_order_itself_has_a_custody():
    a_market(cash_limit=10_000)
    order = a_placed_order(a_variant())
    mark_paid(order, amount=order.total, statement="desk", actor=OFFICE)
    custody = CashCustody.objects.get()
    assert (custody.part, custody.status, custody.expected) == (None, "with_carrier", order.total)
    part = order.parts.get()
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    assert part.custody.expected == dirhams(0)


def test_hands_are_somebodys():
    for wrong in ((Account.BANK, None), (Account.CASH_WITH_CARRIER, 3), (Account.CASH_WITH_AGENT, None)):
        with pytest.raises(ValueError, match=r"hands|named"):
            Hands(*wrong)
    assert CARRIER.party is None
    assert a_producer()


def test_what_a_carrier_kept_for_a_parcel_that_its_maker_sends_is_out_of_hers(part):
    """She gets what the buyer paid for sending, and what the carrier has kept of it is not paid twice."""
    type(part).objects.filter(pk=part.pk).update(delivery_method="direct")
    collect(part, hands=CARRIER, actor=OFFICE)
    arrived = Arrived(23_000, 20_000, fee=0, delivery=3_000)
    with transaction.atomic():
        take_remitted(lock_custody(CashCustody.objects.get()), arrived, key="list:1", actor=OFFICE)
    kept = Posting.objects.filter(entry__kind="cash.remitted", account__kind=Account.PRODUCER_PAYABLE)
    assert [(row.account.organisation, row.amount) for row in kept] == [(part.producer, dirhams(30))]
    assert balance(Account.CASH_WITH_CARRIER) == 0
