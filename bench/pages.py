"""What pages cost: processor time of the web workers and PostgreSQL, as ratios to the floor of the same run.

Run by ``make bench`` with the ``DATABASE_URL`` of a filled database. "From cache" asks for
one address again and again; "computed" asks with a cookie, and so past the cache, for many addresses.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import machine
from addresses import Page, backend, pages, statements
from served import Served, fetch, serve

HERE = Path(__file__).resolve().parent
SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
FLOOR_MS = (0.4, 0.9)


@dataclass
class Row:
    """One page at one number of askers."""

    page: str
    at_once: int
    p50: float
    p95: float
    per_second: float
    cpu_ms: float
    ratio: float
    most: float
    sql: int
    raw: int
    compressed: int


def measure(served: Served, postgres: int, page: Page, at_once: int, floor: float) -> Row:
    """Ask for a page for some seconds; return what it took."""
    asked = "\n".join(page.addresses)
    _load(served.port, asked, at_once, min(1.5, SECONDS), page.cookie)
    before = _cpu(served.pid, postgres)
    said = _load(served.port, asked, at_once, SECONDS, page.cookie)
    spent = _cpu(served.pid, postgres) - before
    if said["bad"]:
        raise SystemExit(f"{page.name} answered {said['bad'][0]}")
    times = sorted(said["times"])
    cpu = spent / len(times) * 1000
    _, raw = fetch(served.port, page.addresses[0])
    _, small = fetch(served.port, page.addresses[0], **{"Accept-Encoding": "gzip"})
    p95 = times[int(len(times) * 0.95)]
    speed = len(times) / said["seconds"]
    ratio = cpu / floor if floor else 1.0
    middle, size = statistics.median(times), (len(raw), len(small))
    return Row(page.name, at_once, middle, p95, speed, cpu, ratio, page.most, page.sql, *size)


def main() -> None:
    """Measure the floor, then every page; print and keep it."""
    postgres, folder = machine.parent(backend()), Path(os.environ["VAR_DIR"])
    with serve("floor:application", "/", HERE) as served:
        floor = measure(served, 0, Page("floor", ("/",)), 1, 0.0)
    _show_head()
    _show(floor)
    rows, listed = [floor], statements(pages())
    with serve("storefront.wsgi:application", "/healthz", folder) as served:
        cold = served.cold
        for page in listed:
            for at_once in (1, 16):
                rows.append(measure(served, postgres, page, at_once, floor.cpu_ms))
                _show(rows[-1])
        memory = [round(machine.resident(pid), 1) for pid in served.workers]
        shares = [round(machine.memory(pid), 1) for pid in served.workers]
    is_valid = FLOOR_MS[0] <= floor.cpu_ms <= FLOOR_MS[1]
    print(f"cold start {cold:.2f} s; memory of each worker {memory} MB")
    print(f"what they share divided among those who share it: {shares} MB")
    if not is_valid:
        print(f"VOID: the floor costs {floor.cpu_ms:.2f} ms, not {FLOOR_MS[0]} to {FLOOR_MS[1]} ms")
    _keep(rows, cold=round(cold, 2), worker_mb=memory, worker_share_mb=shares, is_valid=is_valid)


def _load(port: int, asked: str, at_once: int, seconds: float, cookie: str) -> dict[str, list[float]]:
    command = [sys.executable, str(HERE / "load.py"), str(port), str(at_once), str(seconds)]
    command += [cookie] if cookie else []
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def _cpu(server: int, postgres: int) -> float:
    return machine.cpu(server) + (machine.cpu(postgres) if postgres else 0.0)


def _show_head() -> None:
    names = f"{'cpu ms':>8}{'x floor':>9}{'at most':>9}{'sql':>5}{'KB':>8}{'KB gz':>8}"
    print(f"{'page':30}{'at once':>8}{'p50 ms':>9}{'p95 ms':>9}{'per s':>8}{names}")


def _show(row: Row) -> None:
    times = f"{row.p50:9.1f}{row.p95:9.1f}{row.per_second:8.0f}{row.cpu_ms:8.2f}{row.ratio:9.1f}"
    times += f"{row.most:8.0f}{'!' if row.most and row.ratio > row.most else ' '}"
    size = f"{row.sql:5}{row.raw / 1024:8.1f}{row.compressed / 1024:8.1f}"
    print(f"{row.page:30}{row.at_once:8}{times}{size}", flush=True)


def _keep(rows: list[Row], **more: object) -> None:
    products = os.environ["BENCH_PRODUCTS"]
    about = {
        "when": datetime.now(UTC).isoformat(),
        "python": platform.python_version(),
        "products": int(products),
    }
    result = HERE / "results" / f"{products}.json"
    result.parent.mkdir(parents=True, exist_ok=True)
    rounded = [
        {key: round(v, 3) if isinstance(v, float) else v for key, v in asdict(row).items()} for row in rows
    ]
    result.write_text(json.dumps({**about, **more, "pages": rounded}, indent=2) + "\n")


if __name__ == "__main__":
    main()
