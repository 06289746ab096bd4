"""What feeds and the map of the site cost with many offers, each beside a bare dump of the same rows.

Rows are made inside the database: they need no products. Each step runs in a process of its own, so that its
memory is its own. ``rate`` is what one second of processor time makes, of Python and of its PostgreSQL, which
says the same on a busy machine; ``on_clock`` is what one second makes, which a quiet machine alone shows: a
long feed is made by two processes, so that it is the higher of both where two processors are free. One step
alone, beside the rows that are there: ``bench/feeds.py google-rss`` or ``bench/feeds.py "bare dump"``; the
rows alone: ``bench/feeds.py fill``. ``BENCH_ITEMS`` is how many offers there are, ``BENCH_STREAMED`` how many
when only memory matters. Run on a database of its own: it empties the snapshot.
"""

import contextlib
import csv
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

import feed_rows  # noqa: E402  needs the settings
import machine  # noqa: E402  the same
from django.core.cache import cache  # noqa: E402  the same
from django.test import Client  # noqa: E402  the same
from moneyed import Money  # noqa: E402  the same
from served import serve  # noqa: E402  the same

from producers.domain.actors import Actor  # noqa: E402  the same
from shop.actions.build_feeds import build_feed  # noqa: E402  the same
from shop.actions.prices import set_price  # noqa: E402  the same
from shop.models import ExportRow, FeedChannel, Listing, Variant  # noqa: E402  the same
from shop.reading.sitemap import SECTIONS  # noqa: E402  the same
from shop.views.sitemaps import section  # noqa: E402  the same

HERE = Path(__file__).resolve().parent
ITEMS = int(os.environ.get("BENCH_ITEMS", "100000"))
STREAMED = int(os.environ.get("BENCH_STREAMED", "1000000"))
MOST_TIMES_DUMP, LEAST_ON_CLOCK = 2.33, 15_000  # docs/decisions/0028
MOST_MB, MOST_TIMES_BARE, MOST_FLOORS, SLOWEST_DELTA = 200, 4, 3, 60
ROWS = 2_000
ASKED = 1_500
SOMEBODY = Actor(None, "bench")


def main() -> None:
    """Make the rows, run each step, print what it took, and keep it."""
    found: dict[str, dict[str, float]] = {}
    feed_rows.fill(ITEMS)
    for name in ("bare dump", "google-rss", "google-tsv", "lines-csv"):
        found[name] = _apart(name)
    found["conditional GET"] = _conditional()
    found["delta after a price"] = _delta()
    feed_rows.list_products(ITEMS)
    for name in ("bare dump of addresses", "sitemap"):
        found[name] = _apart(name)
    feed_rows.fill(STREAMED, words=1)
    found["streamed"] = _apart("google-tsv")
    _judge(found)
    result = HERE / "results" / "feeds.json"
    result.parent.mkdir(parents=True, exist_ok=True)
    result.write_text(json.dumps({"items": ITEMS, "streamed": STREAMED, "steps": found}, indent=2) + "\n")


def _judge(found: dict[str, dict[str, float]]) -> None:
    """Say which limits are kept."""
    feed, streamed = found["google-rss"], found["streamed"]
    times_bare = found["sitemap"]["cpu"] / found["bare dump of addresses"]["cpu"]
    times_dump = feed["cpu"] / found["bare dump"]["cpu"]
    limits = {
        f"a shopping feed, times the bare dump, at most {MOST_TIMES_DUMP}": (
            times_dump, times_dump <= MOST_TIMES_DUMP,
        ),
        f"its items a second on the clock, at least {LEAST_ON_CLOCK}": (
            feed["on_clock"], feed["on_clock"] >= LEAST_ON_CLOCK,
        ),
        f"its memory in MB, at most {MOST_MB}": (feed["mb"], feed["mb"] <= MOST_MB),
        f"map of the site, times the bare dump, at most {MOST_TIMES_BARE}": (
            times_bare, times_bare <= MOST_TIMES_BARE,
        ),
        f"conditional GET, times the floor, at most {MOST_FLOORS}": (
            found["conditional GET"]["floors"], found["conditional GET"]["floors"] <= MOST_FLOORS,
        ),
        f"seconds from a price to the delta, at most {SLOWEST_DELTA}": (
            found["delta after a price"]["seconds"],
            found["delta after a price"]["seconds"] <= SLOWEST_DELTA,
        ),
        f"MB more with {STREAMED} items": (
            streamed["mb"] - found["google-tsv"]["mb"], streamed["mb"] <= found["google-tsv"]["mb"] + 20,
        ),
    }  # fmt: skip
    for name, (value, is_kept) in limits.items():
        print(f"{'kept' if is_kept else 'MISSED'}: {name}: {value:,.1f}", flush=True)


def _apart(name: str) -> dict[str, float]:
    """Run a step in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, name], stdout=subprocess.PIPE, text=True, check=True, timeout=1800
    )
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"{name}: " + ", ".join(f"{key} {value:,.1f}" for key, value in said.items()), flush=True)
    return said


def _step(name: str) -> None:
    if name == "fill":
        feed_rows.fill(ITEMS)
        return
    act = {"bare dump": _dump, "bare dump of addresses": _dump_addresses, "sitemap": _map}.get(name)
    backend = feed_rows.backend()
    with machine.watched(os.getpid()) as most:
        before, started = _spent(backend), time.perf_counter()
        count, size = act() if act else _build(name)
        seconds, spent = time.perf_counter() - started, _spent(backend) - before
    said = {
        "items": count,
        "seconds": seconds,
        "cpu": spent,
        "rate": count / spent,
        "on_clock": count / seconds,
        "size_mb": size / 1e6,
        "mb": max(machine.peak(os.getpid()), *most),
    }
    print(json.dumps(said))


def _spent(backend: int) -> float:
    """Return the processor time of this process, of those it has started and ended, and of its PostgreSQL."""
    return time.process_time() + sum(os.times()[2:4]) + machine.cpu(backend)


@contextlib.contextmanager
def _file() -> Iterator[Any]:
    path = Path(os.environ["VAR_DIR"], "bench-dump")
    with path.open("w", encoding="utf-8", newline="") as out:
        yield out
    path.unlink()


def _written(rows: Any) -> tuple[int, int]:
    count = 0
    with _file() as out:
        writer = csv.writer(out)
        for row in rows:
            writer.writerow(row)
            count += 1
        return count, out.tell()


def _dump() -> tuple[int, int]:
    """Write the rows as CSV: what the database, Python and the disk alone would take."""
    rows = ExportRow.objects.filter(kind="variant", is_current=True).order_by("source", "place", "pk")
    return _written(rows.values_list("export_id", "source", "etag", "data").iterator(chunk_size=ROWS))


def _dump_addresses() -> tuple[int, int]:
    """Write what stands behind the map: each address with its words, its day and its picture."""
    rows = (
        Listing.objects.filter(market__code="eu")
        .order_by("product_id")
        .values_list(
            "product__slug",
            "product__name",
            "product__last_published_at",
            "product__pictures__picture__files",
        )
    )
    return _written(
        (f"https://bench.test/{lang}/shop/p/{slug}/", name, changed, files)
        for slug, name, changed, files in rows.iterator(chunk_size=ROWS)
        for lang in feed_rows.LANGUAGES
    )


def _map() -> tuple[int, int]:
    """Write every file of the map that lists offers; count addresses."""
    found, count = SECTIONS["products"], 0
    with _file() as out:
        for number in range(1, found.files() + 1):
            for part in section(feed_rows.a_request(), "products", number).streaming_content:
                count += part.count(b"<loc>")
                out.write(part.decode())
        return count, out.tell()


def _build(name: str) -> tuple[int, int]:
    """Build a feed as the jobs do: read, written, packed, stored, put in place."""
    channel = feed_rows.a_channel(name)
    assert build_feed(channel, with_second=True), channel.builds.first()
    channel.refresh_from_db()
    assert channel.current is not None
    return channel.current.items, channel.current.size


def _conditional() -> dict[str, float]:
    """Ask for a file that one has, and for the floor, one after the other."""
    with serve("floor:application", "/", HERE) as served:
        floor = _asked(served.port, served.pid, "/", 200)
    channel = FeedChannel.objects.get(code="google-tsv")
    assert channel.current is not None
    mark = {"If-None-Match": f'"{channel.current.etag}"'}
    with serve("storefront.wsgi:application", "/healthz", Path(os.environ["VAR_DIR"])) as served:
        asked = _asked(served.port, served.pid, "/feeds/google-tsv.tsv", 304, **mark)
    said = {"ms": asked * 1000, "floor_ms": floor * 1000, "floors": asked / floor}
    print("conditional GET: " + ", ".join(f"{key} {value:.2f}" for key, value in said.items()), flush=True)
    return said


def _asked(port: int, server: int, path: str, status: int, **headers: str) -> float:
    """Return the processor time of one answer; the client's is not counted."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    told = {"Host": "bench.test", "X-Forwarded-Proto": "https", **headers}

    def ask(times: int) -> None:
        for _ in range(times):
            line.request("GET", path, headers=told)
            answer = line.getresponse()
            answer.read()
            assert answer.status == status, answer.status

    ask(40)
    before = machine.cpu(server) + _of_postgresql()
    ask(ASKED)
    return (machine.cpu(server) + _of_postgresql() - before) / ASKED


def _of_postgresql() -> float:
    """Return the processor time of those who answer for this database; others may use the same cluster."""
    return sum(map(machine.cpu, feed_rows.backends()))


def _delta() -> dict[str, float]:
    """Change a price while the worker runs, and ask for what has changed until it is there."""
    variant = feed_rows.a_piece()
    client = Client(headers={"host": os.environ.get("ALLOWED_HOSTS", "testserver")})
    worker = subprocess.Popen([sys.executable, HERE.parent / "manage.py", "run_jobs", "--forever"])
    try:
        _until(lambda: ExportRow.objects.filter(export_id=variant.export_id).exists())
        address = "/feeds/lines-csv.csv"
        since = ExportRow.objects.order_by("-sequence").values_list("sequence", flat=True)[0]
        cache.clear()
        set_price(Variant.objects.get(pk=variant.pk), Money("77.77", "EUR"), actor=SOMEBODY)
        started = time.perf_counter()
        _until(lambda: b"77.77" in client.get(address, {"since": f"c{since}"}, secure=True).getvalue())
        said = {"seconds": time.perf_counter() - started}
    finally:
        worker.terminate()
        worker.wait(timeout=60)
    print(f"delta after a price: {said['seconds']:.1f} s", flush=True)
    return said


def _until(is_so: Callable[[], bool], patience: float = 300) -> None:
    ends = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > ends:
            raise SystemExit("It did not come.")
        time.sleep(0.2)


if __name__ == "__main__":
    _step(sys.argv[1]) if len(sys.argv) > 1 else main()
