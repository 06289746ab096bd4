"""The database itself keeps the books: it refuses what no action of ours would ever try."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from producers.guards import missing_guards
from shop.actions.post import post
from shop.domain.postings import Account, post_paid
from shop.models import ClosedMonth, JournalEntry, LedgerAccount, Posting, Unsealed

pytestmark = pytest.mark.django_db(transaction=True)
DAY = "2026-11-20"


@pytest.fixture
def entry() -> JournalEntry:
    with transaction.atomic():
        return post(post_paid(10_010, "MAD", Account.BANK), key="e", day=date(2026, 11, 20))


@pytest.fixture
def accounts() -> list[int]:
    rows = [("bank", "MAD"), ("buyer_clearing", "MAD"), ("bank", "EUR")]
    return [LedgerAccount.objects.create(kind=kind, currency=code).pk for kind, code in rows]


def run(*statements: str) -> None:
    """Send SQL as the application's role does, and commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def an_open_entry() -> str:
    return (
        "INSERT INTO tiwizi_shop_journalentry (id, key, kind, at, day, unsealed_id)"
        f" VALUES (900, 'raw', 'x', '{DAY} 10:00:00', '{DAY}', 1)"
    )


def a_side(account: int, amount: str, currency: str = "MAD", entry: int = 900) -> str:
    return (
        "INSERT INTO tiwizi_shop_posting (entry_id, account_id, amount, amount_currency)"
        f" VALUES ({entry}, {account}, {amount}, '{currency}')"
    )


SEALED = "UPDATE tiwizi_shop_journalentry SET unsealed_id = NULL WHERE id = 900"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tiwizi_shop_posting SET amount = amount + 1 WHERE amount > 0",
        "UPDATE tiwizi_shop_posting SET amount = amount * 2",
        "DELETE FROM tiwizi_shop_posting",
        "UPDATE tiwizi_shop_journalentry SET kind = 'y'",
        "UPDATE tiwizi_shop_journalentry SET day = '2020-01-01'",
        "UPDATE tiwizi_shop_journalentry SET unsealed_id = NULL",
        "UPDATE tiwizi_shop_journalentry SET unsealed_id = 1",
        "DELETE FROM tiwizi_shop_journalentry",
        "UPDATE tiwizi_shop_ledgeraccount SET kind = 'rounding' WHERE kind = 'bank'",
        "DELETE FROM tiwizi_shop_ledgeraccount",
        "INSERT INTO tiwizi_shop_unsealed (id) VALUES (1)",
    ],
)
def test_nothing_in_the_books_is_changed_or_deleted(entry, statement):
    before = list(Posting.objects.values()), list(JournalEntry.objects.values())
    with pytest.raises(IntegrityError):
        run(statement)
    assert (list(Posting.objects.values()), list(JournalEntry.objects.values())) == before
    assert not Unsealed.objects.exists()


ROLE = "tiwizi_test_application"
MAY = "SELECT, INSERT, UPDATE, DELETE"


@pytest.fixture
def application_role():
    """Become a role that may write rows and owns nothing, as the shop should be run; SQLite has no roles."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {ROLE}")
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"GRANT {MAY} ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"SET ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")


def test_the_application_writes_books_and_changes_none(application_role):
    with transaction.atomic():
        post(post_paid(10_010, "MAD", Account.BANK), key="by the application", day=date(2026, 11, 20))
    before = list(Posting.objects.values())
    for table in ("posting", "journalentry"):
        for statement in (f"UPDATE tiwizi_shop_{table} SET id = id + 1", f"DELETE FROM tiwizi_shop_{table}"):
            with pytest.raises(IntegrityError):
                run(statement)
    assert list(Posting.objects.values()) == before


def test_the_application_cannot_take_the_guards_away(entry, application_role):
    ways = (
        "TRUNCATE tiwizi_shop_posting CASCADE",
        "ALTER TABLE tiwizi_shop_posting DISABLE TRIGGER ALL",
        "DROP TRIGGER tiwizi_shop_posting_no_update ON tiwizi_shop_posting",
        "SET session_replication_role = replica",
    )
    for statement in ways if connection.vendor == "postgresql" else ():
        with pytest.raises(ProgrammingError):
            run(statement)
    assert Posting.objects.count() == 2
    assert missing_guards(connection) == []


def test_the_control_entry_is_taken(accounts):
    mad, buyers, _ = accounts
    run(an_open_entry(), a_side(mad, "100.10"), a_side(buyers, "-100.10"), SEALED)
    assert Posting.objects.count() == 2


def test_tenths_that_floats_cannot_hold_still_come_to_zero(accounts):
    mad, buyers, _ = accounts
    pieces = [a_side(buyers, amount) for amount in ("-0.10", "-0.20", "-0.70", "-33.33", "-65.67")]
    run(an_open_entry(), a_side(mad, "100.00"), *pieces, SEALED)
    assert Posting.objects.count() == 6


def test_an_entry_that_does_not_balance_is_refused(accounts):
    mad, buyers, _ = accounts
    with pytest.raises(IntegrityError, match="balance"):
        run(an_open_entry(), a_side(mad, "100.10"), a_side(buyers, "-100.09"), SEALED)
    assert not JournalEntry.objects.exists()


def test_each_currency_balances_by_itself(accounts):
    mad, _, eur = accounts
    with pytest.raises(IntegrityError, match="balance"):
        run(an_open_entry(), a_side(mad, "10"), a_side(eur, "-10", "EUR"), SEALED)


def test_an_entry_without_postings_is_refused():
    with pytest.raises(IntegrityError, match="no postings"):
        run(an_open_entry(), SEALED)


def test_an_entry_that_is_not_sealed_cannot_be_committed(accounts):
    mad, buyers, _ = accounts
    with pytest.raises(IntegrityError):
        run(an_open_entry(), a_side(mad, "1"), a_side(buyers, "-1"))
    with pytest.raises(IntegrityError):
        run(an_open_entry(), a_side(mad, "1"))
    assert not JournalEntry.objects.exists()
    assert not Posting.objects.exists()


def test_an_entry_cannot_be_written_as_sealed_from_the_start():
    with pytest.raises(IntegrityError, match="sealed after"):
        run(an_open_entry().replace(", 1)", ", NULL)"))


def test_a_sealed_entry_takes_no_more_postings(entry):
    mad, buyers = LedgerAccount.objects.order_by("kind").values_list("pk", flat=True)
    with pytest.raises(IntegrityError, match="sealed"):
        run(a_side(mad, "5", entry=entry.pk), a_side(buyers, "-5", entry=entry.pk))
    assert Posting.objects.count() == 2


def test_a_posting_is_in_the_currency_of_its_account(accounts):
    with pytest.raises(IntegrityError, match="currency"):
        run(an_open_entry(), a_side(accounts[0], "1", "EUR"))


def test_nothing_is_dated_in_a_closed_month(accounts):
    mad, buyers, _ = accounts
    ClosedMonth.objects.create(until=date(2026, 12, 1))
    with pytest.raises(IntegrityError, match="closed"):
        run(an_open_entry(), a_side(mad, "1"), a_side(buyers, "-1"), SEALED)
    with transaction.atomic():
        later = post(post_paid(1, "MAD", Account.BANK), key="late", day=date(2026, 11, 20))
    assert later.day == date(2026, 12, 1), "it goes to the first day that is open"


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM tiwizi_shop_closedmonth", "UPDATE tiwizi_shop_closedmonth SET until = '2020-01-01'"],
)
def test_a_closed_month_stays_closed(statement):
    ClosedMonth.objects.create(until=date(2026, 12, 1))
    with pytest.raises(IntegrityError):
        run(statement)


def test_a_month_ends_with_its_last_day():
    with pytest.raises(IntegrityError):
        ClosedMonth.objects.create(until=date(2026, 12, 2))
