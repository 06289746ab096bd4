"""Lending what stands on the shelf: who may have what, until when, and what she is told. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LENT_KINDS = frozenset({"work", "journal", "publication", "official", "audio", "video"})
"""What has a copy to carry home; a web page has none."""
KEPT = timedelta(days=3)
"""How long a copy that came back is kept for the next reader."""
NOTICE = timedelta(days=2)
"""How long before the day she is reminded."""
MOST_REMINDERS = 4
"""Letters about one late copy, a week apart; after that somebody calls."""
A_WEEK = 7


class Why(StrEnum):
    """Why something is not done at the desk."""

    NO_CARD = "no_card"
    NO_COPY = "no_copy"
    STAYS = "stays"
    OUT = "out"
    KEPT = "kept"
    MOST = "most"
    LATE = "late"
    IN = "in"
    WAITED_FOR = "waited_for"
    RENEWED = "renewed"
    ON_THE_SHELF = "on_the_shelf"
    TWICE = "twice"


class NoLoanError(Exception):
    """Nothing was done; ``why`` says the reason, for words and for programs."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Terms:
    """What a kind of reader may have: for how many days, how many at once, prolonged how often."""

    days: int
    most: int
    renewals: int


@dataclass(frozen=True)
class Borrower:
    """What a reader has now."""

    terms: Terms
    has: int
    is_late: bool


@dataclass(frozen=True)
class Item:
    """A copy as the desk finds it; ``is_kept`` says that it waits for somebody else."""

    kind: str
    is_public: bool
    is_lent_at_all: bool
    is_out: bool
    is_kept: bool


def why_not_lend(item: Item, to: Borrower) -> Why | None:
    """Say why a copy is not lent to a reader, None when it is."""
    answers = (
        (not may_be_lent(item), Why.STAYS),
        (item.is_out, Why.OUT),
        (item.is_kept, Why.KEPT),
        (to.is_late, Why.LATE),
        (to.has >= to.terms.most, Why.MOST),
    )
    return next((why for holds, why in answers if holds), None)


def may_be_lent(item: Item) -> bool:
    """Say whether a copy ever leaves the house."""
    return item.kind in LENT_KINDS and item.is_public and item.is_lent_at_all


def why_not_renew(terms: Terms, *, renewals: int, is_late: bool, is_waited_for: bool) -> Why | None:
    """Say why a loan is not prolonged, None when it is."""
    if is_waited_for:
        return Why.WAITED_FOR
    if is_late:
        return Why.LATE
    return Why.RENEWED if renewals >= terms.renewals else None


def due_on(today: date, terms: Terms) -> date:
    """Return the last day on which it may be brought back."""
    return today + timedelta(days=terms.days)


def fetch_by(today: date) -> date:
    """Return the last day on which a copy is kept for whoever waited for it."""
    return today + KEPT


def reminder(due: date, today: date) -> str | None:
    """Name the reminder that is in order today: ``due``, ``late.1`` and so on; None when there is none."""
    if today <= due:
        return "due" if today >= due - NOTICE else None
    week = (today - due).days // A_WEEK + 1
    return f"late.{week}" if week <= MOST_REMINDERS else None


def back_first(dues: Iterable[date]) -> date | None:
    """Return the day on which the first of some lent copies should be back."""
    return min(dues, default=None)
