"""One run of every check, kept with what it found, so that the last one can be read afterwards."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from shop.actions.compare_gateways import gateway_differences
from shop.actions.raise_exception import About, raise_exception
from shop.domain.differences import as_row
from shop.models import ReconcileRun
from shop.reading.reconcile import named_differences

KEPT = 500
NIGHT = range(2, 5)
A_NIGHT = timedelta(hours=12)
RUNS_KEPT = timedelta(days=92)
GATEWAYS = "gateways_keep_the_same_books"
Found = tuple[str, str]


def run_reconcile(*, now: datetime | None = None) -> ReconcileRun:
    """Run all checks, ask the gateways for their books, and keep what differs: check and line.

    The first 500 lines are kept; ``count`` tells how many there were.
    """
    now = now or timezone.now()
    run = ReconcileRun.objects.create()
    found, count = [], 0
    for check, line in _all(now):
        count += 1
        if count <= KEPT:
            found.append(as_row(check, line))
    with transaction.atomic():
        run.found, run.count, run.ended_at = found, count, timezone.now()
        run.save()
        ReconcileRun.objects.filter(began_at__lt=now - RUNS_KEPT).delete()
    return run


def reconcile_nightly(*, now: datetime | None = None) -> ReconcileRun | None:
    """Run all checks once a night, between two and five; put what differs before a person."""
    now = now or timezone.now()
    recent = ReconcileRun.objects.filter(ended_at__gte=now - A_NIGHT, began_at__lte=now)
    if timezone.localtime(now).hour not in NIGHT or recent.exists():
        return None
    run = run_reconcile(now=now)
    if run.count:
        about = About(row=run, data={"differences": run.count})
        raise_exception("books_differ", key=f"reconcile:{run.pk}", about=about)
    return run


def _all(now: datetime) -> Iterator[Found]:
    yield from named_differences()
    for line in gateway_differences(now):
        yield GATEWAYS, line
