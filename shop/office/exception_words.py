"""What waits in the queue of money, in words: what happened, and what is suggested."""

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
    "dispute_succeeded": _("A dispute was decided for the shop"),
    "dispute_failed": _("A dispute was lost"),
}
SUGGESTED: Mapping[str, str | Promise] = {
    "refund": _("Give it back"),
    "ask_for_rest": _("Ask the buyer for the rest"),
    "look_for_order": _("Look for the order by the amount and the day"),
    "compare": _("Compare with the gateway's own pages"),
}
FACTS: Mapping[str, str | Promise] = {
    "event_id": _("Event"),
    "reference": _("Reference"),
    "amount": _("Amount"),
    "currency": _("Currency"),
}


def in_words(code: str, words: Mapping[str, str | Promise]) -> str:
    """Return the words for a code; one that a host project has added stands for itself."""
    return str(words.get(code, code))
