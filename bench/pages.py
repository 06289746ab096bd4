"""Measure pages in process: median time and queries, and the ratio to the floor."""

import json
import platform
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULT = Path(__file__).resolve().parent / "results" / "latest.json"
sys.path[:0] = [str(ROOT)]
sys.path.append(str(ROOT / "site"))

import django  # noqa: E402  the path comes first

django.setup()

from django.db import connection  # noqa: E402  after the settings
from django.test import Client  # noqa: E402  after the settings
from django.test.utils import CaptureQueriesContext  # noqa: E402  after the settings

from shop.models import Product  # noqa: E402  after the settings

FLOOR = "floor"
ROUNDS = 30


def pages() -> dict[str, str]:
    """Return the addresses to measure by name; the floor first."""
    product = Product.objects.public().order_by("pk")[0]
    return {
        FLOOR: "/healthz",
        "home": "/fr/",
        "catalogue": "/fr/shop/",
        "catalogue, one region": "/fr/shop/?region=MA-05",
        "search": "/fr/shop/?q=tapis",
        "product": f"/fr/shop/p/{product.slug}/",
        "directory": "/fr/producers/",
        "producer": f"/fr/producers/{product.producer.slug}/",
        "empty cart": "/fr/cart/",
    }


def measure(client: Client, address: str) -> tuple[float, int]:
    """Return the median time in milliseconds and the number of queries of a warm page."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = len(queries)
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        response = client.get(address)
        times.append((time.perf_counter() - started) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
    return statistics.median(times), asked


def main() -> None:
    """Print the table and keep it."""
    client, rows, floor = Client(), [], 0.0
    print(f"{'page':24}{'ms':>10}{'floor x':>10}{'queries':>10}")
    for name, address in pages().items():
        milliseconds, queries = measure(client, address)
        floor = floor or milliseconds
        ratio = milliseconds / floor
        print(f"{name:24}{milliseconds:10.2f}{ratio:10.1f}{queries:10}")
        rows.append(
            {"page": name, "ms": round(milliseconds, 3), "ratio": round(ratio, 2), "queries": queries}
        )
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    about = {
        "when": datetime.now(UTC).isoformat(),
        "python": platform.python_version(),
        "django": django.__version__,
    }
    RESULT.write_text(json.dumps({**about, "products": Product.objects.count(), "pages": rows}, indent=2))


if __name__ == "__main__":
    main()
