"""What a bank statement says, and the proof that it is whole: its lines lead from balance to balance."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shop.domain.columns import CellError, Fault, Layout, ListError, read_amount, read_date

NEEDED = ("date",)
FIELDS = ("date", "amount", "credit", "debit", "text", "name", "reference", "balance")
MOST_LINES = 20_000


@dataclass(frozen=True)
class Booked:
    """One line: the day, the amount in minor units (above zero came in), and what the bank says of it."""

    booked_on: date
    amount: int
    bank_reference: str = ""
    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class StatementRead:
    """One statement as a file tells it; balances in minor units, None where the file is silent."""

    account: str
    number: str
    currency: str
    opening: int | None
    closing: int | None
    lines: tuple[Booked, ...]


def check_whole(read: StatementRead) -> None:
    """Raise ``ListError`` unless the lines lead from the opening to the closing balance."""
    if read.opening is None or read.closing is None:
        return
    total = sum(line.amount for line in read.lines)
    if read.opening + total != read.closing:
        raise ListError(
            Fault.UNBALANCED, f"{_major(read.opening)} + {_major(total)} ≠ {_major(read.closing)}"
        )


def check_days(read: StatementRead, today: date) -> None:
    """Raise ``ListError`` for a line booked after tomorrow: the file or our own clock is wrong."""
    for line in read.lines:
        if line.booked_on > today + timedelta(days=1):
            raise ListError(Fault.IN_THE_FUTURE, line.booked_on.isoformat())


def keys_of(account: str, currency: str, lines: Iterable[Booked]) -> list[str]:
    """Return what names each line among all lines of the account, in any statement that holds it.

    Two lines that say the same on one day are told apart by their order.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    keys = []
    for line in lines:
        said = (line.booked_on, line.amount, line.bank_reference, line.name, line.text)
        seen[said] += 1
        plain = "\x1f".join(map(str, (account, currency, *said, seen[said])))
        keys.append(hashlib.sha256(plain.encode()).hexdigest())
    return keys


def read_booked(cells: Mapping[str, object], layout: Layout, today: date) -> Booked:
    """Read one row of a bank's csv file: one amount with its sign, or credit and debit apart."""
    return Booked(
        booked_on=read_date(cells.get("date"), "date", today + timedelta(days=1)),
        amount=_amount_of(cells, layout),
        bank_reference=_text(cells, "reference", 60),
        name=_text(cells, "name", 140),
        text=_text(cells, "text", 500),
    )


def balance_of(cells: Mapping[str, object], layout: Layout) -> int | None:
    """Return the balance that a row tells, None where it tells none."""
    value = cells.get("balance")
    if value is None or not str(value).strip():
        return None
    return _minor(read_amount(value, "balance", layout.decimal))


def check_running(lines: Sequence[Booked], balances: Sequence[int | None]) -> tuple[int | None, int | None]:
    """Return opening and closing balance of rows that each tell theirs, oldest or newest first.

    Raises ``ListError`` with the row at which they stop adding up.
    """
    if not lines or any(balance is None for balance in balances):
        return None, None
    known = [balance for balance in balances if balance is not None]
    if _breaks_at(lines, known) is None:
        return known[0] - lines[0].amount, known[-1]
    backwards, reverse = list(reversed(lines)), list(reversed(known))
    if _breaks_at(backwards, reverse) is None:
        return reverse[0] - backwards[0].amount, reverse[-1]
    raise ListError(Fault.UNBALANCED, str((_breaks_at(lines, known) or 0) + 2))


def _breaks_at(lines: Sequence[Booked], balances: Sequence[int]) -> int | None:
    for place in range(1, len(lines)):
        if balances[place - 1] + lines[place].amount != balances[place]:
            return place
    return None


def _amount_of(cells: Mapping[str, object], layout: Layout) -> int:
    if str(cells.get("amount") or "").strip():
        amount = read_amount(cells["amount"], "amount", layout.decimal)
    else:
        sides = {name: str(cells.get(name) or "").strip() for name in ("credit", "debit")}
        if bool(sides["credit"]) == bool(sides["debit"]):
            raise CellError(Fault.MISSING, "amount")
        name = "credit" if sides["credit"] else "debit"
        size = abs(read_amount(cells[name], name, layout.decimal))
        amount = size if name == "credit" else -size
    if not amount:
        raise CellError(Fault.NOT_AN_AMOUNT, "amount")
    return _minor(amount)


def _text(cells: Mapping[str, object], name: str, longest: int) -> str:
    text = " ".join(str(cells.get(name) or "").split())
    return "".join(sign for sign in text if sign.isprintable())[:longest]


def _minor(amount: Decimal) -> int:
    return int(amount * 100)


def _major(amount: int) -> str:
    return f"{Decimal(amount) / 100:.2f}"
