"""What the processor knows, in a SQLite file of its own: it outlives the shop and can be compared with it."""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Thing = dict[str, Any]
TABLES = """
CREATE TABLE IF NOT EXISTS things (number INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, body TEXT);
CREATE TABLE IF NOT EXISTS keys (key TEXT PRIMARY KEY, asked TEXT, status INTEGER, body TEXT, at REAL);
CREATE TABLE IF NOT EXISTS log (number INTEGER PRIMARY KEY, method TEXT, path TEXT, key TEXT, body TEXT,
                                status INTEGER, problems TEXT);
CREATE TABLE IF NOT EXISTS faults (number INTEGER PRIMARY KEY, place TEXT, kind TEXT, seconds REAL);
CREATE TABLE IF NOT EXISTS hooks (number INTEGER PRIMARY KEY, event TEXT, due REAL, tries INTEGER, fault TEXT,
                                  state TEXT);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value REAL);
"""
NAMES = ("things", "keys", "log", "faults", "hooks", "facts")


class Store:
    """One connection behind one lock: a stand-in has few callers, and none may see a half-done act."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.RLock()
        self._rows = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._rows.executescript(TABLES)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Do several things at once, or none of them."""
        with self._lock:
            if self._rows.in_transaction:
                yield
                return
            self._rows.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._rows.execute("ROLLBACK")
                raise
            self._rows.execute("COMMIT")

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with self._lock:
            return self._rows.execute(statement, values).fetchall()

    def put(self, thing: Thing) -> Thing:
        """Keep an object as it is now."""
        self.ask(
            "INSERT INTO things (id, kind, body) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            thing["id"],
            thing["object"],
            json.dumps(thing),
        )
        return thing

    def get(self, name: str, kind: str) -> Thing | None:
        """Return an object, None when there is no such one of that kind."""
        rows = self.ask("SELECT body FROM things WHERE id = ? AND kind = ?", name, kind)
        return json.loads(rows[0][0]) if rows else None

    def all(self, kind: str) -> list[Thing]:
        """Return all objects of a kind, newest first."""
        rows = self.ask("SELECT body FROM things WHERE kind = ? ORDER BY number DESC", kind)
        return [json.loads(row[0]) for row in rows]

    def count(self, kind: str) -> int:
        """Return how many objects there are of a kind."""
        return int(self.ask("SELECT count(*) FROM things WHERE kind = ?", kind)[0][0])

    def now(self) -> float:
        """Return the processor's time: the machine's, moved on by as much as a test has asked for."""
        rows = self.ask("SELECT value FROM facts WHERE name = 'moved'")
        return time.time() + (rows[0][0] if rows else 0)

    def move_clock(self, seconds: float) -> None:
        """Let time pass."""
        self.ask(
            "INSERT INTO facts VALUES ('moved', ?)"
            " ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
            seconds,
        )

    def forget(self) -> None:
        """Empty the book."""
        with self.locked():
            for name in NAMES:
                self.ask(f"DELETE FROM {name}")
