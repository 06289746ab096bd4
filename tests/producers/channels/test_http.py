"""Messages through a gateway that speaks HTTP, against a server of our own on this machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.error import URLError

import pytest
from django.db import connection
from django.utils import timezone

from producers.actions.send_messages import send_messages
from producers.actions.tell import tell
from producers.channels.base import Outgoing, UndeliverableError
from producers.channels.http import Http
from producers.domain.letters import PHONE, Letter, Recipient
from producers.models import Message

LATER = (URLError, TimeoutError, ConnectionError)
OUTGOING = Outgoing("part:1", "part.shipped", "+212600000001", "ar", "", "طردك في الطريق", attempt=1)


class Gateway:
    """What the server was asked, and what it answers: a status, or nothing at all for ``None``."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answers: list[int | None] = []
        self.open_transactions: list[bool] = []
        self.url = ""
        self.done = Event()


@contextmanager
def a_gateway() -> Iterator[Gateway]:
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gateway.asked.append({"headers": dict(self.headers), "body": json.loads(body)})
            status = gateway.answers.pop(0) if gateway.answers else 202
            if status is None:
                gateway.done.wait(5)
                return
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            self.wfile.write(b"no such number")

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    gateway.url = f"http://127.0.0.1:{server.server_address[1]}/send"
    try:
        yield gateway
    finally:
        gateway.done.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with a_gateway() as running:
        yield running


def test_it_posts_who_and_what_and_the_same_key_at_every_attempt(gateway):
    channel = Http(gateway.url, token="secret", timeout=5)
    channel.send(OUTGOING)
    channel.send(OUTGOING)
    first, second = gateway.asked
    assert first["body"] == {
        "to": "+212600000001",
        "text": "طردك في الطريق",
        "language": "ar",
        "kind": "part.shipped",
        "id": OUTGOING.id,
    }
    assert first["headers"]["Authorization"] == "Bearer secret"
    assert first["headers"]["Idempotency-Key"] == second["headers"]["Idempotency-Key"] == OUTGOING.id


@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_what_the_gateway_will_never_send_is_not_tried_again(gateway, status):
    gateway.answers = [status]
    with pytest.raises(UndeliverableError, match="no such number"):
        Http(gateway.url).send(OUTGOING)


@pytest.mark.parametrize("status", [302, 401, 409, 429, 500, 503, None])
def test_everything_else_is_tried_later(gateway, status):
    gateway.answers = [status]
    with pytest.raises(LATER) as raised:
        Http(gateway.url, timeout=0.3).send(OUTGOING)
    assert not isinstance(raised.value, UndeliverableError)
    assert len(gateway.asked) == 1


def test_a_gateway_that_is_not_there_is_tried_later():
    with a_gateway() as gone:
        url = gone.url
    with pytest.raises(LATER):
        Http(url, timeout=1).send(OUTGOING)


@pytest.mark.parametrize(("url", "timeout"), [("file:///etc/passwd", 1), ("", 1), ("https://x.test", 0)])
def test_what_is_set_wrongly_is_said_at_the_start(url, timeout):
    with pytest.raises(ValueError, match="message channel"):
        Http(url, timeout=timeout)


@pytest.mark.django_db(transaction=True)
def test_the_outbox_sends_it_outside_of_any_transaction_and_tries_again(gateway, settings, monkeypatch):
    options = {"url": gateway.url, "timeout": 5}
    settings.PRODUCERS = {
        "MESSAGE_CHANNELS": {"message": {"BACKEND": "producers.channels.http.Http", "OPTIONS": options}}
    }
    seen: list[bool] = []
    send = Http.send
    monkeypatch.setattr(
        Http, "send", lambda self, message: (seen.append(connection.in_atomic_block), send(self, message))[1]
    )
    gateway.answers = [503, 202]
    tell(Recipient(PHONE, "+212600000001", "ar"), Letter("", "نص"), key="k", kind="part.shipped")
    assert send_messages() == 0
    waiting = Message.objects.get()
    assert (waiting.state, waiting.attempts) == ("waiting", 1)
    assert "503" in waiting.error
    assert send_messages(now=timezone.now() + timedelta(minutes=5)) == 1
    assert Message.objects.get().state == "sent"
    assert send_messages(now=timezone.now() + timedelta(days=1)) == 0
    assert seen == [False, False]
    assert len(gateway.asked) == 2
