"""The triggers of the books: an entry opens, takes postings, is sealed when it balances, and never changes.

Deferred constraints are how both databases hold it to that. PostgreSQL looks at the sums again when the
transaction ends. SQLite has no deferred trigger, but it has deferred foreign keys: an entry starts out
pointing at a row of a table that is kept empty, and only the update that seals it takes that pointer away.
An entry that was not sealed cannot be committed on either.
"""

from collections.abc import Iterable
from typing import Any

from producers.guards import Guard, never
from shop.models.ledger import ClosedMonth, JournalEntry, LedgerAccount, Posting, Unsealed

BROKEN = "USING ERRCODE = 'integrity_constraint_violation'"


def _table(model: Any) -> str:
    return str(model._meta.db_table)


def _columns(model: Any) -> frozenset[str]:
    return frozenset(field.column for field in model._meta.local_concrete_fields)


def _reads(*models: Any) -> dict[str, frozenset[str]]:
    return {_table(model): _columns(model) for model in models}


def book_guards() -> Iterable[Guard]:
    """Describe what guards the books beyond tables that only grow."""
    yield never("DELETE", _table(JournalEntry))
    yield _opens()
    yield _is_sealed()
    yield _fits()
    yield _balances()
    yield _stays_empty()


def _opens() -> Guard:
    """An entry starts open, and on a day whose month is open."""
    entry, closed = _table(JournalEntry), _table(ClosedMonth)
    late = f"EXISTS (SELECT 1 FROM {closed} WHERE until > NEW.day)"
    return Guard(
        name="tiwizi_entry_opens",
        table=entry,
        reads=_reads(JournalEntry, ClosedMonth),
        when="BEFORE INSERT",
        function="tiwizi_entry_opens",
        body=f"""
BEGIN
    IF NEW.unsealed_id IS NULL THEN
        RAISE EXCEPTION 'an entry is sealed after its postings' {BROKEN};
    END IF;
    IF {late} THEN
        RAISE EXCEPTION 'the month of % is closed', NEW.day {BROKEN};
    END IF;
    RETURN NEW;
END """,
        sqlite=f"""BEFORE INSERT ON {entry} BEGIN
    SELECT RAISE(ABORT, 'an entry is sealed after its postings') WHERE NEW.unsealed_id IS NULL;
    SELECT RAISE(ABORT, 'the month of the entry is closed') WHERE {late};
END""",
    )


def _is_sealed() -> Guard:
    """The one change of an entry: sealed, if it has postings and they come to zero in each currency."""
    entry, posting = _table(JournalEntry), _table(Posting)
    kept = sorted(_columns(JournalEntry) - {"unsealed_id"})
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in kept)
    refusal = f"rows of {entry} are never changed"
    bare = f"NOT EXISTS (SELECT 1 FROM {posting} WHERE entry_id = OLD.id)"
    return Guard(
        name="tiwizi_entry_is_sealed",
        table=entry,
        reads=_reads(JournalEntry, Posting),
        when="BEFORE UPDATE",
        function="tiwizi_entry_is_sealed",
        body=f"""
BEGIN
    IF OLD.unsealed_id IS NULL OR NEW.unsealed_id IS NOT NULL
        OR to_jsonb(NEW) - 'unsealed_id' IS DISTINCT FROM to_jsonb(OLD) - 'unsealed_id' THEN
        RAISE EXCEPTION '{refusal}' {BROKEN};
    END IF;
    IF {bare} THEN
        RAISE EXCEPTION 'entry % has no postings', OLD.id {BROKEN};
    END IF;
    IF {_off("OLD.id", exact=True)} THEN
        RAISE EXCEPTION 'entry % does not balance', OLD.id {BROKEN};
    END IF;
    RETURN NEW;
END """,
        sqlite=f"""BEFORE UPDATE ON {entry} BEGIN
    SELECT RAISE(ABORT, '{refusal}')
        WHERE OLD.unsealed_id IS NULL OR NEW.unsealed_id IS NOT NULL OR {changed};
    SELECT RAISE(ABORT, 'an entry has no postings') WHERE {bare};
    SELECT RAISE(ABORT, 'an entry does not balance') WHERE {_off("OLD.id", exact=False)};
END""",
    )


def _fits() -> Guard:
    """A posting goes to an open entry, in the currency of its account."""
    entry, posting, account = _table(JournalEntry), _table(Posting), _table(LedgerAccount)
    shut = f"EXISTS (SELECT 1 FROM {entry} WHERE id = NEW.entry_id AND unsealed_id IS NULL)"
    other = f"EXISTS (SELECT 1 FROM {account} WHERE id = NEW.account_id AND currency <> NEW.amount_currency)"
    return Guard(
        name="tiwizi_posting_fits",
        table=posting,
        reads=_reads(JournalEntry, Posting, LedgerAccount),
        when="BEFORE INSERT",
        function="tiwizi_posting_fits",
        body=f"""
BEGIN
    IF {shut} THEN
        RAISE EXCEPTION 'entry % is sealed', NEW.entry_id {BROKEN};
    END IF;
    IF {other} THEN
        RAISE EXCEPTION 'account % has another currency', NEW.account_id {BROKEN};
    END IF;
    RETURN NEW;
END """,
        sqlite=f"""BEFORE INSERT ON {posting} BEGIN
    SELECT RAISE(ABORT, 'the entry is sealed') WHERE {shut};
    SELECT RAISE(ABORT, 'the account has another currency') WHERE {other};
END""",
    )


def _balances() -> Guard:
    """PostgreSQL adds up once more when the transaction ends."""
    return Guard(
        name="tiwizi_posting_balances",
        table=_table(Posting),
        reads=_reads(Posting),
        kind="CONSTRAINT TRIGGER",
        when="AFTER INSERT",
        rest=" DEFERRABLE INITIALLY DEFERRED",
        function="tiwizi_entry_balances",
        body=f"""
BEGIN
    IF {_off("NEW.entry_id", exact=True)} THEN
        RAISE EXCEPTION 'entry % does not balance', NEW.entry_id {BROKEN};
    END IF;
    RETURN NULL;
END """,
    )


def _stays_empty() -> Guard:
    table = _table(Unsealed)
    return Guard(
        name="tiwizi_unsealed_stays_empty",
        table=table,
        when="BEFORE INSERT",
        function="tiwizi_stays_empty",
        body=f"\nBEGIN\n    RAISE EXCEPTION '% stays empty', TG_TABLE_NAME {BROKEN};\nEND ",
        sqlite=f"BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, '{table} stays empty'); END",
    )


def _off(entry: str, *, exact: bool) -> str:
    """Say in SQL that an entry is off. SQLite adds decimals up as floats, hence whole hundredths there."""
    amount = "amount" if exact else "CAST(ROUND(amount * 100) AS INTEGER)"
    return (
        f"EXISTS (SELECT 1 FROM {_table(Posting)} WHERE entry_id = {entry}"
        f" GROUP BY amount_currency HAVING SUM({amount}) <> 0)"
    )
