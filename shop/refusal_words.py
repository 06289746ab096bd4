"""The sentences for what buying refuses. The codes are in ``shop.domain.errors``."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shop.domain.errors import RefusedError, Why

Sentence = Callable[[Mapping[str, object]], str]


def _too_many(facts: Mapping[str, object]) -> str:
    left = int(str(facts.get("available", 0)))
    text = ngettext(
        "There is only %(left)d left. Take one less, or ask the maker for another.",
        "There are only %(left)d left. Choose at most so many.",
        left,
    )
    return text % {"left": left}


QUOTE_FAULTS: Mapping[str, "str | Promise"] = {
    "empty": gettext_lazy("Choose at least one maker, and how many pieces."),
    "quantity": gettext_lazy("Choose a whole number of pieces, at least one."),
    "price": gettext_lazy("A price is above zero."),
    "delivery": gettext_lazy("A delivery costs nothing or more."),
    "too_much": gettext_lazy("This comes to more than an order can be."),
    "advance": gettext_lazy("The advance is at least half of the total."),
    "day": gettext_lazy("Choose a day that is ahead."),
}
SENTENCES: Mapping[Why, Sentence] = {
    Why.DELETED: lambda facts: _("This offer is no longer there."),
    Why.HIDDEN: lambda facts: _("This offer is not on sale at the moment."),
    Why.FOREIGN: lambda facts: _("This offer is not sold in the country you buy for."),
    Why.SOLD: lambda facts: _("This piece is sold. You can ask for a similar one on its page."),
    Why.OUT_OF_STOCK: lambda facts: _("There is none left at the moment."),
    Why.ON_REQUEST: lambda facts: _("This is made on request: ask for a quote on its page."),
    Why.PAST: lambda facts: _("This date is over. Choose another one."),
    Why.TOO_MANY: _too_many,
    Why.BAD_QUANTITY: lambda facts: _("Choose a whole number of pieces, at least one."),
    Why.CART_FULL: lambda facts: (
        _("Your cart is full: it takes %(most)s different things. Order these first.") % facts
    ),
    Why.CLOSED: lambda facts: _("This cart has become an order already."),
    Why.UNKNOWN_COUNTRY: lambda facts: _("Choose a country from the list."),
    Why.EMPTY: lambda facts: _("Your cart is empty."),
    Why.FORM_CHANGED: lambda facts: _(
        "Your cart has changed since this page was shown. Please look at it once more."
    ),
    Why.TOTAL_CHANGED: lambda facts: _(
        "The total has changed since this page was shown. Nothing was ordered: please look once more."
    ),
    Why.LINES_CHANGED: lambda facts: _(
        "Something in your cart has changed. Nothing was ordered: please look at each line."
    ),
    Why.SHORT: lambda facts: _("Somebody was faster: there is no longer enough of it. Nothing was ordered."),
    Why.CONTACT: lambda facts: _("Something is missing in your contact. Please go back to the first step."),
    Why.ADDRESS: lambda facts: _("Something is missing in the address. Please go back to the first step."),
    Why.DELIVERY_CLOSED: lambda facts: _(
        "This cannot be sent to that country yet. You can have it sent to somebody in Morocco."
    ),
    Why.DELIVERY_UNKNOWN: lambda facts: _("Choose a way of delivery from the list."),
    Why.TEXTS_NOT_ACCEPTED: lambda facts: _("Please read and accept the terms of sale."),
    Why.DATE_NOT_AGREED: lambda facts: _(
        "This takes longer than thirty days. Please say that the date suits you."
    ),
    Why.METHOD_NOT_OFFERED: lambda facts: _(
        "This way of paying is not possible for this order. Choose another one."
    ),
    Why.NOT_PAYABLE: lambda facts: _("This order can no longer be paid."),
    Why.BAD_FILE: lambda facts: _("Send a picture (JPEG, PNG, WebP) or a PDF of at most 5 MB."),
    Why.NOT_YET: lambda facts: _("This has not begun yet: say so once it is done."),
    Why.NOT_UNDER_WAY: lambda facts: _("This part of the order is not under way."),
    Why.STALE: lambda facts: _(
        "Something has changed since this page was shown. Nothing was done: please look once more."
    ),
    Why.ABOVE_REMAINDER: lambda facts: _("That is more than is left of it."),
    Why.NOTHING_LEFT: lambda facts: _("There is nothing left of it to change."),
    Why.TOO_LATE: lambda facts: _("It is too late for this. Write to us: we look for another way."),
    Why.EXCEPTED: lambda facts: _("The right of withdrawal does not hold for this."),
    Why.ASKED_BEFORE: lambda facts: _("We have this from you already, and are on it."),
    Why.DISPUTED: lambda facts: _(
        "The bank is looking at this payment. Nothing is given back before it has decided."
    ),
    Why.NEEDS_SECOND: lambda facts: _("Somebody else has to approve what you have asked for."),
    Why.NEEDS_PROOF: lambda facts: _("Say which line of the statement, or send the signed receipt."),
    Why.NOTHING_CHOSEN: lambda facts: _("Choose what it is about."),
    Why.NOT_VERIFIED: lambda facts: _("Your organisation has to be verified by us first."),
    Why.QUOTE_OVER: lambda facts: _("This quote is no longer open. Nothing was ordered."),
    Why.BAD_QUOTE: lambda facts: str(QUOTE_FAULTS[str(facts.get("reason", "empty"))]),
    Why.BELOW_HER_PRICE: lambda facts: (
        _("She would get less for one piece than she asked for: %(gets)s instead of %(wants)s.") % facts
    ),
    Why.BALANCE_OPEN: lambda facts: _("The balance of this order is not paid yet: nothing is sent before."),
    Why.NOTHING_TO_SEND: lambda facts: _("There is nothing left to send."),
    Why.FOREIGN_LINE: lambda facts: _("This is not part of this order."),
    Why.MORE_THAN_ORDERED: lambda facts: (
        _("No more than %(left)s of it are still to be sent.") % {"left": facts.get("left", 0)}
    ),
    Why.BAD_CARRIER: lambda facts: _("Say who carries it, in at most sixty characters."),
    Why.BAD_TRACKING: lambda facts: _("A tracking number has Latin letters and digits, sixty at most."),
    Why.NOT_TO_A_CENTRE: lambda facts: _("This parcel does not go through a centre."),
    Why.NOT_BY_HERSELF: lambda facts: _("This parcel goes too far to be brought by hand."),
    Why.NOT_TOGETHER: lambda facts: _("Only parcels of one order, at one centre, can go on together."),
    Why.KEY_REUSED: lambda facts: _("Another request was sent under this key. Take a new one for each."),
    Why.KNOWN_ALREADY: lambda facts: _("This name stands for somebody already."),
    Why.BAD_RETURN: lambda facts: _("Buyers are sent back only to a site that was named beforehand."),
    Why.AT_WORK: lambda facts: _("This request is being done at this moment. Please ask again shortly."),
    Why.TOO_OFTEN: lambda facts: _("That was many times within a short while. Please try again later."),
}


def sentence(code: Why, facts: Mapping[str, object] | None = None) -> str:
    """Return what to tell the buyer, in the language that is active."""
    return SENTENCES[code](facts or {})


def sentence_for(refusal: RefusedError) -> str:
    """Return what to tell the buyer of a refusal."""
    return sentence(refusal.code, refusal.facts)
