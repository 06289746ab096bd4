"""The same crowd through the web server: real requests, real workers, a session for every buyer."""

import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from shop.context import CART_KEY
from shop.models import Allocation, Hold, Order, Stock
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_variant
from shop.testing.buying import a_ready_cart
from tests.races.together import at_once, failures

ROOT = Path(__file__).resolve().parents[2]
CHOSEN = {"mode": "direct", "method": "cash"}
REVIEW = "/fr/checkout/review/"
FIELD = r'name="%s" value="([^"]*)"'
# A buyer who came too late reads why, in a sentence, on a page that says that nothing was ordered.
TOLD = re.compile(r'data-role="error"[^>]*>[^<]{20,}<')


def database_url() -> str:
    """Return the address of the database that this test writes to."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    password = f":{found['PASSWORD']}" if found["PASSWORD"] else ""
    return f"postgres://{found['USER']}{password}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Run the shop with four workers of eight threads, as in production but for its settings."""
    port = free_port()
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "storefront.settings.test",
        "DATABASE_URL": database_url(),
        "PORT": str(port),
        "WEB_CONCURRENCY": "4",
        "WEB_THREADS": "8",
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "storefront.wsgi"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process, tmp_path / "log")
            yield address
        finally:
            process.terminate()
            process.wait(30)


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/healthz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


class Buyer:
    """One browser with a cart that is ready to be ordered."""

    def __init__(self, address: str, token: str) -> None:
        session = SessionStore()
        session[CART_KEY] = token
        session.create()
        # A connection for each request: one that waited too long may be closed just as it is used again.
        self.client = httpx.Client(
            base_url=address,
            cookies={"sessionid": session.session_key},
            headers={"Connection": "close"},
            timeout=300,
        )
        self.form: dict[str, str] = {}

    def look(self) -> None:
        """Open the review page and keep its form."""
        page = self.client.get(REVIEW)
        assert page.status_code == 200, (page.status_code, page.headers.get("location"))
        names = ("csrfmiddlewaretoken", "attempt", "shown")
        self.form = {name: re.search(FIELD % name, page.text)[1] for name in names} | {"accept": "1"}

    def press(self) -> str:
        """Press "order"; return ``ordered``, ``told`` or what went wrong."""
        answer = self.client.post(REVIEW, data=self.form, follow_redirects=True)
        if answer.status_code == 200 and "/orders/" in answer.url.path:
            return "ordered"
        is_told = answer.status_code == 422 and TOLD.search(answer.text)
        return "told" if is_told else f"{answer.status_code} {answer.url} {answer.text[:300]}"


def test_a_crowd_at_the_button_buys_exactly_what_there_is_and_the_rest_is_told(crowd, server):
    a_market(cash_limit=10_000)
    variant = a_variant(stock=crowd.buyers)
    buyers = [Buyer(server, a_ready_cart(variant, **CHOSEN).token) for _ in range(crowd.buyers)]
    assert not failures(at_once([buyer.look for buyer in buyers]))
    # Everybody has the page before her; then most of the pieces break, and the holds run out.
    Stock.objects.update(on_hand=crowd.pieces)
    variant.stock.get().moves.create(kind="adjustment", quantity=crowd.pieces - crowd.buyers, reason="broken")
    Hold.objects.all().delete()
    results = at_once([buyer.press for buyer in buyers])
    assert Counter(map(str, results)) == {"ordered": crowd.pieces, "told": crowd.buyers - crowd.pieces}
    assert Order.objects.filter(status="placed").count() == crowd.pieces == Order.objects.count()
    assert Stock.objects.get().allocated == Allocation.objects.open().count() == crowd.pieces
    assert not list(differences())


def test_one_browser_that_presses_many_times_at_once_gets_one_order(server):
    a_market(cash_limit=10_000)
    cart = a_ready_cart(a_variant(stock=9), **CHOSEN)
    tabs = [Buyer(server, cart.token) for _ in range(8)]
    for tab in tabs:
        tab.look()
    assert at_once([tab.press for tab in tabs]) == ["ordered"] * 8
    assert Order.objects.count() == 1
    assert Stock.objects.get().allocated == 1
