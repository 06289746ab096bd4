"""The list in which a bank, an operator of mobile money or an agency says what became of payouts.

CSV in UTF-8, divided by semicolons or commas, with a heading: ``reference``, ``result`` (``confirmed``,
``failed``, ``returned``), ``amount`` (``1250.50``), ``currency``, and ``reason`` for what did not arrive.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from moneyed import Money
from moneyed.classes import CurrencyDoesNotExist

from shop.domain.money import UnroundedMoneyError, minor
from shop.domain.states import PayoutStatus

LARGEST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 20_000
LONGEST_CELL = 500
_AMOUNT = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,3})?", re.ASCII)
NEEDED = ("reference", "result", "amount", "currency")
RESULTS = {
    status.value: status for status in (PayoutStatus.CONFIRMED, PayoutStatus.FAILED, PayoutStatus.RETURNED)
}


class ListFault(StrEnum):
    """Why a list, or a row of it, is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    ENCODING = "encoding"
    HEADING = "heading"
    TOO_MANY_ROWS = "too_many_rows"
    RESULT = "result"
    AMOUNT = "amount"
    REASON = "reason"


class ListError(ValueError):
    """A list that cannot be read; nothing of it is used."""

    def __init__(self, fault: ListFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Confirmation:
    """What is said of one payout, or the fault of its row."""

    row: int
    reference: str
    result: PayoutStatus | None = None
    amount: int = 0
    currency: str = ""
    reason: str = ""
    fault: ListFault | None = None


def read_confirmations(content: bytes) -> tuple[Confirmation, ...]:
    """Read a whole list. Raises ``ListError``; a faulty row is returned with its fault instead."""
    if not content.strip():
        raise ListError(ListFault.EMPTY)
    if len(content) > LARGEST_BYTES:
        raise ListError(ListFault.TOO_BIG)
    return tuple(_rows(_text(content)))


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListError(ListFault.ENCODING) from error
    if "\0" in text:
        raise ListError(ListFault.ENCODING)
    return text


def _rows(text: str) -> Iterator[Confirmation]:
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    try:
        heading = [name.strip().casefold() for name in next(reader)]
        if any(name not in heading for name in NEEDED):
            raise ListError(ListFault.HEADING)
        for number, cells in enumerate((row for row in reader if any(map(str.strip, row))), 2):
            if number > MOST_ROWS + 1:
                raise ListError(ListFault.TOO_MANY_ROWS)
            yield _row(
                number,
                {name: cell.strip()[:LONGEST_CELL] for name, cell in zip(heading, cells, strict=False)},
            )
    except csv.Error as error:
        raise ListError(ListFault.HEADING) from error


def _row(number: int, cells: Mapping[str, str]) -> Confirmation:
    reference, reason = cells.get("reference", ""), cells.get("reason", "")
    currency = cells.get("currency", "").upper()
    result, amount = (
        RESULTS.get(cells.get("result", "").casefold()),
        _amount(cells.get("amount", ""), currency),
    )
    fault = None
    if result is None:
        fault = ListFault.RESULT
    elif amount <= 0:
        fault = ListFault.AMOUNT
    elif result is not PayoutStatus.CONFIRMED and not reason:
        fault = ListFault.REASON
    return Confirmation(number, reference, result, amount, currency, reason, fault)


def _amount(text: str, currency: str) -> int:
    """Return minor units, 0 for what is no amount: ``1 250,50`` can be read in two ways, so it is refused."""
    if not _AMOUNT.fullmatch(text):
        return 0
    try:
        return minor(Money(Decimal(text), currency))
    except (UnroundedMoneyError, CurrencyDoesNotExist):
        return 0
