"""One request to the API: who asks, is it well formed, was it asked before, and what comes of it."""

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import shapes
from .errors import Refused, missing
from .fields import nested
from .rules import Processor, public
from .store import Store, Thing
from .transfers import reversals, take_back, transfer

if TYPE_CHECKING:
    from .spec import Spec

INTEGERS = {"amount", "expires_at", "limit", "quantity", "unit_amount"}
FILTERS = ("payment_intent", "charge", "type", "transfer_group", "destination")
KEYS_LAST = 24 * 3600
Act = Callable[[Processor, dict[str, str], Thing], Any]


class Cut(Exception):  # noqa: N818  an order to the server, no error of ours
    """Close the connection without an answer."""


@dataclass(frozen=True)
class Answer:
    """What goes back to the caller."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


def _listing(kind: str) -> Act:
    def act(processor: Processor, names: dict[str, str], asked: Thing) -> Thing:
        things = [public(thing) for thing in processor.store.all(kind)]
        wanted = {name: asked[name] for name in FILTERS if name in asked}
        fits = [thing for thing in things if all(thing.get(name) == value for name, value in wanted.items())]
        return shapes.listed(fits, names["path"], asked)

    return act


def _balance(processor: Processor, names: dict[str, str], asked: Thing) -> Thing:
    things = processor.store.all("balance_transaction")
    inside = [thing for thing in things if asked.get("payout") in (None, thing.get("_payout"))]
    return shapes.listed([public(thing) for thing in inside], names["path"], asked)


def _one(kind: str) -> Act:
    def act(processor: Processor, names: dict[str, str], asked: Thing) -> Thing:
        found = processor.store.get(names["id"], kind)
        if found is None:
            raise missing(kind, names["id"])
        return found

    return act


ROUTES: tuple[tuple[str, str, Act], ...] = (
    ("POST", "/v1/checkout/sessions", lambda processor, names, asked: processor.open_session(asked)),
    ("GET", "/v1/checkout/sessions", _listing("checkout.session")),
    (
        "GET",
        "/v1/checkout/sessions/(?P<id>[^/]+)",
        lambda processor, names, asked: processor.session(names["id"]),
    ),
    (
        "POST",
        "/v1/checkout/sessions/(?P<id>[^/]+)/expire",
        lambda processor, names, asked: processor.expire(names["id"]),
    ),
    ("POST", "/v1/refunds", lambda processor, names, asked: processor.refund(asked)),
    ("GET", "/v1/refunds", _listing("refund")),
    ("GET", "/v1/refunds/(?P<id>[^/]+)", _one("refund")),
    ("GET", "/v1/charges", _listing("charge")),
    ("GET", "/v1/charges/(?P<id>[^/]+)", _one("charge")),
    ("GET", "/v1/payment_intents/(?P<id>[^/]+)", _one("payment_intent")),
    ("GET", "/v1/payouts", _listing("payout")),
    ("GET", "/v1/payouts/(?P<id>[^/]+)", _one("payout")),
    ("GET", "/v1/balance_transactions", _balance),
    ("POST", "/v1/transfers", lambda processor, names, asked: transfer(processor, asked)),
    ("GET", "/v1/transfers", _listing("transfer")),
    ("GET", "/v1/transfers/(?P<id>[^/]+)", _one("transfer")),
    (
        "POST",
        "/v1/transfers/(?P<id>[^/]+)/reversals",
        lambda processor, names, asked: take_back(processor, names["id"], asked),
    ),
    (
        "GET",
        "/v1/transfers/(?P<id>[^/]+)/reversals",
        lambda processor, names, asked: reversals(processor, names["id"], asked, names["path"]),
    ),
    ("GET", "/v1/accounts/(?P<id>[^/]+)", _one("account")),
    ("GET", "/v1/balance", lambda processor, names, asked: shapes.balance(processor.balance())),
    ("GET", "/v1/events", _listing("event")),
    ("GET", "/v1/events/(?P<id>[^/]+)", _one("event")),
)


class Api:
    """The API over one book. ``spec`` is None where nothing is checked against the description."""

    def __init__(self, processor: Processor, spec: "Spec | None") -> None:
        self.processor = processor
        self.store: Store = processor.store
        self.spec = spec
        self._reads = threading.Lock()  # the description's checker is not made for several threads

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Answer:
        """Answer one request. Raises ``Cut`` where a fault asks for silence."""
        parts = urlsplit(target)
        key = headers.get("Idempotency-Key", "") if method == "POST" else ""
        text = body if method == "POST" else parts.query
        asked, problems = self._read(method, parts.path, text)
        return self._answer(method, parts.path, headers, key, asked, problems)

    def _answer(
        self, method: str, path: str, headers: Mapping[str, str], key: str, asked: Thing, problems: list[str]
    ) -> Answer:
        fault, seconds = self._fault(f"{method} {path}")
        answer: Answer | None = None
        try:
            _before(fault, seconds)
            self._check_caller(headers)
            if problems:
                raise Refused(400, "; ".join(problems))
            answer = self._once(method, path, key, asked, fault)
            problems = self._wrong_answer(method, path, answer)
        except Refused as refusal:
            answer = Answer(refusal.status, json.dumps(refusal.body))
        finally:
            self._note(method, path, key, asked, answer.status if answer else 0, problems)
        _after(fault, seconds)
        return answer

    def _read(self, method: str, path: str, text: str) -> tuple[Thing, list[str]]:
        if self.spec is None:
            return _with_numbers(nested(text)), []
        with self._reads:
            return self.spec.read(method, path, text)

    def _wrong_answer(self, method: str, path: str, answer: Answer) -> list[str]:
        if self.spec is None or answer.status != 200:
            return []
        with self._reads:
            return self.spec.check_answer(method, path, json.loads(answer.body))

    def _once(self, method: str, path: str, key: str, asked: Thing, fault: str) -> Answer:
        """Act, or give the saved answer of the same key; a 500 after the act is saved like any other."""
        if not key:
            return Answer(200, json.dumps(public(self._act(method, path, asked))))
        wanted = json.dumps([path, asked], sort_keys=True)
        with self.store.locked():
            self.store.ask("DELETE FROM keys WHERE at < ?", self.store.now() - KEYS_LAST)
            rows = self.store.ask("SELECT asked, status, body FROM keys WHERE key = ?", key)
            if rows:
                return _saved(rows[0], wanted)
            self.store.ask("INSERT INTO keys VALUES (?, ?, 0, '', ?)", key, wanted, self.store.now())
        try:
            if fault == "slow":
                time.sleep(0.5)  # while it runs, the same key finds it running
            with self.store.locked():
                body = json.dumps(public(self._act(method, path, asked)))
        except BaseException:
            self.store.ask("DELETE FROM keys WHERE key = ?", key)  # nothing is saved when it was refused
            raise
        status = 500 if fault == "500_after" else 200
        body = (
            json.dumps({"error": {"type": "api_error", "message": "after the act"}})
            if status == 500
            else body
        )
        self.store.ask("UPDATE keys SET status = ?, body = ? WHERE key = ?", status, body, key)
        return Answer(status, body)

    def _act(self, method: str, path: str, asked: Thing) -> Thing:
        for verb, shape, act in ROUTES:
            found = re.fullmatch(shape, path)
            if verb == method and found:
                thing: Thing = act(self.processor, {**found.groupdict(), "path": path}, asked)
                return thing
        raise Refused(404, f"Unrecognized request URL ({method}: {path})")

    def _check_caller(self, headers: Mapping[str, str]) -> None:
        if not headers.get("Authorization", "").startswith("Bearer sk_test_"):
            raise Refused(401, "Invalid API Key provided: a stand-in takes test keys only")
        if headers.get("Stripe-Version") != shapes.API_VERSION:
            raise Refused(400, f"This API speaks version {shapes.API_VERSION}")

    def _fault(self, what: str) -> tuple[str, float]:
        with self.store.locked():
            rows = self.store.ask(
                "SELECT number, place, kind, seconds FROM faults WHERE place <> 'hook' ORDER BY number"
            )
            for number, place, kind, seconds in rows:
                if what.startswith(place):
                    self.store.ask("DELETE FROM faults WHERE number = ?", number)
                    return kind, seconds or 0
        return "", 0

    def _note(self, method: str, path: str, key: str, asked: Thing, status: int, problems: list[str]) -> None:
        self.store.ask(
            "INSERT INTO log (method, path, key, body, status, problems) VALUES (?, ?, ?, ?, ?, ?)",
            method, path, key, json.dumps(asked), status, json.dumps(problems),
        )  # fmt: skip


def _saved(row: tuple[Any, ...], wanted: str) -> Answer:
    asked, status, body = row
    if asked != wanted:
        raise Refused(
            400,
            "Keys for idempotent requests can only be used with the same parameters",
            kind="idempotency_error",
        )
    if not status:
        raise Refused(409, "A request with this key is being done", code="idempotency_key_in_use")
    return Answer(status, body, {"Idempotent-Replayed": "true"})


def _before(fault: str, seconds: float) -> None:
    if fault == "cut_before":
        raise Cut
    if fault == "hang_before":
        time.sleep(seconds)
        raise Cut
    refusals = {"500_before": (500, "api_error"), "429": (429, "rate_limit_error"), "409": (409, "api_error")}
    if fault in refusals:
        status, kind = refusals[fault]
        raise Refused(status, "as a test has asked for", kind=kind)


def _after(fault: str, seconds: float) -> None:
    if fault == "hang_after":
        time.sleep(seconds)
    if fault in ("cut_after", "hang_after"):
        raise Cut


def _with_numbers(node: Any, name: str = "") -> Any:
    if isinstance(node, dict):
        read = {key: _with_numbers(value, key) for key, value in node.items()}
        is_list = bool(read) and all(key.isdigit() for key in read)
        return [read[key] for key in sorted(read, key=int)] if is_list else read
    return int(node) if name in INTEGERS and str(node).lstrip("-").isdigit() else node
