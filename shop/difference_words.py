"""What a proof found to differ, in the language of whoever reads it, and why a check usually fails."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# Why a check usually fails. A check of a host project has none and stands for itself.
CAUSES: Mapping[str, str] = {
    "entries_balance": gettext_noop("Somebody wrote into the books past the program."),
    "stock_is_the_sum_of_its_moves": gettext_noop("A count was changed past the program."),
    "allocated_is_the_sum_of_open_allocations": gettext_noop("An order was changed past the program."),
    "orders_are_the_sum_of_their_parts": gettext_noop("An amount was changed past the program."),
    "parts_are_the_sum_of_their_lines": gettext_noop("An amount was changed past the program."),
    "placed_orders_are_booked": gettext_noop("An order was placed or ended without its entry."),
    "payments_are_booked": gettext_noop("A payment or a refund was recorded without its entry."),
    "ended_orders_hold_no_stock": gettext_noop("Pieces of an order that ended were not given back."),
    "listings_say_the_price": gettext_noop("The list was not refreshed after a price changed."),
    "listings_say_what_one_can_have": gettext_noop("The list was not refreshed after stock changed."),
    "custody_is_the_cash_in_the_books": gettext_noop("Cash changed hands without its entry, or twice."),
    "cash_leaves_with_its_parcel": gettext_noop("Cash was moved past the program."),
    "statement_lines_are_payments": gettext_noop(
        "A line was matched by hand in the database, or a file cut off."
    ),
    "remitted_lines_have_moved_cash": gettext_noop("A carrier's list was cut off while it was read."),
    "gateways_keep_the_same_books": gettext_noop(
        "A notice was lost, or somebody acted at the payment service itself."
    ),
    "the_database_guards_the_books": gettext_noop("A migration broke off, or somebody dropped a trigger."),
    "orders_are_paid_or_open": gettext_noop(
        "An amount of the order, of a change or of a payment was changed past the program."
    ),
    "lines_say_what_has_left": gettext_noop("A parcel was changed past the program."),
    "parcels_hold_what_has_left": gettext_noop("A parcel was changed past the program."),
    "payouts_are_payables": gettext_noop("A payout or its entry was changed past the program."),
    "what_is_earned_waits_no_more": gettext_noop(
        "A maker has earned another amount than was left of her part."
    ),
    "numbers_have_no_gap": gettext_noop("An invoice was deleted or moved past the program."),
    "papers_say_what_was_issued": gettext_noop("An invoice was changed after it was issued."),
    "invoices_equal_their_orders": gettext_noop("A change was settled and its credit note was not written."),
    "advances_are_deducted": gettext_noop(
        "An invoice was written before the advance that it deducts changed."
    ),
    "refunds_on_their_way_are_booked": gettext_noop(
        "A refund was recorded without its entry, or booked twice."
    ),
    "no_more_pieces_went_than_were_sold": gettext_noop("A change was written past the program."),
}


def in_words(found: Sequence[Any]) -> tuple[str, str]:
    """Return the line and the likely cause of a difference that a run has kept.

    Runs of earlier versions have kept the English line alone.
    """
    check, text, facts, cause = [*found, {}, ""][:4] if len(found) < 4 else found
    line = _(text) % facts if facts else text
    cause = cause or CAUSES.get(check, "")
    return line, _(cause) if cause else check
