"""A receipt as a till wrote it, perhaps days ago without a line: read, added up, and told from any other.

Amounts are minor units of the dirham. Money was really taken, so nothing here refuses a receipt for being
unexpected: only what cannot be read at all is no receipt.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

MOST_LINES, MOST_PIECES, MOST_MONEY, LONGEST_REFERENCE = 200, 10_000, 10_000_000_00, 60
LAST_NUMBER = 999_999


class Way(StrEnum):
    """How the buyer paid."""

    CASH = "cash"
    REFERENCE = "reference"
    """By a transfer or on delivery of a parcel: the reference finds the money later."""


class UnreadableError(ValueError):
    """What arrived is no receipt; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Sold:
    """Pieces of a variant, at ``unit`` each: what was charged, whatever the price is now."""

    variant: int
    quantity: int
    unit: int

    @property
    def total(self) -> int:
        """What they cost together."""
        return self.quantity * self.unit


@dataclass(frozen=True)
class Receipt:
    """One sale: ``sequence`` counts on its device from one, ``given`` is the cash that the buyer gave."""

    sequence: int
    sold_at: datetime
    way: Way
    lines: tuple[Sold, ...]
    reference: str = ""
    given: int | None = None

    @property
    def total(self) -> int:
        """What the buyer paid."""
        return sum(line.total for line in self.lines)

    @property
    def change(self) -> int:
        """What she got back of what she gave."""
        return max(0, (self.given or 0) - self.total)

    @property
    def fingerprint(self) -> str:
        """A digest of all that it says: the same receipt again has the same, any other has another."""
        rows = sorted((line.variant, line.quantity, line.unit) for line in self.lines)
        said = [self.sequence, self.sold_at.isoformat(), self.way.value, self.reference, self.given, rows]
        return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def read_receipt(sent: Mapping[str, Any]) -> Receipt:
    """Read what a till has sent: texts as from a form, ``lines`` as JSON. Raises ``UnreadableError``."""
    way = sent.get("way")
    if way not in set(Way):
        raise UnreadableError("way")
    reference = str(sent.get("reference") or "").strip()
    if len(reference) > LONGEST_REFERENCE or (way == Way.REFERENCE and not reference):
        raise UnreadableError("reference")
    given = sent.get("given")
    found = Receipt(
        sequence=_number(sent.get("sequence"), 1, LAST_NUMBER, "sequence"),
        sold_at=_moment(sent.get("sold_at")),
        way=Way(way),
        lines=_lines(sent.get("lines")),
        reference=reference if way == Way.REFERENCE else "",
        given=_number(given, 0, MOST_MONEY, "given") if given not in (None, "") and way == Way.CASH else None,
    )
    if found.total > MOST_MONEY:
        raise UnreadableError("total")
    if found.given is not None and found.given < found.total:
        raise UnreadableError("given")
    return found


def receipt_number(device: str, sequence: int) -> str:
    """Return the number as it is printed: the device and its sequence."""
    return f"{device}-{sequence:04d}"


def _lines(sent: object) -> tuple[Sold, ...]:
    try:
        rows = json.loads(str(sent)) if isinstance(sent, str) else sent
    except ValueError as error:
        raise UnreadableError("lines") from error
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not 0 < len(rows) <= MOST_LINES:
        raise UnreadableError("lines")
    return tuple(_line(row) for row in rows)


def _line(row: object) -> Sold:
    if not isinstance(row, Mapping):
        raise UnreadableError("lines")
    return Sold(
        _number(row.get("variant"), 1, 2**62, "lines"),
        _number(row.get("quantity"), 1, MOST_PIECES, "lines"),
        _number(row.get("unit"), 0, MOST_MONEY, "lines"),
    )


def _number(value: object, least: int, most: int, code: str) -> int:
    text = str(value).strip() if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 20) or not least <= int(text) <= most:
        raise UnreadableError(code)
    return int(text)


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise UnreadableError("sold_at") from error
    if moment.tzinfo is None or not 2020 <= moment.year < 2100:
        raise UnreadableError("sold_at")
    return moment
