"""What buyer and maker are told of a part and its parcels: a sentence for each step."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

SENTENCES: Mapping[str, Callable[[], str]] = {
    "part.accepted": lambda: _("%(maker)s has accepted your order %(number)s."),
    "part.declined": lambda: _(
        "%(maker)s could not take your order %(number)s. You pay nothing for it; "
        "what you have paid for it is given back."
    ),
    "part.making": lambda: _("What you ordered from %(maker)s is being made: order %(number)s."),
    "part.partly_shipped": lambda: _(
        "Some of what you ordered from %(maker)s is on its way, the rest follows: order %(number)s."
    ),
    "part.shipped": lambda: _("Your parcel from %(maker)s is on its way: order %(number)s."),
    "part.delivered": lambda: _(
        "Order %(number)s from %(maker)s has arrived. "
        "If something is wrong, tell us on the page of your order."
    ),
    "part.returned": lambda: _(
        "Your parcel from %(maker)s has come back: order %(number)s. "
        "You pay nothing for it; what you have paid for it is given back."
    ),
    "parcel.at_centre": lambda: _(
        "What you ordered from %(maker)s has arrived at our centre, and goes on to you from there: "
        "order %(number)s."
    ),
    "parcel.onward": lambda: _("Your parcel has left our centre and is on its way to you: order %(number)s."),
    "parcel.replacement": lambda: _(
        "What replaces the pieces that you sent back is on its way from %(maker)s: order %(number)s."
    ),
    "parcel.ready": lambda: _("Your parcel waits for you to pick it up: order %(number)s."),
    "parcel.failed": lambda: _(
        "The carrier could not hand over your parcel: order %(number)s. We call you; "
        "you can also tell us on the page of your order when somebody is there."
    ),
}
# What the maker, or who looks after her orders, is told.
TO_MAKER: Mapping[str, Callable[[], str]] = {
    "part.accept_late": lambda: _("Order %(number)s still waits for a yes or a no. Please answer today."),
    "part.ship_late": lambda: _("Order %(number)s should have left by now. Please send it, or tell us when."),
    "part.delivered": lambda: _("Order %(number)s has arrived. What it brings is now owed to the maker."),
    "part.to_replace": lambda: _(
        "Pieces of order %(number)s are exchanged: please prepare those that replace them. "
        "No new money comes with them."
    ),
    "parcel.returned": lambda: _("A parcel of order %(number)s comes back to the maker."),
}


def sentence_of(kind: str, *, maker: str, number: str) -> str:
    """Return the sentence for a step, in the language that is active. Raises ``KeyError`` for others."""
    return SENTENCES[kind]() % {"maker": maker, "number": number}


def sentence_to_maker(kind: str, *, number: str) -> str:
    """Return the sentence for a maker, in the language that is active. Raises ``KeyError`` for others."""
    return TO_MAKER[kind]() % {"number": number}
