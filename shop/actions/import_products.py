"""Import offers from a spreadsheet. Looking and applying go through the same plan, row by row.

New offers wait as drafts for moderation; words of offers that are there become a new draft, never public by
themselves. What an agent sends goes to the moderators' queue by itself, done for each maker. Prices and
what is live of a variant hold at once. A count is given to new offers alone: from then on it changes by
sales, so that a file that is older than the last sale must not set it.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from itertools import islice
from typing import IO, Any

from django.core.cache import cache
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.moderation import SuspendedError
from shop.actions.import_plan import Plan, Seen, make_plans
from shop.actions.import_write import lock_makers, write_changed, write_new
from shop.domain.importing import Complaint, Fault, FileError, Outcome, read_row
from shop.imports.archives import Pictures
from shop.imports.sheets import read_sheet
from shop.models import ImportRun
from shop.reading.importing import Vocabulary, read_vocabulary

BATCH = 500
REMEMBERED = 3600
State = ImportRun.State


@transaction.atomic(durable=True)
def begin_import(
    *, sheet: "File[Any]", pictures: "File[Any] | None", by: Any, by_agent: bool = False
) -> ImportRun:
    """Keep the files of an import. An agent's reaches no further than her grants, each time it is read."""
    run: ImportRun = ImportRun.objects.create(
        sheet=sheet, pictures=pictures or "", actor=by, by_agent=by_agent
    )
    return run


@transaction.atomic(durable=True)
def begin_applying(run: ImportRun, *, is_partial: bool) -> bool:
    """Have an import applied from now on; False when it is over or was never looked at."""
    rows = ImportRun.objects.filter(pk=run.pk, state__in=[State.CHECKED, State.APPLYING])
    return rows.update(is_partial=is_partial, state=State.APPLYING) == 1


def check_import(run: ImportRun) -> Counter[str]:
    """Look at every row without changing anything, and keep what would become of it."""
    return _go(run, None, State.CHECKED)


def apply_import(run: ImportRun, *, actor: Actor) -> Counter[str]:
    """Apply a file that was checked: all of it, or, where the run says so, all but the refused rows.

    Repeating it changes nothing. Ended in the middle, nothing is half done: all is one transaction, or, when
    what is refused is left out, one per 500 rows, and the next time goes on from there.
    """
    open_states = [State.CHECKED, State.APPLYING]
    if not ImportRun.objects.filter(pk=run.pk, state__in=open_states).update(state=State.APPLYING):
        return Counter()
    if run.is_partial:
        return _go(run, actor, State.DONE)
    try:
        with transaction.atomic():
            counts = _go(run, actor, State.DONE)
            if counts[Outcome.REFUSED]:
                raise _RefusedRowsError
    except (_RefusedRowsError, IntegrityError, SuspendedError):
        ImportRun.objects.filter(pk=run.pk).update(state=State.CHECKED)
        return Counter()
    return counts


def progress_of(run: ImportRun) -> int:
    """Return how many rows have been looked at so far."""
    return int(cache.get(_progress(run), 0))


class _RefusedRowsError(Exception):
    """A row is refused, so that nothing is applied."""


def _go(run: ImportRun, actor: Actor | None, after: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    with ExitStack() as files:
        report = files.enter_context(tempfile.TemporaryFile("w+b"))
        try:
            sheet = files.enter_context(run.sheet.open("rb"))
            archive = files.enter_context(run.pictures.open("rb")) if run.pictures else None
            pictures = Pictures(archive)
            known = read_vocabulary(run)
            for batch in _batches(read_sheet(sheet)):
                _do_batch(batch, known, pictures, actor, counts, report)
                cache.set(_progress(run), counts.total(), REMEMBERED)
        except FileError as error:
            _refuse(run, error.complaint)
            return counts
        _end(run, after, counts, report, actor)
    return counts


def _do_batch(
    batch: list[Seen],
    known: Vocabulary,
    pictures: Pictures,
    actor: Actor | None,
    counts: Counter[str],
    report: IO[bytes],
) -> None:
    plans = make_plans(batch, pictures, known)
    if actor is not None:
        with transaction.atomic():
            if known.by_agent:
                lock_makers(plans)
            write_new([plan for plan in plans if plan.outcome is Outcome.CREATED], pictures, actor)
            write_changed([plan for plan in plans if plan.outcome is Outcome.CHANGED], pictures, actor)
    for plan in plans:
        counts[plan.outcome] += 1
        report.write(_line(plan))


def _batches(rows: Iterator[tuple[int, dict[str, object]]]) -> Iterator[list[Seen]]:
    """Read rows in portions, refusing a key that the file has had before."""
    had: set[tuple[str, str]] = set()
    while portion := list(islice(rows, BATCH)):
        yield [_seen(number, cells, had) for number, cells in portion]


def _seen(number: int, cells: dict[str, object], had: set[tuple[str, str]]) -> Seen:
    row, complaints = read_row(number, cells)
    key = str(cells.get("key", ""))[:40]
    if row is None:
        return number, key, None, complaints
    name = (row.id, "") if row.id else (row.producer, row.key)
    if name in had:
        return number, key, None, [Complaint(Fault.TWICE, "key")]
    had.add(name)
    return number, key, row, []


def _line(plan: Plan) -> bytes:
    said = [[complaint.fault.value, complaint.where] for complaint in plan.complaints]
    return json.dumps([plan.number, plan.key, plan.outcome.value, said]).encode() + b"\n"


def _end(run: ImportRun, after: str, counts: Counter[str], report: IO[bytes], actor: Actor | None) -> None:
    report.seek(0)
    run.report.save(f"{run.pk}-{after}.jsonl", File(report), save=False)
    run.state, run.counts = after, dict(counts)
    run.ended_at = timezone.now() if after == State.DONE else None
    run.save()
    if actor is not None:
        with transaction.atomic():
            record(verb="import.applied", row=run, actor=actor, after=dict(counts))


def _refuse(run: ImportRun, complaint: Complaint) -> None:
    said = asdict(complaint)
    run.state, run.fault, run.fault_where = State.REFUSED, said["fault"], said["where"][:200]
    run.ended_at = timezone.now()
    run.save()


def _progress(run: ImportRun) -> str:
    return f"tiwizi:import:{run.pk}"
