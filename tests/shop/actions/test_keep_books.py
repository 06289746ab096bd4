"""Months close, corrections are reversals, and whoever proposes does not book."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act
from producers.testing.builders import a_producer, a_user
from shop.actions.book_by_hand import approve_entry, propose_entry, propose_reversal, refuse_entry
from shop.actions.close_month import close_month
from shop.actions.post import post
from shop.actions.set_rate import set_code, set_rate
from shop.domain.book_keeping import NATURES, BookError, month_after
from shop.domain.postings import Account, Posting, post_paid
from shop.models import AccountCode, ExchangeRate, JournalEntry, ManualEntry
from shop.reading.books import Holder, journal, statements, totals, trial_balance
from shop.reading.rates import rate_to_dirhams
from shop.reading.reconcile import differences

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 29)
SIDES = [Posting(Account.BANK_FEES, 1234, "MAD"), Posting(Account.BANK, -1234, "MAD")]


@pytest.fixture
def clerk() -> Actor:
    return Actor(a_user("clerk").pk, "clerk")


@pytest.fixture
def second() -> Actor:
    return Actor(a_user("second").pk, "second")


def booked(day: date = TODAY, key: str = "e") -> JournalEntry:
    with transaction.atomic():
        return post(post_paid(10_000, "MAD", Account.BANK), key=key, day=day)


def refused(code: str, act) -> None:
    with pytest.raises(BookError) as error:
        act()
    assert error.value.code == code


def test_what_is_proposed_is_booked_by_somebody_else(clerk, second):
    proposal = propose_entry(SIDES, actor=clerk, reason="fee of October", day=date(2026, 10, 31))
    assert not JournalEntry.objects.exists()
    refused("own", lambda: approve_entry(proposal, actor=clerk))
    refused("nobody", lambda: approve_entry(proposal, actor=SYSTEM))
    assert not JournalEntry.objects.exists()
    done = approve_entry(proposal, actor=second)
    assert (done.status, done.entry.day, done.entry.kind) == ("booked", date(2026, 10, 31), "by_hand")
    assert Act.objects.filter(verb__startswith="books.").values_list("verb", "actor_name").count() == 2
    refused("decided", lambda: approve_entry(proposal, actor=second))
    refused("decided", lambda: refuse_entry(proposal, actor=second, reason="late"))
    assert JournalEntry.objects.count() == 1
    assert list(differences()) == []


def test_the_database_too_wants_two_people(clerk):
    proposal = propose_entry(SIDES, actor=clerk, reason="x")
    entry = booked()
    with pytest.raises(IntegrityError), transaction.atomic():
        ManualEntry.objects.filter(pk=proposal.pk).update(
            status="booked", entry=entry, decided_by=clerk.user_id
        )


def test_what_is_refused_is_not_booked(clerk, second):
    proposal = propose_entry(SIDES, actor=clerk, reason="x")
    assert refuse_entry(proposal, actor=second, reason="no").status == "refused"
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("unbalanced", [SIDES[0], Posting(Account.BANK, -1, "MAD")]),
        ("unbalanced", [SIDES[0], Posting(Account.BANK, -1234, "EUR")]),
        ("bare", SIDES[:1]),
        ("bare", []),
    ],
)
def test_what_is_no_entry_is_not_even_proposed(clerk, code, sides):
    refused(code, lambda: propose_entry(sides, actor=clerk, reason="x"))
    assert not ManualEntry.objects.exists()


def test_a_correction_is_a_reversal_made_once(clerk, second):
    wrong = booked()
    first = propose_reversal(wrong, actor=clerk, reason="typed twice")
    other = propose_reversal(wrong, actor=clerk, reason="typed twice")
    approve_entry(first, actor=second)
    assert trial_balance(date(2030, 1, 1))[0].balance == 0
    refused("reversed", lambda: approve_entry(other, actor=second))
    refused("reversed", lambda: propose_reversal(wrong, actor=clerk, reason="again"))


def test_months_close_one_after_the_other(clerk):
    booked(date(2026, 9, 5))
    close_month(date(2026, 9, 14), actor=clerk, reason="done", today=TODAY)
    for code, month in (
        ("closed", date(2026, 9, 1)),
        ("closed", date(2026, 7, 1)),
        ("not_over", date(2026, 11, 1)),
        ("not_over", date(2027, 1, 1)),
    ):
        refused(code, lambda month=month: close_month(month, actor=clerk, reason="x", today=TODAY))
    refused("gap", lambda: close_month(date(2026, 11, 1), actor=clerk, reason="x", today=date(2026, 12, 5)))
    assert booked(date(2026, 9, 30), key="late").day == date(2026, 10, 1)
    close_month(date(2026, 10, 1), actor=clerk, reason="done", today=TODAY)


def test_a_clock_that_is_set_back_still_books_in_the_open_month(clerk):
    close_month(date(2026, 10, 1), actor=clerk, reason="done", today=TODAY)
    assert booked(date(2025, 1, 1)).day == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "after"),
    [(date(2026, 12, 31), date(2027, 1, 1)), (date(2026, 11, 1), date(2026, 12, 1))],
)
def test_the_month_after(day, after):
    assert month_after(day) == after


def test_the_trial_balance_is_of_a_day_and_comes_to_nothing():
    booked(date(2026, 10, 31), key="a")
    booked(date(2026, 11, 1), key="b")
    rows = trial_balance(date(2026, 10, 31))
    assert {(row.account, row.debit, row.credit) for row in rows} == {
        (Account.BANK, 10_000, 0),
        (Account.BUYER_CLEARING, 0, 10_000),
    }
    assert totals(trial_balance(TODAY)) == {"MAD": (20_000, 20_000)}
    assert trial_balance(date(2026, 10, 1)) == []


def test_a_statement_opens_moves_and_closes(clerk, second):
    maker = a_producer(slug="m")
    for day, amount in ((date(2026, 10, 1), 500), (date(2026, 11, 3), 70)):
        sides = [
            Posting(Account.BANK, amount, "MAD"),
            Posting(Account.PRODUCER_PAYABLE, -amount, "MAD", maker.pk),
        ]
        approve_entry(propose_entry(sides, actor=clerk, reason="x", day=day), actor=second)
    (statement,) = statements(Holder.organisation(maker), date(2026, 11, 1), TODAY)
    assert (statement.opening, [line.amount for line in statement.lines], statement.closing) == (
        500,
        [70],
        570,
    )
    assert statements(Holder.platform(), date(2026, 11, 1), TODAY) == []


def test_a_statement_is_read_while_it_is_passed_through(clerk, second, django_assert_num_queries):
    maker = a_producer(slug="m")
    for number in range(1, 6):
        sides = [
            Posting(Account.BANK, number * 100, "MAD"),
            Posting(Account.PRODUCER_PAYABLE, -number * 100, "MAD", maker.pk),
        ]
        approve_entry(propose_entry(sides, actor=clerk, reason="x", day=TODAY), actor=second)
    with django_assert_num_queries(2):
        (one,) = statements(Holder.organisation(maker), TODAY, TODAY)
        assert (len(one.lines), one.moved, one.closing) == (5, 1500, 1500)
    with django_assert_num_queries(2):
        first, again = list(one.lines), list(one.lines)
    assert [line.amount for line in first] == [100, 200, 300, 400, 500]
    assert again == first
    assert first[2] in one.lines
    assert [line.amount for line in one.lines.between(1, 3)] == [200, 300]
    assert [one.lines.sum_before(number) for number in (0, 1, 3, 9)] == [0, 100, 600, 1500]


def test_the_journal_says_the_accountants_own_codes(clerk, second):
    set_code(Account.BANK, "5141", actor=clerk)
    set_code(Account.BANK, " 5142 ", actor=clerk)
    refused("code", lambda: set_code(Account.BANK, " ", actor=clerk))
    assert AccountCode.objects.get().code == "5142"
    booked()
    rows = [row[1:] for row in journal(TODAY, TODAY)]
    assert rows == [
        ("2026-11-29", "order.paid", "", "5142", "bank", "", "MAD", "100.00", "0.00"),
        ("2026-11-29", "order.paid", "", "", "buyer_clearing", "", "MAD", "0.00", "100.00"),
    ]


def test_a_rate_holds_from_its_day_and_the_settings_stand_in(clerk, settings):
    settings.SHOP = {**settings.SHOP, "RATES": {"EUR": ("10.73", "2026-01-15")}}
    assert rate_to_dirhams("EUR", TODAY).source == "settings"
    set_rate("EUR", Decimal("10.80"), day=date(2026, 11, 10), source="central bank", actor=clerk)
    set_rate("EUR", Decimal("10.90"), day=date(2026, 12, 1), source="central bank", actor=clerk)
    assert rate_to_dirhams("EUR", TODAY).rate == Decimal("10.80")
    assert rate_to_dirhams("EUR", date(2026, 11, 9)).rate == Decimal("10.73")
    set_rate("EUR", Decimal("10.81"), day=date(2026, 11, 10), source="corrected", actor=clerk)
    assert rate_to_dirhams("EUR", TODAY).source == "corrected"
    assert rate_to_dirhams("MAD", TODAY) is None
    assert rate_to_dirhams("GBP", TODAY) is None
    refused("rate", lambda: set_rate("EUR", Decimal(0), day=TODAY, source="x", actor=clerk))
    refused("currency", lambda: set_rate("MAD", Decimal(1), day=TODAY, source="x", actor=clerk))
    with pytest.raises(IntegrityError), transaction.atomic():
        ExchangeRate.objects.update(rate=1)


def test_every_account_has_its_nature():
    assert set(NATURES) == set(Account)
