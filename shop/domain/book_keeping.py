"""The rules of keeping books: who may decide, which months may be closed, what an account is by nature."""

from datetime import date
from enum import StrEnum

from shop.domain.postings import Account


class BookError(ValueError):
    """The books refuse it; ``code`` says why, and the office has the words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Nature(StrEnum):
    """What a balance of an account means."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"


_ASSETS = {
    Account.BUYER_CLEARING,
    Account.GATEWAY_CLEARING,
    Account.BANK,
    Account.CASH_WITH_CARRIER,
    Account.CASH_WITH_PRODUCER,
    Account.CASH_WITH_AGENT,
    Account.DISPUTES,
}
_EXPENSES = {
    Account.CARD_FEES,
    Account.CASH_DIFFERENCES,
    Account.CARRIER_FEES,
    Account.RETURN_COSTS,
    Account.BANK_FEES,
    Account.DISPUTES_LOST,
    Account.GOODWILL,
    Account.ROUNDING,
    Account.EXCHANGE_DIFFERENCE,
}
NATURES = {
    account: (
        Nature.ASSET
        if account in _ASSETS
        else Nature.EXPENSE
        if account in _EXPENSES
        else Nature.INCOME
        if account is Account.PLATFORM_INCOME
        else Nature.LIABILITY
    )
    for account in Account
}
# What is the shop's own: its statement is about these, whoever else is named on them.
PLATFORM = frozenset(
    account for account, nature in NATURES.items() if nature in {Nature.INCOME, Nature.EXPENSE}
)


def month_after(day: date) -> date:
    """Return the first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def check_closing(month: date, today: date, closed_until: date | None) -> date:
    """Return the day before which everything is closed when ``month`` is.

    Raises ``BookError``: ``not_over`` for a month that is not over, ``closed`` for one that is closed
    already, ``gap`` when the one before it is still open.
    """
    until = month_after(month)
    if until > today:
        raise BookError("not_over")
    if closed_until is not None and until <= closed_until:
        raise BookError("closed")
    if closed_until is not None and until > month_after(closed_until):
        raise BookError("gap")
    return until


def check_second_person(proposed_by: int | None, decides: int | None) -> None:
    """Raise ``BookError`` ``own`` when somebody decides about her own, ``nobody`` when no person decides."""
    if decides is None:
        raise BookError("nobody")
    if decides == proposed_by:
        raise BookError("own")
