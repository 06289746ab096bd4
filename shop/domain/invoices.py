"""What an invoice or a credit note says, as values. Amounts are minor units, tax included.

An invoice is never changed: what is taken off a sale later is a credit note over a part of it. Together they
say at any time what was sold, and the credit notes of an invoice never add up to more than it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from stdnum.exceptions import ValidationError
from stdnum.ma import ice

from shop.domain.money import allocate, percent_within

PASSED_ON = "passed_on"
"""The tax reason of delivery and duties: what the carrier and the customs take is passed on as it is."""
CLOCKS_DIFFER = timedelta(days=1)


class PaperKind(StrEnum):
    """The numbered papers, each kind with numbers of its own."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    ADVANCE = "prepayment"
    """Over an advance, before anything is delivered; the invoice that follows deducts it."""


LETTERS = {PaperKind.INVOICE: "F", PaperKind.CREDIT_NOTE: "A", PaperKind.ADVANCE: "P"}


class OverReducedError(ValueError):
    """More would be taken off than there is."""


class ClockBackError(RuntimeError):
    """The clock is more than a day behind the last number given: that is for a human to look at."""


@dataclass(frozen=True)
class Line:
    """A line as it was sold: ``gross`` and the ``tax`` within it. ``rate`` is in per cent.

    ``quantity`` is 0 where only money was taken off, not a piece.
    """

    key: int
    name: Mapping[str, str]
    quantity: int
    gross: int
    tax: int = 0
    rate: str = "0"
    reason: str = ""
    option: Mapping[str, str] = field(default_factory=dict)
    language: str = "fr"
    sku: str = ""
    hs6: str = ""

    @property
    def net(self) -> int:
        """The price without tax."""
        return self.gross - self.tax


@dataclass(frozen=True)
class Reduction:
    """What is taken off: pieces and money (tax included) by the key of the line, and what is not in lines."""

    lines: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    delivery: int = 0
    duties: int = 0
    discount: int = 0

    def __post_init__(self) -> None:
        numbers = [
            self.delivery,
            self.duties,
            self.discount,
            *(n for each in self.lines.values() for n in each),
        ]
        if min(numbers) < 0:
            raise ValueError("nothing negative is taken off")


@dataclass(frozen=True)
class TaxGroup:
    """All that is taxed alike, and why."""

    reason: str
    rate: str
    net: int
    tax: int


@dataclass(frozen=True)
class Content:
    """What a paper is about. ``discount`` is positive and given on the whole."""

    currency: str
    lines: tuple[Line, ...] = ()
    delivery: int = 0
    duties: int = 0
    discount: int = 0

    @property
    def total(self) -> int:
        """What is paid."""
        return sum(line.gross for line in self.lines) + self.delivery + self.duties - self.discount

    @property
    def tax(self) -> int:
        """The tax within the total."""
        return sum(line.tax for line in self.lines)

    @property
    def net(self) -> int:
        """The total without tax."""
        return self.total - self.tax

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is left to write about."""
        return not (self.lines or self.delivery or self.duties)

    def taxes(self) -> tuple[TaxGroup, ...]:
        """Return what is taxed alike together; they add up to ``net`` and ``tax``."""
        sums: dict[tuple[str, str], list[int]] = {}
        for line in self.lines:
            both = sums.setdefault((line.reason, line.rate), [0, 0])
            both[0] += line.net
            both[1] += line.tax
        passed_on = self.delivery + self.duties - self.discount
        if passed_on:
            sums.setdefault((PASSED_ON, "0"), [0, 0])[0] += passed_on
        return tuple(TaxGroup(reason, rate, net, tax) for (reason, rate), (net, tax) in sums.items())


def everything(content: Content) -> Reduction:
    """Return the reduction that leaves nothing."""
    lines = {line.key: (line.quantity, line.gross) for line in content.lines}
    return Reduction(lines, content.delivery, content.duties, content.discount)


def split(content: Content, off: Reduction) -> tuple[Content, Content]:
    """Return what is left of a content and what is taken off it; both add up to it, tax included.

    Raises ``OverReducedError``.
    """
    known = {line.key for line in content.lines}
    if not set(off.lines) <= known:
        raise OverReducedError("a line that is not there")
    kept, taken = [], []
    for line in content.lines:
        one, other = _split_line(line, *off.lines.get(line.key, (0, 0)))
        kept.append(one)
        taken.append(other)
    rest = [content.delivery - off.delivery, content.duties - off.duties, content.discount - off.discount]
    if min(rest) < 0:
        raise OverReducedError("more delivery, duties or discount than there is")
    return (
        Content(content.currency, tuple(line for line in kept if _is_there(line)), *rest),
        Content(
            content.currency, tuple(line for line in taken if _is_there(line)),
            off.delivery, off.duties, off.discount,
        ),
    )  # fmt: skip


def money_of(content: Content, amount: int) -> Reduction:
    """Return an amount of a content as money on all of it alike, with no piece in it.

    So an advance holds the taxes of what it is paid for, in their proportion. Raises ``OverReducedError`` for
    more than there is, or where a discount is given on the whole.
    """
    if content.discount or not 0 <= amount <= content.total:
        raise OverReducedError("more money than there is, or a discount on it")
    weights = [*(line.gross for line in content.lines), content.delivery, content.duties]
    *lines, delivery, duties = allocate(amount, weights)
    by_line = {line.key: (0, gross) for line, gross in zip(content.lines, lines, strict=True)}
    return Reduction(by_line, delivery, duties)


def left_of(content: Content, reductions: Iterable[Reduction]) -> Content:
    """Return what is left after all of these. Raises ``OverReducedError``."""
    for off in reductions:
        content = split(content, off)[0]
    return content


def paper_number(kind: PaperKind, issuer: int, year: int, place: int) -> str:
    """Write a number: the letter of the paper, who issues it, the year, its place in it."""
    return f"{LETTERS[kind]}-{issuer}-{year}-{place:05d}"


def issue_date(today: date, last: date | None) -> date:
    """Return the date of the next paper: days rise with the numbers, also when a clock is set back a little.

    Raises ``ClockBackError`` when today is more than a day before the last.
    """
    if last is None or today >= last:
        return today
    if last - today > CLOCKS_DIFFER:
        raise ClockBackError(f"it is {today} here, but the last number was given on {last}")
    return last


def company_id(number: str) -> str:
    """Return the ICE that a register number is, in its one written form; empty where it is none."""
    try:
        return str(ice.validate(number))
    except ValidationError:
        return ""


def to_data(content: Content) -> dict[str, object]:
    """Return a content as plain data, to be kept for good."""
    return {
        "currency": content.currency,
        "delivery": content.delivery,
        "duties": content.duties,
        "discount": content.discount,
        "lines": [
            {**vars(line), "name": dict(line.name), "option": dict(line.option)} for line in content.lines
        ],
    }


def from_data(data: Mapping[str, object]) -> Content:
    """Read back what ``to_data`` returned."""
    rows = data["lines"]
    assert isinstance(rows, list)
    rest = {name: int(str(data[name])) for name in ("delivery", "duties", "discount")}
    return Content(str(data["currency"]), tuple(Line(**row) for row in rows), **rest)


def _split_line(line: Line, quantity: int, gross: int) -> tuple[Line, Line]:
    if quantity > line.quantity or gross > line.gross:
        raise OverReducedError(f"line {line.key} is {line.quantity} for {line.gross}")
    # The tax of what stays is computed, that of what goes is the rest: nothing is lost to rounding.
    stays = percent_within(line.gross - gross, Decimal(line.rate)) if line.gross > gross else 0
    stays = min(stays, line.tax)
    return (
        replace(line, quantity=line.quantity - quantity, gross=line.gross - gross, tax=stays),
        replace(line, quantity=quantity, gross=gross, tax=line.tax - stays),
    )


def _is_there(line: Line) -> bool:
    return bool(line.quantity or line.gross)
