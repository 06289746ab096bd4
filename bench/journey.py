"""What a purchase costs, from the product's page to the placed order; and two hundred buyers of fifty pieces.

Run by ``make bench`` after the pages, on the same catalogue. Buyers are sessions of their own, over HTTP.
"""

import json
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import django

django.setup()

import machine  # noqa: E402  after the settings
from addresses import backend  # noqa: E402  the same
from django.db import connection  # noqa: E402  the same
from served import Served, serve  # noqa: E402  the same

from producers.domain.actors import SYSTEM  # noqa: E402  the same
from shop.actions.adjust_stock import adjust  # noqa: E402  the same
from shop.domain.communes import communes_of  # noqa: E402  the same
from shop.models import Allocation, Market, Order, Stock, Variant  # noqa: E402  the same
from shop.reading.offers import offers  # noqa: E402  the same
from storefront.demo.orders import own_all  # noqa: E402  the same

PROVINCE = "MA-BEM"
ORDERS = int(os.environ.get("BENCH_ORDERS", "40"))
FIRST = 20
"""Purchases after which every connection has planned what they ask, and every page has been written once."""
PIECES, BUYERS, AT_ONCE = 50, 200, 16
FIELD = r'name="%s" value="([^"]*)"'
WHERE = {
    "to": "MA",
    "country": "MA",
    "name": "Aicha Benali",
    "phone": "06 12 34 56 78",
    "email": "",
    "province": PROVINCE,
    "commune": communes_of(PROVINCE)[0].fr,
    "landmark": "Derrière la mosquée",
}


class Buyer:
    """One browser with its cookies."""

    def __init__(self, port: int) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}
        self.page = ""

    def get(self, path: str) -> int:
        """Ask for a page."""
        return self._send("GET", path, "")

    def post(self, path: str, **data: str) -> int:
        """Send the form of the page seen last."""
        token = re.search(FIELD % "csrfmiddlewaretoken", self.page)
        return self._send(
            "POST", path, urlencode(data | ({"csrfmiddlewaretoken": token[1]} if token else {}))
        )

    def field(self, name: str) -> str:
        """Return a hidden field of the page seen last."""
        found = re.search(FIELD % name, self.page)
        return found[1] if found else ""

    def _send(self, method: str, path: str, body: str) -> int:
        headers = {
            "Host": "bench.test",
            "X-Forwarded-Proto": "https",
            "Origin": "https://bench.test",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.line.request(method, path, body=body, headers=headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        self.page = text if answer.status == 200 else self.page
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status


def buy(port: int, variant: Variant) -> bool:
    """Walk from the product to the order; say whether it was placed."""
    buyer = Buyer(port)
    buyer.get(f"/fr/shop/p/{variant.product.slug}/")
    buyer.post("/fr/cart/add/", variant=str(variant.pk), quantity="1")
    buyer.get("/fr/cart/")
    for step, data in (
        ("address", WHERE),
        ("delivery", {"mode": "direct"}),
        ("payment", {"method": "cash"}),
    ):
        buyer.get(f"/fr/checkout/{step}/")
        if buyer.post(f"/fr/checkout/{step}/", **data) not in (302, 303):
            return False
    buyer.get("/fr/checkout/review/")
    seen = {name: buyer.field(name) for name in ("attempt", "shown")}
    return buyer.post("/fr/checkout/review/", **seen, accept="1") in (302, 303)


def main() -> None:
    """Measure both, print them, keep them."""
    connection.cursor().execute("VACUUM ANALYZE")  # what loading has left to do is no part of a purchase
    postgres, folder = machine.parent(backend()), Path(os.environ["VAR_DIR"])
    variants = _sellable(FIRST + ORDERS + 1)
    with serve("storefront.wsgi:application", "/healthz", folder) as served:
        cold = _bought(served, postgres, variants[:FIRST])
        warm = _bought(served, postgres, variants[FIRST:-1])
        for name, one in (("the first after a start", cold), ("then", warm)):
            print(f"one order, from the product's page to placed, {name}: {one}")
        sold, seconds = _rush(served, variants[-1])
        print(f"last pieces: {sold} of {PIECES} sold to {BUYERS} buyers in {seconds:.1f} s")
    own_all()  # else the catalogue would not grow: the demo leaves a shop alone in which somebody has bought
    result = {"order_cpu_ms": warm.cpu, "first_cpu_ms": cold.cpu, "sold": sold, "pieces": PIECES}
    results = Path(__file__).parent / "results"
    results.mkdir(parents=True, exist_ok=True)
    name = f"journey-{os.environ['BENCH_PRODUCTS']}.json"
    (results / name).write_text(json.dumps(result | {"orders": warm.placed}, indent=2) + "\n")
    if sold != PIECES or (cold.placed, warm.placed) != (FIRST, ORDERS):
        sys.exit("Not what was to be sold.")


@dataclass
class Bought:
    """What purchases have cost, in milliseconds of processor time each."""

    workers: float
    postgres: float
    placed: int

    @property
    def cpu(self) -> float:
        """Both together."""
        return round(self.workers + self.postgres, 1)

    def __str__(self) -> str:
        both = f"workers {self.workers:.1f}, PostgreSQL {self.postgres:.1f}"
        return f"{self.cpu} ms of CPU ({both}; {self.placed} orders)"


def _bought(served: Served, postgres: int, variants: list[Variant]) -> Bought:
    before = machine.cpu(served.pid), machine.cpu(postgres), _placed()
    for variant in variants:
        buy(served.port, variant)
    placed = _placed() - before[2]
    each = 1000 / max(placed, 1)
    spent = machine.cpu(served.pid) - before[0], machine.cpu(postgres) - before[1]
    return Bought(spent[0] * each, spent[1] * each, placed)


def _rush(served: Served, variant: Variant) -> tuple[int, float]:
    stock = Stock.objects.filter(variant=variant).first()
    assert stock, "it has a place"
    adjust(stock, PIECES - (stock.on_hand - stock.allocated), actor=SYSTEM, reason="bench")
    before = Allocation.objects.filter(line__variant=variant).count()
    started = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda _number: buy(served.port, variant), range(BUYERS)))
    return Allocation.objects.filter(line__variant=variant).count() - before, time.monotonic() - started


def _sellable(count: int) -> list[Variant]:
    market = Market.objects.for_country("MA")
    rows = Variant.objects.public().filter(product__kind="good", making_days=None, starts_at=None)
    rows = rows.filter(product__is_one_of_a_kind=False, stock__on_hand__gt=0)
    found = list(rows.select_related("product").order_by("-pk")[: count * 20])
    today = offers([one.pk for one in found], market)
    fit = [one for one in found if today[one.pk].is_buyable and today[one.pk].price.amount < 900]
    by_product = {one.product_id: one for one in fit}
    return list(by_product.values())[:count]


def _placed() -> int:
    return Order.objects.exclude(placed_at=None).count()


if __name__ == "__main__":
    main()
