"""The list of money for days away, as it is shown, printed and written into a file."""

from dataclasses import dataclass

from moneyed import Money

from home.fairs.domain.days import DayPay, total_of
from home.fairs.models import DayMoney, Fair
from producers.domain.shown import shown
from shop.domain.money import from_minor, minor

CURRENCY = "MAD"


@dataclass(frozen=True)
class DayRow:
    """One line: who, for which maker, and what it comes to."""

    row: DayMoney
    maker: str
    total: Money


@dataclass(frozen=True)
class DayList:
    """All lines of a fair, and their sum."""

    rows: tuple[DayRow, ...]
    total: Money


def days_of(fair: Fair, lang: str) -> DayList:
    """Return the list of a fair; one query."""
    rows = list(fair.day_money.select_related("maker").order_by("pk"))
    pays = [DayPay(row.days, minor(row.rate)) for row in rows]
    lines = tuple(
        DayRow(row, _maker(row, lang), from_minor(pay.total, CURRENCY))
        for row, pay in zip(rows, pays, strict=True)
    )
    return DayList(lines, from_minor(total_of(pays), CURRENCY))


def last_rate(fair: Fair) -> Money | None:
    """Return what a day was paid last: at this fair, else at any other that the same hands held."""
    held = DayMoney.objects.filter(fair__holder=fair.holder_id).order_by("pk")
    row = held.filter(fair=fair).last() or held.last()
    return row.rate if row else None


def _maker(row: DayMoney, lang: str) -> str:
    return shown(row.maker.name, lang, row.maker.original_language).text if row.maker else ""
