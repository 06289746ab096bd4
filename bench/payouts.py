"""What a payout run over many sales costs: proposal, statement, papers, sending, and the proof."""

import json
import os
import resource
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  needs the settings
from django.db.models import Max  # noqa: E402  the same
from django.utils import timezone  # noqa: E402  the same
from moneyed import Money  # noqa: E402  the same

from producers.domain.actors import Actor  # noqa: E402  the same
from producers.models import Organisation  # noqa: E402  the same
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch  # noqa: E402  the same
from shop.domain.rib import with_key  # noqa: E402  the same
from shop.models import (  # noqa: E402  the same
    JournalEntry,
    LedgerAccount,
    PayoutBatch,
    PayoutDestination,
    Posting,
)
from shop.payouts.bank_file import BankFile  # noqa: E402  the same
from shop.payouts.base import Paper  # noqa: E402  the same
from shop.reading.payouts import lines_of_batch, payable_accounts, to_pay_together  # noqa: E402  the same
from shop.reading.reconcile_payouts import payouts_are_payables  # noqa: E402  the same

CHUNK = 2000
ONE, OTHER = Actor(1, "bench"), Actor(2, "bench, another")


def main() -> None:
    """Book so many sales of so many makers, pay them all, and print time and memory of each step."""
    sales = int(os.environ.get("BENCH_SALES", "100000"))
    makers = int(os.environ.get("BENCH_MAKERS", "1000"))
    rows: dict[str, dict[str, float]] = {}
    _timed(rows, "book the sales (not measured against anything)", lambda: _book(sales, makers))
    _timed(rows, "list what is owed, a page", lambda: list(payable_accounts("MAD")[:50]))
    batch = _timed(rows, "propose the batch", lambda: propose_batch("MAD", "bank", actor=ONE))
    _timed(rows, "read the statement", lambda: sum(1 for _ in lines_of_batch(batch)))
    _timed(rows, "approve", lambda: approve_batch(batch, actor=OTHER))
    _timed(rows, "write pain.001", lambda: _message(batch))
    _timed(rows, "say that it was handed in", lambda: send_batch(batch, actor=ONE))
    wrong = _timed(rows, "prove payouts = payables", lambda: list(payouts_are_payables()))
    assert not wrong, wrong[:3]
    _keep({"sales": sales, "payouts": batch.payouts.count(), "steps": rows})


def _timed(rows: dict[str, dict[str, float]], name: str, act: Callable[[], Any]) -> Any:
    before, start = _memory(), time.perf_counter()
    result = act()
    rows[name] = {"seconds": round(time.perf_counter() - start, 2), "MB more": round(_memory() - before, 1)}
    print(f"{name:<48} {rows[name]['seconds']:>8.2f} s {rows[name]['MB more']:>8.1f} MB more", flush=True)
    return result


def _memory() -> float:
    """Return the most that this process has ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _message(batch: PayoutBatch) -> Paper:
    own = {"name": "Bench", "account": with_key("0" * 20 + "42")}
    return BankFile({"MAD": own}).paper("pain001", to_pay_together(PayoutBatch.objects.get(pk=batch.pk)))


def _book(sales: int, makers: int) -> None:
    """Write balanced entries in bulk: what the sales of a year look like in the books."""
    waiting, payable = _accounts(makers)
    day = timezone.localdate()
    for start in range(0, sales, CHUNK):
        with transaction.atomic():
            entries = JournalEntry.objects.bulk_create(
                JournalEntry(key=f"bench:{uuid.uuid4().hex}", kind="part.earned", day=day)
                for _ in range(start, min(start + CHUNK, sales))
            )
            sides = []
            for number, entry in enumerate(entries, start):
                maker, amount = number % makers, Money(50 + number % 400, "MAD")
                sides.append(Posting(entry=entry, account=waiting[maker], amount=amount))
                sides.append(Posting(entry=entry, account=payable[maker], amount=-amount))
            Posting.objects.bulk_create(sides)
            JournalEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(unsealed=None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _accounts(makers: int) -> tuple[list[LedgerAccount], list[LedgerAccount]]:
    first = (Organisation.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    rows = Organisation.objects.bulk_create(
        Organisation(
            kind="producer", number=first + n, slug=f"bench-{first + n}", name=f"Bench {n}", status="active"
        )
        for n in range(makers)
    )
    now = timezone.now()
    PayoutDestination.objects.bulk_create(
        PayoutDestination(
            organisation=row,
            currency="MAD",
            kind="bank",
            status="in_force",
            holder=f"Bench {row.number}",
            account=with_key(f"000780{row.number:016}"),
            entered_at=now,
            waits_until=now,
            in_force_at=now,
        )
        for row in rows
    )
    kinds = ("sales_not_earned", "producer_payable")
    waiting, payable = (
        LedgerAccount.objects.bulk_create(
            LedgerAccount(kind=kind, organisation=row, currency="MAD") for row in rows
        )
        for kind in kinds
    )
    return waiting, payable


def _keep(result: dict[str, object]) -> None:
    folder = Path(__file__).resolve().parent / "results"
    folder.mkdir(exist_ok=True)
    (folder / "payouts.json").write_text(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
