"""The doors: one port for the API and the page to pay on, one for the control of tests."""

import http.server
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from .api import Answer, Api, Cut
from .control import Control
from .errors import Refused
from .pages import confirmation_page, payment_page
from .rules import ASKS_FIRST, CARDS

HOST = "127.0.0.1"
LARGEST = 1024 * 1024
PAGE = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
Responder = Callable[[str, str, "http.server.BaseHTTPRequestHandler", str], Answer]


def serve(port: int, respond: Responder) -> http.server.ThreadingHTTPServer:
    """Return a server on the loopback whose every answer ``respond`` gives; port 0 takes a free one."""

    class Door(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _respond(self) -> None:
            length = min(int(self.headers.get("Content-Length") or 0), LARGEST)
            read = self.rfile.read(length)
            if len(read) < length:  # whoever asked has died: half a request asks for nothing
                self.close_connection = True
                return
            body = read.decode(errors="replace")
            try:
                answer = respond(self.command, self.path, self, body)
            except Cut:
                self.close_connection = True
                return
            except Refused as refusal:
                answer = Answer(refusal.status, str(refusal))
            self._write(answer)

        do_GET = do_POST = _respond  # noqa: N815  the names that the server calls

        def _write(self, answer: Answer) -> None:
            content = answer.body.encode()
            self.send_response(answer.status)
            for name, value in ({"Content-Type": "application/json"} | dict(answer.headers)).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: object) -> None:
            """The book has a log of its own."""

    return http.server.ThreadingHTTPServer((HOST, port), Door)


def front(api: Api) -> Responder:
    """Answer the API's calls and the buyer's."""

    def respond(method: str, target: str, door: http.server.BaseHTTPRequestHandler, body: str) -> Answer:
        path = urlsplit(target).path
        if path.startswith("/c/pay/"):
            return _page(api, method, path.removeprefix("/c/pay/"), body)
        return api.answer(method, target, dict(door.headers.items()), body)

    return respond


def back(control: Control) -> Responder:
    """Answer a test's orders."""
    return lambda method, target, door, body: control.answer(urlsplit(target).path, body)


def _page(api: Api, method: str, name: str, body: str) -> Answer:
    session = api.processor.session(name)
    if method != "POST":
        return Answer(200, payment_page(session), PAGE)
    said = {key: values[0] for key, values in parse_qs(body).items()}
    card = said.get("card", "")
    if card not in CARDS or session["status"] != "open":
        return Answer(400, payment_page(session), PAGE)
    if card == ASKS_FIRST and said.get("said") != "yes":
        return Answer(
            200, payment_page(session, "refused") if "said" in said else confirmation_page(session), PAGE
        )
    with api.store.locked():
        failure = api.processor.pay(name, card)
    if failure:
        return Answer(402, payment_page(session, failure), PAGE)
    return Answer(303, "", {"Location": session["success_url"] or "/"})
