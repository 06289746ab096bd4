"""Totals that somebody stated before anything was counted here: each with its source, never added to ours."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import Literal

Wrong = Literal["columns", "what", "value", "years", "source", "date", "empty", "figure"]
COLUMNS = ("figure", "what_fr", "what_ar", "what_en", "value", "from_year", "until_year", "stated_by",
           "source", "source_url", "stated_on")  # fmt: skip
NEEDED = frozenset({"what_fr", "value", "source"})
MOST_ROWS = 500
EARLIEST, LATEST = 1900, 2100


@dataclass
class StatementError(ValueError):
    """A row that says too little; ``line`` is its place in the file, 0 for the file itself.

    ``more`` are the rows after it that say too little as well, so that a file is mended at once.
    """

    code: Wrong
    line: int = 0
    more: tuple["StatementError", ...] = ()

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"


@dataclass(frozen=True)
class Stated:
    """One statement: what was stated by whom, for which years, and where one can read it."""

    figure: str
    what: Mapping[str, str]
    value: Decimal
    from_year: int | None
    until_year: int | None
    stated_by: str
    source: str
    source_url: str
    stated_on: date | None


def read_statements(text: str, known: frozenset[str]) -> list[Stated]:
    """Read a CSV; ``known`` are the codes of figures. Raises ``StatementError``: all rows or none."""
    reader = csv.DictReader(StringIO(text, newline=""))
    if not set(reader.fieldnames or ()) >= NEEDED or set(reader.fieldnames or ()) - set(COLUMNS):
        raise StatementError("columns")
    rows, wrong = _read(reader, known)
    if wrong:
        raise StatementError(wrong[0].code, wrong[0].line, tuple(wrong[1:]))
    if not rows:
        raise StatementError("empty")
    return rows


def _read(reader: "csv.DictReader[str]", known: frozenset[str]) -> tuple[list[Stated], list[StatementError]]:
    """Return what could be read, and what is wrong with each of the other rows."""
    rows: list[Stated] = []
    wrong: list[StatementError] = []
    for line, row in enumerate(reader, start=2):
        if line > MOST_ROWS + 1:
            raise StatementError("empty", line)
        try:
            rows.append(_stated({name: (row.get(name) or "").strip() for name in COLUMNS}, line, known))
        except StatementError as error:
            wrong.append(error)
    return rows, wrong


def _stated(row: Mapping[str, str], line: int, known: frozenset[str]) -> Stated:
    if not row["source"]:
        raise StatementError("source", line)
    if not row["what_fr"]:
        raise StatementError("what", line)
    if row["figure"] and row["figure"] not in known:
        raise StatementError("figure", line)
    first, last = _year(row["from_year"], line), _year(row["until_year"], line)
    if first and last and first > last:
        raise StatementError("years", line)
    what = {lang: row[f"what_{lang}"] for lang in ("fr", "ar", "en") if row[f"what_{lang}"]}
    return Stated(
        row["figure"],
        what,
        _number(row["value"], line),
        first,
        last,
        row["stated_by"],
        row["source"],
        row["source_url"],
        _day(row["stated_on"], line),
    )


def _number(text: str, line: int) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation as reason:
        raise StatementError("value", line) from reason
    if not value.is_finite() or value < 0 or value >= Decimal(10) ** 12:
        raise StatementError("value", line)
    return value


def _year(text: str, line: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not EARLIEST <= int(text) <= LATEST:
        raise StatementError("years", line)
    return int(text)


def _day(text: str, line: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as reason:
        raise StatementError("date", line) from reason
