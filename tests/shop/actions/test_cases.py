"""A request for help from its first word to its outcome: who is told, what is logged, what is never said."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from moneyed import Money

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Message
from producers.testing.builders import an_operator
from shop.actions import cases
from shop.actions.case_files import keep_evidence
from shop.actions.watch_cases import open_disputes, raise_late_cases
from shop.domain.errors import RefusedError
from shop.domain.states import CaseStatus, IllegalMoveError, may_move
from shop.models import Case, CaseContact, CaseMessage, ExceptionCase, Payment, PaymentEvent
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order

OFFICE = Actor(None, "Office")
SECRET = "My neighbour Rkia has the key"
pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    a_market()
    return a_placed_order(a_variant(stock=5), language="ar", email="salma@example.test")


@pytest.fixture
def case(order):
    return cases.open_case(cases.Matter("delivery", order=order), cases.asker_of(order), SECRET)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def told(kind: str) -> list[Message]:
    deliver_announcements()
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def test_whoever_asks_is_told_that_it_arrived_in_her_language_and_so_are_the_operators(case):
    an_operator(username="operator")
    letters = {letter.recipient: letter for letter in told("case.opened")}
    assert letters["salma@example.test"].language == "ar"
    assert case.number in letters["salma@example.test"].text
    assert case.token in letters["salma@example.test"].text
    assert SECRET not in letters["operator@example.test"].text
    assert timedelta(hours=47) < case.due_at - timezone.now() < timedelta(hours=49)


def test_an_answer_is_sent_and_waits_and_more_from_her_opens_it_again(case):
    cases.answer(case, "الطرد في الطريق", actor=OFFICE)
    assert (fresh(case).status, fresh(case).due_at) == ("waiting", None)
    assert "الطرد في الطريق" in told("case.answered")[0].text
    cases.write_in(case, "شكرا، متى؟")
    assert fresh(case).status == "open"
    assert fresh(case).due_at
    cases.write_in(case, "؟")
    assert [row.side for row in case.messages.order_by("pk")] == ["buyer", "office", "buyer", "buyer"]


def test_what_was_said_on_the_phone_is_written_down_and_not_sent(case):
    cases.answer(case, "dit au téléphone", actor=OFFICE, way="phone")
    cases.note(case, "elle est fâchée", actor=OFFICE)
    assert told("case.answered") == []
    assert fresh(case).status == "waiting"


def test_it_ends_with_an_outcome_in_plain_words_and_can_be_taken_up_again(case):
    cases.close_case(case, "sent_again", actor=OFFICE, text="سلام")
    assert (fresh(case).status, fresh(case).outcome) == ("closed", "sent_again")
    assert told("case.closed")
    with pytest.raises(IllegalMoveError):
        cases.answer(case, "x", actor=OFFICE)
    with pytest.raises(IllegalMoveError):
        cases.close_case(case, "answered", actor=OFFICE)
    cases.reopen_case(case, actor=OFFICE, reason="she called")
    assert (fresh(case).status, fresh(case).outcome, fresh(case).closed_at) == ("open", "", None)
    cases.close_case(case, "answered", actor=OFFICE)
    assert len(told("case.closed")) == 2


def test_an_outcome_that_is_none_is_refused(case):
    with pytest.raises(ValueError, match="how it ended"):
        cases.close_case(case, "whatever", actor=OFFICE)
    assert fresh(case).status == "open"


STEPS = {
    CaseStatus.OPEN: lambda case: cases.reopen_case(case, actor=OFFICE, reason="again"),
    CaseStatus.WAITING: lambda case: cases.answer(case, "yes", actor=OFFICE),
    CaseStatus.CLOSED: lambda case: cases.close_case(case, "answered", actor=OFFICE),
}


@pytest.mark.parametrize(("old", "new"), list(product(CaseStatus, STEPS)), ids=str)
def test_only_the_moves_of_the_table_are_made(case, old, new):
    ended = {"outcome": "answered", "closed_at": timezone.now()} if old is CaseStatus.CLOSED else {}
    Case.objects.update(status=old.value, **ended)
    is_said_again = (old, new) == (CaseStatus.WAITING, CaseStatus.WAITING)  # a second answer moves nothing
    is_reopened = new is not CaseStatus.OPEN or old is CaseStatus.CLOSED
    if (may_move(old, new) and is_reopened) or is_said_again:
        STEPS[new](case)
        assert fresh(case).status == new.value
    else:
        with pytest.raises(IllegalMoveError):
            STEPS[new](case)
        assert fresh(case).status == old.value


def test_of_two_who_take_it_one_gets_it(case):
    first, second = an_operator(username="one"), an_operator(username="two")
    seen = fresh(case)
    cases.take_case(case, owner=first, actor=OFFICE)
    with pytest.raises(cases.TakenError):
        cases.take_case(seen, owner=second, actor=OFFICE)
    assert fresh(case).owner == first


def test_no_word_and_no_contact_stands_outside_the_rows_that_can_be_erased(case):
    cases.answer(case, SECRET, actor=OFFICE)
    cases.note(case, SECRET, actor=OFFICE)
    acts = str(list(Act.objects.filter(kind="case").values()))
    assert SECRET not in acts
    row = str(Case.objects.filter(pk=case.pk).values())
    assert not [
        word for word in (SECRET, "salma@example.test", "+212600000000", "Salma") if word in row + acts
    ]
    CaseContact.objects.all().delete()
    CaseMessage.objects.all().delete()
    cases.close_case(case, "answered", actor=OFFICE)
    assert told("case.closed") == []


def test_a_dispute_opens_once_with_the_banks_day(order):
    payment = Payment.objects.get(order=order)
    due = timezone.now() + timedelta(days=9)
    for event, data in (("e1", {"movement": "dp_1", "due_by": str(int(due.timestamp()))}), ("e2", {})):
        PaymentEvent.objects.create(
            payment=payment, kind="dispute", state="requested", amount=Money(10, "MAD"), gateway="card",
            event_id=event, data=data,
        )  # fmt: skip
    assert open_disputes() == 2
    assert open_disputes() == 0
    first, second = Case.objects.filter(kind="dispute").order_by("due_at")[::-1]
    assert abs(first.due_at - due) < timedelta(seconds=2)
    assert timedelta(days=6) < second.due_at - timezone.now() < timedelta(days=8)
    assert (first.payment, first.order) == (payment, order)
    cases.answer(first, "sent to the bank", actor=OFFICE, way="phone")
    assert fresh(first).due_at == first.due_at
    assert [letter for letter in told("case.opened") if letter.recipient == order.email] == []


def test_a_case_that_is_late_is_raised_once(case):
    later = timezone.now() + timedelta(days=3)
    assert raise_late_cases() == 0
    assert raise_late_cases(later) == 1
    assert raise_late_cases(later) == raise_late_cases(timezone.now() - timedelta(days=99)) == 0
    assert ExceptionCase.objects.get().kind == "case_late"


def test_evidence_is_kept_once_where_no_address_serves_it(case):
    pdf = b"%PDF-1.4\n a receipt %%EOF\n"
    first = keep_evidence(case, ContentFile(pdf, "x.pdf"), actor=OFFICE)
    assert keep_evidence(case, ContentFile(pdf, "y.pdf"), actor=OFFICE) == first
    for wrong in (b"", b"MZ\x90\x00 a program", b"<script>alert(1)</script>"):
        with pytest.raises(RefusedError):
            keep_evidence(case, ContentFile(wrong, "x.pdf"), actor=OFFICE)
    assert case.files.count() == 1
    assert "receipt" not in first.file.name
    assert not default_storage.exists(first.file.name)


def test_a_machine_opens_a_case_once(order):
    matter = cases.Matter("other", order=order, key="machine:1")
    first = cases.open_case(matter, cases.asker_of(order), "x", actor=SYSTEM)
    assert cases.open_case(matter, cases.asker_of(order), "x", actor=SYSTEM) == first
    assert cases.link_case(first, order, actor=OFFICE) == cases.link_case(first, order, actor=OFFICE)
