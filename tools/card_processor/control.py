"""What a test asks of the stand-in, on a port of its own: faults, time, held notices, the log."""

import json
from collections.abc import Callable
from typing import Any

from . import shapes
from .api import Answer
from .hooks import Hooks
from .rules import Processor, public
from .store import Store, Thing

HELD = "SELECT number, event FROM hooks WHERE state = 'held' ORDER BY number"


class Control:
    """Orders by name; each takes what was sent as JSON and returns what is sent back."""

    def __init__(self, processor: Processor, hooks: Hooks) -> None:
        self.processor, self.hooks = processor, hooks
        self.store: Store = processor.store
        self.orders: dict[str, Callable[[Thing], Any]] = {
            "fail": self.fail,
            "clear": lambda asked: self.store.ask("DELETE FROM faults"),
            "forget": lambda asked: self.store.forget(),
            "clock": lambda asked: self.store.move_clock(asked["seconds"]),
            "pay": lambda asked: self.processor.pay(asked["session"], asked.get("card", "4242")),
            "change": self.change,
            "settle": lambda asked: [public(paid) for paid in self.processor.settle()],
            "put": lambda asked: self.store.put(asked["thing"]),
            "connect": self.connect,
            "top_up": self.top_up,
            "held": self.held,
            "tell": self.tell,
            "log": self.log,
            "things": lambda asked: [public(thing) for thing in self.store.all(asked["kind"])],
            "hooks": lambda asked: self.store.ask("SELECT event, tries, state FROM hooks ORDER BY number"),
        }

    def answer(self, path: str, body: str) -> Answer:
        """Carry out one order."""
        order = self.orders.get(path.strip("/"))
        if order is None:
            return Answer(404, "{}")
        with self.store.locked():
            return Answer(200, json.dumps(order(json.loads(body or "{}"))))

    def fail(self, asked: Thing) -> None:
        """Let the next calls to ``place`` (a method and the start of a path, or ``hook``) go wrong."""
        for _ in range(asked.get("times", 1)):
            self.store.ask(
                "INSERT INTO faults (place, kind, seconds) VALUES (?, ?, ?)",
                asked.get("place", ""), asked["kind"], asked.get("seconds", 0),
            )  # fmt: skip

    def change(self, asked: Thing) -> None:
        """Let a session, or a thing of another ``kind``, say something else than what was asked for."""
        kind = asked.get("kind", "checkout.session")
        found = self.store.get(asked.get("thing") or asked["session"], kind)
        self.store.put({**(found or {}), **asked["to"]})

    def connect(self, asked: Thing) -> Thing:
        """Let a maker have an account that transfers reach, or, in another ``state``, do not."""
        return self.store.put(shapes.account(asked["id"], asked.get("state", "active")))

    def top_up(self, asked: Thing) -> None:
        """Let the shop send money of its own to its balance, in minor units."""
        made = {"id": shapes.new_id("tu"), "object": "topup"}
        self.store.put(made | {"amount": asked["amount"], "currency": asked["currency"]})

    def held(self, asked: Thing) -> list[list[str]]:
        """Return body and signature of every notice that is kept back; the test delivers them itself."""
        return [list(self.hooks.signed(event)) for _, event in self.store.ask(HELD)]

    def tell(self, asked: Thing) -> list[str]:
        """Return body and signature of a notice about what only the bank does: a dispute, a refund undone."""
        told = self.store.put(shapes.event(asked["kind"], asked["about"], int(self.store.now())))
        return list(self.hooks.signed(told["id"]))

    def log(self, asked: Thing) -> list[Thing]:
        """Return every request, oldest first, with what was wrong with it or its answer."""
        rows = self.store.ask("SELECT method, path, key, body, status, problems FROM log ORDER BY number")
        names = ("method", "path", "key", "asked", "status", "problems")
        read = [dict(zip(names, row, strict=True)) for row in rows]
        return [
            row | {"asked": json.loads(row["asked"]), "problems": json.loads(row["problems"])} for row in read
        ]
