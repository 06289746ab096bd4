"""Many readers for one copy, with a control that shows what happens without the guard."""

from collections import Counter
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.library.actions.lend import lend, renew, take_back
from home.library.actions.reserve import reserve
from home.library.models import Loan, Reservation
from home.library.testing.builders import a_card, a_copy, a_document, a_loan, a_reader_kind
from producers.domain.actors import SYSTEM
from tests.races.together import at_once, failures

READERS = 6


def readers(count: int = READERS):
    kind = a_reader_kind()
    return [a_card(number, kind) for number in range(count)]


def test_the_race_is_real_without_the_guard():
    """Look first, lend then: several desks find that nobody has the copy."""
    copy, cards = a_copy(), readers()
    looked, lent = Barrier(READERS), []

    def look_then_lend(card) -> None:
        is_free = not Loan.objects.open().filter(copy=copy).exists()
        looked.wait(60)
        if is_free:
            lent.append(card.pk)

    assert not failures(at_once([lambda card=card: look_then_lend(card) for card in cards]))
    assert len(lent) > 1


def test_a_copy_is_lent_once():
    copy = a_copy()
    results = at_once([lambda card=card: lend(copy, card, actor=SYSTEM) for card in readers()])
    assert Counter(type(one).__name__ for one in results) == {"Loan": 1, "NoLoanError": READERS - 1}
    assert Loan.objects.count() == 1


def test_the_database_alone_refuses_a_second_loan():
    loan, other = a_loan(), a_card(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.create(copy=loan.copy, card=other, lent_at=timezone.now(), due_on=loan.due_on)


def test_one_reader_gets_no_more_than_her_kind_may_have_however_many_desks_lend():
    card = a_card(1, a_reader_kind(most_loans=2))
    copies = [a_copy() for _number in range(4)]
    results = at_once([lambda copy=copy: lend(copy, card, actor=SYSTEM) for copy in copies])
    assert Counter(type(one).__name__ for one in results) == {"Loan": 2, "NoLoanError": 2}


def test_two_copies_that_come_back_at_once_are_kept_for_two_who_wait():
    document, cards = a_document(), readers(4)
    copies = [a_copy(document) for _number in range(2)]
    for copy, card in zip(copies, cards[:2], strict=True):
        a_loan(copy, card)
    for card in cards[2:]:
        reserve(document, card, actor=SYSTEM)
    assert not failures(at_once([lambda copy=copy: take_back(copy, actor=SYSTEM) for copy in copies]))
    ready = Reservation.objects.filter(state="ready").values_list("copy", "card")
    assert {copy for copy, _card in ready} == {copy.pk for copy in copies}
    assert {card for _copy, card in ready} == {card.pk for card in cards[2:]}


def test_nobody_prolongs_while_somebody_begins_to_wait():
    """Whichever comes first: never a prolonged loan of a copy that was waited for before."""
    first, other = readers(2)
    loan = a_loan(a_copy(), first)
    document, due = loan.copy.document, loan.due_on
    later = timezone.now() + timedelta(days=5)
    prolonged, waits = at_once(
        [
            lambda: renew(loan, actor=SYSTEM, now=later),
            lambda: reserve(document, other, actor=SYSTEM),
        ]
    )
    assert type(waits) is Reservation
    loan.refresh_from_db()
    assert (loan.due_on > due) == (type(prolonged) is Loan)
