"""Notices to the shop: signed, sent by a worker of their own, tried again with growing pauses."""

import hashlib
import hmac
import json
import threading
import urllib.error
import urllib.request

from .rules import Processor
from .store import Store

TRIES = 12
LONGEST_PAUSE = 3600.0
OTHER_SECRET = "whsec_of_somebody_else"


def signature(body: str, secret: str, at: int) -> str:
    """Return the header that goes with a body (Stripe's scheme v1: HMAC-SHA-256 over time and body)."""
    digest = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


class Hooks(threading.Thread):
    """The worker. ``pause`` is the time before the second try in seconds; it doubles."""

    def __init__(self, processor: Processor, url: str, secret: str, pause: float) -> None:
        super().__init__(daemon=True)
        self.processor, self.url, self.secret, self.pause = processor, url, secret, pause
        self.store: Store = processor.store
        self._end = threading.Event()

    def run(self) -> None:
        """Send what is due until the process ends."""
        while not self._end.wait(0.1):
            self.processor.expire_late()
            if self.url:
                self.send_due()

    def send_due(self) -> None:
        """Send every notice that is due, oldest first."""
        rows = self.store.ask(
            "SELECT number, event, tries, fault FROM hooks"
            " WHERE state = 'waiting' AND due <= ? ORDER BY number",
            self.store.now(),
        )
        for number, event, tries, fault in rows:
            is_taken = [self._send(event, fault) for _ in range(2 if fault == "duplicate" else 1)][-1]
            self._note(number, tries + 1, is_taken)

    def signed(self, event: str, fault: str = "") -> tuple[str, str]:
        """Return the body of a notice and its signature, spoiled as a fault asks for."""
        body = json.dumps(self.store.get(event, "event"))
        secret = OTHER_SECRET if fault == "other_secret" else self.secret
        header = signature(body, secret, int(self.store.now()))
        return body, header[:-4] + "0000" if fault == "corrupt" else header

    def _send(self, event: str, fault: str) -> bool:
        body, header = self.signed(event, fault)
        request = urllib.request.Request(
            self.url, body.encode(), {"Content-Type": "application/json", "Stripe-Signature": header}
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return 200 <= answer.status < 300
        except (urllib.error.URLError, OSError):
            return False

    def _note(self, number: int, tries: int, is_taken: bool) -> None:
        state = "sent" if is_taken else "waiting" if tries < TRIES else "given_up"
        pause = min(LONGEST_PAUSE, self.pause * 2 ** (tries - 1))
        self.store.ask(
            "UPDATE hooks SET tries = ?, state = ?, fault = '', due = ? WHERE number = ?",
            tries, state, self.store.now() + pause, number,
        )  # fmt: skip
