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
    # What a gateway pays to our bank
    "settlement_missing": Sort(Area.STATEMENTS, Do.LOOK),
    "settlement_failed": Sort(Area.STATEMENTS, Do.LOOK),
    # Payouts
    "payout_failed": Sort(Area.PAYOUTS, Do.TRY_AGAIN),
    "payout_returned": Sort(Area.PAYOUTS, Do.CORRECT_DESTINATION),
    "payout_unanswered": Sort(Area.PAYOUTS, Do.LOOK),
    "payout_partly_returned": Sort(Area.PAYOUTS, Do.LOOK),
    "payout_no_destination": Sort(Area.PAYOUTS, Do.CORRECT_DESTINATION),
    # Stock and books
    "stock_short": Sort(Area.STOCK, Do.COUNT),
    "books_differ": Sort(Area.BOOKS, Do.LOOK),
}

# Why the click opens a form for these kinds, filled in with what is known, and does not act by itself.
BY_A_PERSON: Mapping[str, str] = {
    "unknown_payment": "nothing in the notice says whose money it is",
    "dispute_requested": "the bank takes one answer, with the evidence that a person has chosen",
    "part_declined": "nothing was paid: the buyer is asked whether another piece will do",
    "accept_late": "the maker is called: she says whether to wait, or to settle what is proposed beside it",
    "ship_late": "the maker is called: she says whether to wait, or to settle what is proposed beside it",
    "delivery_failed": "the buyer is called: she says when it is tried again, or that it is not wanted",
    "sent_back": "the buyer says whether it is sent anew or undone, when nothing of it is due back yet",
    "case_late": "the answer is words",
    "not_reached": "somebody calls, and writes down what was said",
    "cash_short": "whoever holds the cash says why; who bears it is a judgement",
    "cash_over": "whose money it is stands on no list",
    "cash_refused": "the buyer says why; what the way back costs is on the carrier's bill",
    "cash_old": "whoever holds the cash says when it comes",
    "remitted_unknown": "the carrier says for which parcel it has paid",
    "statement_unmatched": "nothing in the line says for which order it is, unless one is suggested",
    "statement_out": "the bank's words say what left, and no payout of ours fits",
    "settlement_missing": "somebody asks the bank, or reads the statement that was not sent yet",
    "settlement_failed": "the account that the gateway knows is corrected on the gateway's own pages",
    "payout_returned": "only the maker knows where she can be paid",
    "payout_unanswered": "somebody reads the payment service's own pages: it may have sent the money",
    "payout_partly_returned": "a correction is proposed by one person and approved by another",
    "payout_no_destination": "only the maker knows where she can be paid",
    "stock_short": "somebody counts the pieces on the shelf",
    "books_differ": "a correction is proposed by one person and approved by another",
}


def sort_of(kind: str) -> Sort:
    """Return where a kind belongs and what is suggested for it."""
    return SORTS.get(kind, Sort(Area.OTHER, Do.LOOK))
