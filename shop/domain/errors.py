"""The one error of buying: why the shop says no, as a stable code with its facts. Pages have the words."""

from enum import StrEnum


class Why(StrEnum):
    """The reason of a refusal. Facts that come with it stand behind the colon."""

    # A line of a cart: ``variant``
    DELETED = "deleted"
    HIDDEN = "hidden"
    FOREIGN = "foreign"
    """Not sold in this market: it has no price in its currency."""
    SOLD = "sold"
    OUT_OF_STOCK = "out_of_stock"
    ON_REQUEST = "on_request"
    PAST = "past"
    """The date of a service is over."""
    TOO_MANY = "too_many"
    """``available``"""
    BAD_QUANTITY = "bad_quantity"
    # A cart as a whole
    CART_FULL = "cart_full"
    """``most`` lines"""
    CLOSED = "closed"
    """It became an order: ``order``, when there is one"""
    UNKNOWN_COUNTRY = "unknown_country"
    EMPTY = "empty"
    # The press on "place order"
    FORM_CHANGED = "form_changed"
    """The cart or what was typed has changed since the page was shown."""
    TOTAL_CHANGED = "total_changed"
    """``shown`` and ``total``"""
    LINES_CHANGED = "lines_changed"
    """``problems``: why, by variant id"""
    SHORT = "short"
    """``shortages``"""
    CONTACT = "contact"
    """``fields``: refusal by field name; also for an address"""
    ADDRESS = "address"
    DELIVERY_CLOSED = "delivery_closed"
    """``reasons``"""
    DELIVERY_UNKNOWN = "delivery_unknown"
    """The way of delivery is not offered."""
    TEXTS_NOT_ACCEPTED = "texts_not_accepted"
    """``texts``: version in effect by slug"""
    DATE_NOT_AGREED = "date_not_agreed"
    """``latest``: the day by which everything arrives, later than the law's thirty days"""
    METHOD_NOT_OFFERED = "method_not_offered"
    """``reason``, ``limit``"""
    # After the order
    NOT_PAYABLE = "not_payable"
    BAD_FILE = "bad_file"
    """``reason``: ``empty``, ``too_big``, ``kind`` or ``too_many``"""
    TOO_OFTEN = "too_often"
    NOT_YET = "not_yet"
    """A service that has not begun cannot be said to be done."""
    NOT_UNDER_WAY = "not_under_way"
    """Its part of the order is not placed, or has been cancelled."""
    # A change of an order, and money back
    STALE = "stale"
    """The order has changed since the effect was shown."""
    ABOVE_REMAINDER = "above_remainder"
    """``left``: pieces or minor units"""
    NOTHING_LEFT = "nothing_left"
    TOO_LATE = "too_late"
    """The maker has begun, the parcel has left, or the days to withdraw are over (``last_day``)."""
    EXCEPTED = "excepted"
    """A line without right of withdrawal: ``reason``"""
    ASKED_BEFORE = "asked_before"
    DISPUTED = "disputed"
    """The buyer's bank has the payment in dispute: money given back now may be lost twice."""
    NEEDS_SECOND = "needs_second"
    """The same person asked for it."""
    NEEDS_PROOF = "needs_proof"
    NOTHING_CHOSEN = "nothing_chosen"
    # Sending
    NOTHING_TO_SEND = "nothing_to_send"
    FOREIGN_LINE = "foreign_line"
    """A line or a parcel of somebody else's order."""
    MORE_THAN_ORDERED = "more_than_ordered"
    """``left``: how many pieces have not left yet"""
    BAD_CARRIER = "bad_carrier"
    BAD_TRACKING = "bad_tracking"
    NOT_BY_HERSELF = "not_by_herself"
    """A maker carries a parcel herself only where she sends it herself, within her own region."""
    NOT_TO_A_CENTRE = "not_to_a_centre"
    """The parcel goes straight to the buyer."""
    NOT_TOGETHER = "not_together"
    """Parcels of several orders, or at several places, do not go on as one."""


class RefusedError(Exception):
    """The shop says no and changes nothing. ``code`` is stable, ``facts`` are values for the sentence."""

    def __init__(self, code: Why, **facts: object) -> None:
        super().__init__(f"{code.value} {facts}" if facts else code.value)
        self.code = code
        self.facts = facts
