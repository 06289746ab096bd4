"""How fast a shopping feed is written from frozen rows, against a bare dump of the same rows, and its memory.

The rows are made here, in a transaction that is taken back: they need no products. ``BENCH_ITEMS`` says how
many.
"""

import csv
import io
import os
import resource
import time
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402  needs the settings
from django.utils import timezone  # noqa: E402  the same

from producers.models import Organisation  # noqa: E402  the same
from producers.testing.builders import a_cooperative  # noqa: E402  the same
from shop.domain.export_json import frozen  # noqa: E402  the same
from shop.feeds.registry import dialect  # noqa: E402  the same
from shop.models import ExportRow  # noqa: E402  the same
from shop.reading import exports  # noqa: E402  the same
from shop.testing.feed_contract import CHANNEL, an_entry  # noqa: E402  the same

BATCH = 2_000


class Sink(io.RawIOBase):
    """Takes bytes and keeps their number."""

    size = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Count."""
        self.size += len(data)
        return len(data)


def main() -> None:
    """Write the rows, dump them, build each feed, and print items a second and the most memory."""
    count = int(os.environ.get("BENCH_ITEMS", "100000"))
    with transaction.atomic():
        maker = Organisation.objects.sellers().first() or a_cooperative()
        _fill(count, maker.pk)
        exports.sharing_today = lambda scope="sharing": frozenset([maker.pk])
        before = _memory()
        bare = _dump()
        print(f"bare dump: {count / bare:,.0f} rows/s")
        for name in ("google-tsv", "google-stock", "lines-csv"):
            seconds, size = _build(name)
            print(
                f"{name}: {count / seconds:,.0f} items/s, {size / 1e6:.0f} MB, "
                f"{seconds / bare:.1f} x the bare dump"
            )
        read = _read()
        print(f"reading alone: {count / read:,.0f} items/s")
        print(f"memory: {before} MB before, {_memory()} MB at most")
        transaction.set_rollback(True)


def _fill(count: int, maker: int) -> None:
    now, entry = timezone.now(), an_entry()
    text = "Laine du Moyen Atlas, nouée au village par les tisserandes. " * 6
    words = dict.fromkeys(("fr", "ar", "en"), text)
    ExportRow.objects.all().delete()
    own = ExportRow(kind="maker", export_id="bench", version=1, source=maker, maker_id=maker, sequence=1)
    own.data, own.etag, own.changed_at = frozen(entry.maker), "m", now
    own.save()
    for start in range(0, count, BATCH):
        rows = []
        for number in range(start, min(start + BATCH, count)):
            item = replace(
                entry.item, id=f"v{number:021d}", product_id=f"p{number // 2:021d}", description=words,
                position=number % 2,
            )  # fmt: skip
            rows.append(
                ExportRow(
                    kind="variant",
                    export_id=item.id,
                    version=1,
                    source=number // 2 + 1,
                    place=number % 2,
                    maker_id=maker,
                    data=frozen(item),
                    etag="e",
                    sequence=number + 2,
                    changed_at=now,
                )
            )
        ExportRow.objects.bulk_create(rows)


def _dump() -> float:
    """Write the columns of the rows as CSV: what the database and the disk alone would take."""
    started, out = time.perf_counter(), csv.writer(io.TextIOWrapper(Sink(), encoding="utf-8"))  # type: ignore[type-var]  # it writes
    rows = ExportRow.objects.filter(kind="variant", is_current=True).order_by("source", "place", "pk")
    for row in rows.values_list("export_id", "source", "etag", "data").iterator(chunk_size=BATCH):
        out.writerow(row)
    return time.perf_counter() - started


def _build(name: str) -> tuple[float, int]:
    writer, out = dialect(name), Sink()
    started = time.perf_counter()
    writer.write(exports.entries(CHANNEL, lacks=writer.lacks), CHANNEL, out)  # type: ignore[arg-type]  # it is written to
    return time.perf_counter() - started, out.size


def _read() -> float:
    started = time.perf_counter()
    for _entry in exports.entries(CHANNEL):
        pass
    return time.perf_counter() - started


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


main()
