"""A statement of somebody's accounts as a paper, in the language that is active."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from producers.domain.dates import date_written
from producers.domain.shown import direction
from shop.domain.money import written
from shop.papers.press import print_paper
from shop.papers.runs import as_typed
from shop.papers.signs import band_svg
from shop.reading.books import AccountStatement, StatementLine, money_of


def print_statement(
    found: Sequence[AccountStatement],
    *,
    holder: str,
    period: tuple[date, date],
    words: Callable[[str], str],
    lang: str,
    at: datetime,
    number: int | None = None,
    part: tuple[int, int] = (1, 1),
) -> bytes:
    """Set statements, one table for each currency; ``words`` says a kind of entry in words.

    ``number`` is the holder's own, whose band it then bears; ``part`` says which of how many papers it is,
    where one would be too long. Raises ``NoPressError``.
    """
    days = [date_written(day, lang) for day in period]
    data = {
        "lang": lang,
        "dir": direction(lang),
        "title": _("Statement"),
        "foot": holder,
        "holder": as_typed(holder),
        "band": band_svg(number) if number is not None else "",
        "facts": [[_("From"), days[0]], [_("Until"), days[1]], *_which(*part)],
        "head": [_("Day"), _("What"), _("Order"), _("Amount")],
        "sheets": [_sheet(one, words, lang) for one in found],
    }
    return print_paper("statement", data, at=at)


def _which(part: int, parts: int) -> list[list[str]]:
    if parts == 1:
        return []
    return [[_("Paper"), _("%(part)s of %(parts)s") % {"part": part, "parts": parts}]]


def _sheet(one: AccountStatement, words: Callable[[str], str], lang: str) -> dict[str, Any]:
    def amount(hundredths: int) -> str:
        return written(money_of(hundredths, one.currency), lang)

    def row(line: StatementLine) -> list[str]:
        return [date_written(line.day, lang), words(line.kind), line.order, amount(line.amount)]

    return {
        "currency": one.currency,
        "opening": [pgettext("balance", "Before"), amount(one.opening)],
        "rows": [row(line) for line in one.lines],
        "closing": [_("After"), amount(one.closing)],
    }
