"""Lists from outside, each laid out in its sender's way: which column says what, how amounts are written.

A layout is saved once per carrier or bank. What cannot be read is named, never guessed: ``1,234`` is refused
until the layout says which sign is the decimal mark.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from numbers import Real

MOST_DIGITS = 12
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y%m%d")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_GROUPED = {
    ".": re.compile(r"[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?"),
    ",": re.compile(r"[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?"),
}


class Fault(StrEnum):
    """Why a file, a line or a cell cannot be taken. The code is stable; ``shop.imports.words`` has words."""

    EMPTY = "empty"
    NOT_A_LIST = "not_a_list"
    ENCODING = "encoding"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    NO_COLUMN = "no_column"
    COLUMN_TWICE = "column_twice"
    UNSAFE = "unsafe"
    NOT_A_STATEMENT = "not_a_statement"
    OTHER_CURRENCY = "other_currency"
    UNBALANCED = "unbalanced"
    """Opening balance and lines do not make the closing balance."""
    MISSING = "missing"
    NOT_AN_AMOUNT = "not_an_amount"
    AMBIGUOUS = "ambiguous"
    NEGATIVE = "negative"
    NOT_A_DATE = "not_a_date"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG = "too_long"


class ListError(ValueError):
    """A whole file is refused. ``where`` names the column, the sum or the line."""

    def __init__(self, fault: Fault, where: str = "") -> None:
        super().__init__(f"{fault.value}: {where}" if where else fault.value)
        self.fault, self.where = fault, where


class CellError(ValueError):
    """One cell cannot be read."""

    def __init__(self, fault: Fault, where: str) -> None:
        super().__init__(f"{fault.value}: {where}")
        self.fault, self.where = fault, where


@dataclass(frozen=True)
class Layout:
    """Which heading says what, by our name of the field, and how it is written.

    ``decimal`` is the decimal mark, empty when it follows from each amount. ``refused`` are the words in the
    column ``status`` that say that a parcel was not taken.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    decimal: str = ""
    encoding: str = "utf-8"
    refused: Sequence[str] = ()

    def plain(self) -> dict[str, object]:
        """Return it as values that can be kept as JSON."""
        return asdict(self) | {"columns": dict(self.columns), "refused": list(self.refused)}


def layout_of(plain: Mapping[str, object]) -> Layout:
    """Read a saved layout; what is not there has its default."""
    columns, refused = plain.get("columns"), plain.get("refused")
    return Layout(
        columns={str(key): str(value) for key, value in columns.items()}
        if isinstance(columns, Mapping)
        else {},
        decimal=str(plain.get("decimal") or ""),
        encoding=str(plain.get("encoding") or "utf-8"),
        refused=tuple(map(str, refused)) if isinstance(refused, list | tuple) else (),
    )


def folded(text: str) -> str:
    """Return a heading or a word without accents, case and doubled spaces, for comparing."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def places_of(headings: Sequence[str], layout: Layout, needed: Sequence[str]) -> dict[str, int]:
    """Return in which column each field of the layout stands.

    Raises ``ListError`` when a needed one is not there, or a heading stands twice.
    """
    found = [folded(heading) for heading in headings]
    places: dict[str, int] = {}
    for name, heading in layout.columns.items():
        wanted = folded(heading)
        if wanted and found.count(wanted) > 1:
            raise ListError(Fault.COLUMN_TWICE, heading)
        if wanted in found:
            places[name] = found.index(wanted)
    for name in needed:
        if name not in places:
            raise ListError(Fault.NO_COLUMN, layout.columns.get(name) or name)
    return places


def read_amount(value: object, where: str, decimal: str = "") -> Decimal:
    """Return the amount that a cell holds, with its sign: ``1 234,50``, ``1.234,50``, ``-12``, ``(12.00)``.

    Raises ``CellError``: ``AMBIGUOUS`` for one mark with three digits behind it and no ``decimal`` to tell,
    ``NOT_AN_AMOUNT`` for anything else that is none, a fraction of a centime included.
    """
    if isinstance(value, bool):
        raise CellError(Fault.NOT_AN_AMOUNT, where)
    if isinstance(value, Real | Decimal):  # a cell of a spreadsheet
        return _checked(str(Decimal(str(value))), where)
    text = "".join(str(unicodedata.decimal(sign, sign)) for sign in str(value) if not sign.isspace())
    text = (
        "".join(sign for sign in text if unicodedata.category(sign) != "Cf").replace("'", "").replace("’", "")
    )
    negative, body = _signed(text)
    return _checked(("-" if negative else "") + _plain_of(body, where, decimal), where)


def read_date(value: object, where: str, today: date) -> date:
    """Return the day that a cell holds. Raises ``CellError`` for none, or for one that is still to come."""
    day = _day_of(value, where)
    if day > today:
        raise CellError(Fault.IN_THE_FUTURE, where)
    return day


def _day_of(value: object, where: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for pattern in DATES:
        try:
            return datetime.strptime(str(value).strip()[:10], pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise CellError(Fault.NOT_A_DATE, where)


def _signed(text: str) -> tuple[bool, str]:
    """Say whether it is below zero, and what is left without the one sign that it has."""
    if (text[:1], text[-1:]) == ("(", ")"):
        return True, text[1:-1]
    if text[:1] in ("-", "\u2212", "+"):
        return text[0] != "+", text[1:]
    return (True, text[:-1]) if text.endswith("-") else (False, text)


def _plain_of(body: str, where: str, decimal: str) -> str:
    marks = [sign for sign in body if sign in ".,"]
    if not decimal:
        decimal = _mark_of(body, marks, where)
    if not _GROUPED[decimal].fullmatch(body) and not _PLAIN.fullmatch(body.replace(decimal, ".", 1)):
        raise CellError(Fault.NOT_AN_AMOUNT, where)
    other = "," if decimal == "." else "."
    return body.replace(other, "").replace(decimal, ".")


def _mark_of(body: str, marks: list[str], where: str) -> str:
    """Tell the decimal mark from the amount itself: the last of two kinds, or the only one."""
    if not marks:
        return "."
    if len(set(marks)) == 2:
        return marks[-1]
    behind = len(body) - body.rindex(marks[-1]) - 1
    if len(marks) > 1:
        return "," if marks[0] == "." else "."  # 1.234.567 has groups and no decimals
    if behind == 3:
        raise CellError(Fault.AMBIGUOUS, where)
    return marks[0]


def _checked(text: str, where: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise CellError(Fault.NOT_AN_AMOUNT, where) from error
    exponent = amount.as_tuple().exponent
    if (
        not amount.is_finite()
        or len(amount.as_tuple().digits) > MOST_DIGITS + 2
        or not isinstance(exponent, int)
    ):
        raise CellError(Fault.NOT_AN_AMOUNT, where)
    if amount != amount.quantize(Decimal("0.01")):
        raise CellError(Fault.NOT_AN_AMOUNT, where)
    return amount
