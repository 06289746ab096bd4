"""What waits in the queue of exceptions, in words: what happened, and what is suggested."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HAPPENED: Mapping[str, str | Promise] = {
    "paid_late": _("Paid after the order had ended"),
    "paid_twice": _("Paid twice"),
    "paid_too_much": _("Paid more than the total"),
    "paid_too_little": _("Paid less than the total"),
    "other_currency": _("Paid in another currency"),
    "unknown_payment": _("Money for no payment that we know"),
    "told_otherwise": _("The gateway said something else before"),
    "refund_requested": _("A refund was begun at the gateway"),
    "refund_succeeded": _("A refund was made at the gateway"),
    "refund_failed": _("A refund has failed at the gateway"),
    "dispute_requested": _("The buyer disputes the payment at her bank"),
    "refund_waits": _("Money is due back that no payment can give"),
    "dispute_succeeded": _("A dispute was lost"),
    "dispute_failed": _("A dispute was decided for the shop"),
    "part_declined": _("The maker has declined"),
    "accept_late": _("The maker has not answered in time"),
    "ship_late": _("Not sent in time"),
    "delivery_failed": _("The parcel could not be delivered"),
    "sent_back": _("The parcel comes back to the sender"),
    "case_late": _("A request for help was not answered in time"),
    "not_reached": _("The buyer could not be reached by phone"),
    "cash_short": _("Less cash was remitted than was to be collected"),
    "cash_over": _("More cash was remitted than was to be collected"),
    "cash_refused": _("The buyer has refused the parcel"),
    "cash_old": _("Cash has been with somebody for too long"),
    "remitted_unknown": _("Cash was remitted for a parcel that we do not know"),
    "statement_unmatched": _("Money on the bank statement that fits no order"),
    "statement_out": _("Money has left the account, and we do not know why"),
    "settlement_missing": _("A settlement of the payment service is not on the bank statement"),
    "settlement_failed": _("A settlement of the payment service has failed"),
    "payout_failed": _("A payout has failed"),
    "payout_returned": _("A payout came back from the bank"),
    "payout_unanswered": _("The payment service does not say whether it has paid a maker"),
    "payout_partly_returned": _("A part of a payout came back"),
    "payout_no_destination": _("A maker has earnings and no way to be paid"),
    "stock_short": _("A piece that was promised is not there"),
    "books_differ": _("The books and the rows differ"),
}
SUGGESTED: Mapping[str, str | Promise] = {
    "refund": _("Give it back"),
    "ask_for_rest": _("Ask the buyer for the rest"),
    "look_for_order": _("Look for the order by the amount and the day"),
    "compare": _("Compare with the gateway's own pages"),
    "call": _("Call"),
    "ask_carrier": _("Ask who holds the cash"),
    "settle": _("Settle it with the buyer"),
    "answer_bank": _("Answer the bank with what we know"),
    "correct_destination": _("Correct where she is paid"),
    "try_again": _("Try again"),
    "match": _("Take the order that fits best"),
    "count": _("Count the pieces"),
    "look": _("Look at it"),
}
FACTS: Mapping[str, str | Promise] = {
    "event_id": _("Event"),
    "reference": _("Reference"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "carrier": _("Carrier"),
    "tracking": _("Tracking number"),
    "outcome": _("Outcome"),
    "part": _("Producer order"),
    "return_cost": _("Cost of the way back"),
    "confidence": _("Confidence in percent"),
    "calls": _("Calls"),
    "last": _("Last call"),
    "differences": _("Differences"),
}


def in_words(code: str, words: Mapping[str, str | Promise]) -> str:
    """Return the words for a code; one that a host project has added stands for itself."""
    return str(words.get(code, code))
