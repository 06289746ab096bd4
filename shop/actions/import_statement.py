"""A bank statement: read whole and proven, then line by line, each counted once whatever statement holds it.

What is sure is taken as a payment; what may be is suggested; what fits nothing waits for a person.
"""

from collections import Counter
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from producers.domain.actors import Actor
from shop.actions.match_statement import find_out
from shop.actions.run_files import end_run, keep_run, refuse_run
from shop.domain.columns import ListError, layout_of
from shop.domain.money import from_minor
from shop.domain.statements import Booked, StatementRead, keys_of
from shop.imports.statements import read_statements
from shop.models import Statement, StatementLayout, StatementLine
from shop.reading.matching import Waited

KNOWN = "already"


def receive_statement(
    file: "File[bytes]", *, layout: StatementLayout | None = None, actor: Actor
) -> tuple[Statement, bool]:
    """Keep a bank's file to be read; say whether it is new. The same file again is the one that is there."""
    return keep_run(Statement, file, {}, layout=layout, actor_id=actor.user_id)


def read_statement(run: Statement, *, actor: Actor, now: datetime | None = None) -> Counter[str]:
    """Take every line of a statement that waits; return how many ended how.

    A file whose balances do not add up is refused and changes nothing. Repeating it changes nothing.
    """
    now = now or timezone.now()
    if run.state != Statement.State.WAITING:
        return Counter(run.counts)
    layout = layout_of(run.layout.layout) if run.layout else None
    currency = run.layout.currency if run.layout else ""
    try:
        with run.file.open("rb") as file:
            read = read_statements(file, layout, currency, timezone.localdate(now))
    except ListError as error:
        refuse_run(run, error)
        return Counter()
    _keep_balances(run, read)
    counts: Counter[str] = Counter()
    waited, number = Waited(), 0
    for each in read:
        for keys, line in zip(_keys(run, each), each.lines, strict=True):
            number += 1
            counts[_take(run, number, keys, line, each.currency, waited, actor, now)] += 1
    return end_run(run, counts, actor)


def _keys(run: Statement, read: StatementRead) -> list[tuple[str, ...]]:
    """Return what names each line. A csv file tells no account: two banks may say the same on one day.

    Whose line has the first name in the books is known by it; the other bank's is known by its second.
    """
    first = keys_of(read.account, read.currency, read.lines)
    if run.layout_id is None:
        return [(key,) for key in first]
    second = keys_of(f"layout {run.layout_id}", read.currency, read.lines)
    return list(zip(first, second, strict=True))


def _take(
    run: Statement,
    number: int,
    keys: tuple[str, ...],
    booked: Booked,
    currency: str,
    waited: Waited,
    actor: Actor,
    now: datetime,
) -> str:
    """Write one line down and find out what it is, in one transaction; return what it is."""
    with transaction.atomic(durable=True):
        told = {
            "statement": run,
            "number": number,
            "booked_on": booked.booked_on,
            "amount": from_minor(booked.amount, currency),
            "bank_reference": booked.bank_reference,
            "name": booked.name,
            "text": booked.text,
        }
        for key in keys:
            rows = StatementLine.objects.select_related("statement")
            line, is_new = rows.get_or_create(key=key, defaults=told)
            if is_new or line.statement.layout_id == run.layout_id:
                break
        if not is_new:
            return line.state if line.statement_id == run.pk else KNOWN
        find_out(line, waited, actor=actor, now=now)
    return line.state


def _keep_balances(run: Statement, read: list[StatementRead]) -> None:
    first, last = read[0], read[-1]
    run.account, run.statement_id = first.account, last.number
    if first.opening is not None:
        run.opening = from_minor(first.opening, first.currency)
    if last.closing is not None:
        run.closing = from_minor(last.closing, last.currency)
    run.save()
