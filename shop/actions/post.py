"""The books. Nothing else writes a journal entry or a posting."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from producers.actions.transactions import require_transaction
from producers.compiled import Compiled, CompiledUpdate, Update
from producers.quick_writes import insert
from shop.domain import postings
from shop.domain.money import from_minor, minor
from shop.models import ClosedMonth, JournalEntry, LedgerAccount, Order, Posting


class ChangedEntryError(ValueError):
    """The key belongs to an entry that says something else."""


def post(
    entry: postings.Entry,
    *,
    key: str,
    order: Order | None = None,
    reverses: JournalEntry | None = None,
    day: date | None = None,
) -> JournalEntry:
    """Write a balanced entry in the transaction of what it books.

    ``day`` is the one it counts for, today if none is given; in a month that is closed, the first day that
    is open. A second call with the same key returns the first entry. Raises ``ChangedEntryError`` when it
    says something else, ``UnbalancedError`` for postings that do not add up to zero or are not there at all,
    ``NoTransactionError`` outside a transaction.
    """
    require_transaction("an entry in the books")
    postings.Entry(entry.kind, entry.postings)  # whoever built it: it balances, or is refused here
    if not says_something(entry):
        raise postings.UnbalancedError(f"{entry.kind} has no postings")
    facts = {"kind": entry.kind, "order": order, "reverses": reverses, "day": open_day(day)}
    written, is_new = _found_or_new(JournalEntry(key=key, **facts))
    if is_new:
        _write(written, entry)
        _sealed(entry=written.pk)
    elif entry_of(written) != _plain(entry):
        raise ChangedEntryError(f"{key} is booked already, as something else")
    return written


def _found_or_new(row: JournalEntry) -> tuple[JournalEntry, bool]:
    """Return the entry that has this key, also one written just now, or write ``row``: True then."""
    if there := next(iter(_booked(key=row.key)), None):
        return there, False
    try:
        with transaction.atomic():
            return insert([row])[0], True
    except IntegrityError:
        if there := next(iter(_booked(key=row.key)), None):
            return there, False
        raise


@Compiled
def _booked(*, key: str) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(key=key)


@CompiledUpdate
def _sealed(*, entry: int) -> Update:
    return JournalEntry.objects.filter(pk=entry), {"unsealed": None}


def post_if_any(entry: postings.Entry, *, key: str, order: Order | None = None) -> None:
    """Write an entry that may say nothing, such as the sale of something given away. Raises as ``post``."""
    require_transaction("an entry in the books")
    if says_something(entry):
        post(entry, key=key, order=order)


def says_something(entry: postings.Entry) -> bool:
    """Say whether an entry moves any money."""
    return any(side.amount for side in entry.postings)


def open_day(day: date | None = None) -> date:
    """Return the day for which something is booked: ``day`` or today, or the first one that is open."""
    until = next(iter(_closed_until()), None)
    wished = day or timezone.localdate()
    return max(wished, until) if until else wished


@Compiled
def _closed_until() -> QuerySet[Any, Any]:
    return ClosedMonth.objects.order_by("-until").values_list("until", flat=True)[:1]


def reverse(written: JournalEntry, *, key: str) -> JournalEntry:
    """Undo an entry by its exact opposite, once. Raises as ``post`` does."""
    return post(postings.reversal(entry_of(written)), key=key, order=written.order, reverses=written)


def entry_of(written: JournalEntry) -> postings.Entry:
    """Return what stands in the books as a value, its postings sorted."""
    rows = written.postings.select_related("account").order_by("pk")
    sides = [
        postings.Posting(
            postings.Account(row.account.kind),
            minor(row.amount),
            row.account.currency,
            row.account.organisation_id,
        )
        for row in rows
    ]
    return _plain(postings.Entry(written.kind, tuple(sides)))


def _write(written: JournalEntry, entry: postings.Entry) -> None:
    accounts = _accounts(entry.postings)
    insert(
        [
            Posting(
                entry=written, account=accounts[_key(side)], amount=from_minor(side.amount, side.currency)
            )
            for side in entry.postings
            if side.amount
        ]
    )


def _accounts(sides: Iterable[postings.Posting]) -> dict[tuple[str, int, str], LedgerAccount]:
    """Get or open the accounts, in one order, so that two entries never wait for each other in a circle."""
    keys = sorted({_key(side) for side in sides})
    found = _open_ones(keys)
    if missing := [key for key in keys if key not in found]:
        rows = [LedgerAccount(kind=kind, organisation_id=party or None, currency=currency)
                for kind, party, currency in missing]  # fmt: skip
        LedgerAccount.objects.bulk_create(rows, ignore_conflicts=True)  # another entry may open them now
        found = _open_ones(keys)
    return found


def _open_ones(keys: Iterable[tuple[str, int, str]]) -> dict[tuple[str, int, str], LedgerAccount]:
    kinds, parties, currencies = (sorted(set(column)) for column in zip(*keys, strict=True))
    there = _there(kinds=kinds, parties=parties, currencies=currencies)
    return {(row.kind, row.organisation_id or 0, row.currency): row for row in there}


@Compiled
def _there(*, kinds: list[str], parties: list[int], currencies: list[str]) -> QuerySet[LedgerAccount]:
    rows = LedgerAccount.objects.filter(kind__in=kinds, currency__in=currencies)
    return rows.filter(Q(organisation=None) | Q(organisation__in=parties))


def _key(side: postings.Posting) -> tuple[str, int, str]:
    return side.account.value, side.party or 0, side.currency


def _plain(entry: postings.Entry) -> postings.Entry:
    sides = sorted(
        (side for side in entry.postings if side.amount),
        key=lambda side: (side.account, side.currency, side.party or 0, side.amount),
    )
    return postings.Entry(entry.kind, tuple(sides))
