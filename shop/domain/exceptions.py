"""The queue of what does not fit: which area a kind belongs to, and what is suggested when nobody says."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Area(StrEnum):
    """What an exception is about; a person may look after one area."""

    PAYMENTS = "payments"
    HOOKS = "hooks"
    CASH = "cash"
    STATEMENTS = "statements"
    REFUNDS = "refunds"
    PAYOUTS = "payouts"
    STOCK = "stock"
    DEADLINES = "deadlines"
    BOOKS = "books"
    OTHER = "other"


class Do(StrEnum):
    """The action that is suggested. Its words and its button are the office's."""

    REFUND = "refund"
    ASK_FOR_REST = "ask_for_rest"
    LOOK_FOR_ORDER = "look_for_order"
    COMPARE = "compare"
    CALL = "call"
    ASK_CARRIER = "ask_carrier"
    SETTLE = "settle"
    ANSWER_BANK = "answer_bank"
    CORRECT_DESTINATION = "correct_destination"
    TRY_AGAIN = "try_again"
    COUNT = "count"
    MATCH = "match"
    LOOK = "look"


@dataclass(frozen=True)
class Sort:
    """What is known of one kind before anything happens."""

    area: Area
    suggestion: Do


# Kinds that are not here are a host project's: they are kept in ``other`` unless they say where.
SORTS: Mapping[str, Sort] = {
    "paid_late": Sort(Area.PAYMENTS, Do.REFUND),
    "paid_twice": Sort(Area.PAYMENTS, Do.REFUND),
    "paid_too_much": Sort(Area.PAYMENTS, Do.REFUND),
    "paid_too_little": Sort(Area.PAYMENTS, Do.ASK_FOR_REST),
    "other_currency": Sort(Area.PAYMENTS, Do.REFUND),
    "unknown_payment": Sort(Area.HOOKS, Do.LOOK_FOR_ORDER),
    "told_otherwise": Sort(Area.HOOKS, Do.COMPARE),
    "refund_requested": Sort(Area.HOOKS, Do.COMPARE),
    "refund_succeeded": Sort(Area.HOOKS, Do.COMPARE),
    "refund_failed": Sort(Area.REFUNDS, Do.TRY_AGAIN),
    "refund_waits": Sort(Area.REFUNDS, Do.REFUND),
    "dispute_requested": Sort(Area.PAYMENTS, Do.ANSWER_BANK),
    "dispute_succeeded": Sort(Area.PAYMENTS, Do.COMPARE),
    "dispute_failed": Sort(Area.PAYMENTS, Do.COMPARE),
    # Parts of an order
    "part_declined": Sort(Area.DEADLINES, Do.SETTLE),
    "accept_late": Sort(Area.DEADLINES, Do.CALL),
    "ship_late": Sort(Area.DEADLINES, Do.CALL),
    "delivery_failed": Sort(Area.DEADLINES, Do.CALL),
    "sent_back": Sort(Area.DEADLINES, Do.SETTLE),
    "case_late": Sort(Area.DEADLINES, Do.LOOK),
    "not_reached": Sort(Area.DEADLINES, Do.CALL),
    # Cash on delivery
    "cash_short": Sort(Area.CASH, Do.ASK_CARRIER),
    "cash_over": Sort(Area.CASH, Do.ASK_CARRIER),
    "cash_refused": Sort(Area.CASH, Do.SETTLE),
    "cash_old": Sort(Area.CASH, Do.ASK_CARRIER),
    "remitted_unknown": Sort(Area.CASH, Do.ASK_CARRIER),
    # Bank statements
    "statement_unmatched": Sort(Area.STATEMENTS, Do.LOOK_FOR_ORDER),
    "statement_out": Sort(Area.STATEMENTS, Do.LOOK),
    # Payouts
    "payout_failed": Sort(Area.PAYOUTS, Do.TRY_AGAIN),
    "payout_returned": Sort(Area.PAYOUTS, Do.CORRECT_DESTINATION),
    "payout_no_destination": Sort(Area.PAYOUTS, Do.CORRECT_DESTINATION),
    # Stock and books
    "stock_short": Sort(Area.STOCK, Do.COUNT),
    "books_differ": Sort(Area.BOOKS, Do.LOOK),
}


def sort_of(kind: str) -> Sort:
    """Return where a kind belongs and what is suggested for it."""
    return SORTS.get(kind, Sort(Area.OTHER, Do.LOOK))
