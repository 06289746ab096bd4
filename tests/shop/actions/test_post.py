import pytest
from django.db import IntegrityError, connection, transaction
from moneyed import Money

from producers.actions.transactions import NoTransactionError
from producers.testing.builders import a_producer
from shop.actions.post import ChangedEntryError, entry_of, post, reverse
from shop.domain.postings import Account, Entry, Posting, UnbalancedError, post_paid
from shop.models import JournalEntry, LedgerAccount
from shop.models import Posting as PostingRow

pytestmark = pytest.mark.django_db
PAID = post_paid(18000, "MAD", Account.GATEWAY_CLEARING)


def booked(entry: Entry = PAID, key: str = "order:1:paid") -> JournalEntry:
    with transaction.atomic():
        return post(entry, key=key)


def test_an_entry_is_written_with_its_accounts_and_adds_up_to_zero():
    producer = a_producer()
    written = booked(post_paid(18050, "MAD", Account.CASH_WITH_PRODUCER, producer.pk))
    assert sum(side.amount.amount for side in written.postings.all()) == 0
    hers = written.postings.get(account__kind="cash_with_producer")
    assert (hers.amount, hers.account.organisation) == (Money("180.50", "MAD"), producer)


def test_the_same_key_books_once():
    first, second = booked(), booked()
    assert first == second
    assert PostingRow.objects.count() == 2


def test_a_changed_entry_under_an_old_key_is_refused():
    booked()
    with pytest.raises(ChangedEntryError):
        booked(post_paid(17000, "MAD", Account.GATEWAY_CLEARING))
    assert PostingRow.objects.count() == 2


def test_accounts_are_opened_once_with_or_without_an_owner():
    for number in range(3):
        booked(key=f"order:{number}:paid")
    assert LedgerAccount.objects.count() == 2


def test_what_does_not_balance_is_refused_even_when_it_comes_from_elsewhere():
    crooked = object.__new__(Entry)
    object.__setattr__(crooked, "kind", "order.paid")
    object.__setattr__(crooked, "postings", (Posting(Account.ROUNDING, 1, "MAD"),))
    with pytest.raises(UnbalancedError):
        booked(crooked)
    assert not JournalEntry.objects.exists()


def test_nothing_is_booked_outside_the_transaction_of_what_it_books():
    with pytest.raises(NoTransactionError):
        post(PAID, key="order:1:paid")


def test_a_reversal_is_the_exact_opposite_and_happens_once():
    written = booked()
    with transaction.atomic():
        back = reverse(written, key="order:1:paid:reversed")
        assert reverse(written, key="order:1:paid:reversed") == back
    sides = [*entry_of(written).postings, *entry_of(back).postings]
    assert sum(side.amount for side in sides if side.account is Account.GATEWAY_CLEARING) == 0
    assert back.reverses == written
    with pytest.raises(IntegrityError), transaction.atomic():
        reverse(written, key="another")


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["tiwizi_shop_posting", "tiwizi_shop_journalentry"])
def test_the_books_only_grow(table, statement):
    booked()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
