"""The stand-in for the card processor as tests use it: a process of its own, and orders to it."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECRET = "whsec_" + "test" * 8
KEY = "sk_test_" + "0" * 24


class StandIn:
    """A running stand-in. ``api`` is where the shop calls, orders go to the control port."""

    def __init__(self, api: str, control: str) -> None:
        self.api, self._control = api, control

    def order(self, name: str, **asked: Any) -> Any:
        """Ask something of the control port."""
        body = json.dumps(asked).encode()
        with urllib.request.urlopen(f"{self._control}/{name}", body, timeout=10) as answer:
            return json.load(answer)

    def call(self, method: str, path: str, form: str = "", **headers: str) -> tuple[int, Any, dict[str, str]]:
        """Call the API as the SDK does; return status, body and headers."""
        sent = {"Authorization": f"Bearer {KEY}", "Stripe-Version": "2026-10-28.endive"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        body = form.encode() if method == "POST" else None
        request = urllib.request.Request(f"{self.api}{path}", body, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer), dict(answer.headers.items())
        except urllib.error.HTTPError as error:
            return error.code, json.load(error), dict(error.headers.items())

    def log(self) -> list[dict[str, Any]]:
        """Return every request."""
        found: list[dict[str, Any]] = self.order("log")
        return found

    def charges(self) -> list[dict[str, Any]]:
        """Return what was really charged."""
        return [charge for charge in self.order("things", kind="charge") if charge["paid"]]

    def options(self) -> dict[str, Any]:
        """Return the settings of a gateway that calls here."""
        return {
            "BACKEND": "shop.gateways.stripe.Stripe",
            "OPTIONS": {"secret_key": KEY, "webhook_secret": SECRET, "api_base": self.api},
        }


@contextmanager
def running(folder: Path, hook: str = "", *more: str) -> Iterator[StandIn]:
    """Start a stand-in that checks everything against the API description, and end it afterwards."""
    command = [
        *(sys.executable, "-m", "card_processor", "--database", str(folder / "processor.sqlite3")),
        *("--control-port", "0", "--secret", SECRET, "--hook", hook, "--pause", "0.1"),
        *("--spec", str(ROOT / "tests" / "specs" / "stripe"), *more),
    ]
    child = subprocess.Popen(command, cwd=ROOT / "tools", stdout=subprocess.PIPE)
    try:
        assert child.stdout is not None
        ports = json.loads(child.stdout.readline())
        yield StandIn(ports["api"], ports["control"])
    finally:
        child.terminate()
        child.wait(timeout=10)
        child.stdout.close() if child.stdout else None
