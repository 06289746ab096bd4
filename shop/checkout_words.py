"""The words of the checkout for codes: ways to send and to pay, and why one of them is not possible."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from shop.domain.abroad import ClosedReason
from shop.domain.delivery import Mode
from shop.gateways.base import Offering
from shop.reading.sending import DUTIES_UNKNOWN, FREIGHT

Text = Callable[[], str]

MODES: Mapping[str, tuple[Text, Text]] = {
    Mode.DIRECT: (
        lambda: _("Straight from each maker"),
        lambda: _("Each maker packs her own parcel. They arrive one by one."),
    ),
    Mode.CONSOLIDATED: (
        lambda: _("Gathered in one parcel"),
        lambda: _("The centre waits until everything is there, and sends one parcel."),
    ),
    Mode.PICK_UP: (
        lambda: _("Pick it up at the centre"),
        lambda: _("We tell you when everything is there. Bring the order number."),
    ),
}
METHODS: Mapping[str, tuple[Text, Text]] = {
    "cash": (
        lambda: _("Cash on delivery"),
        lambda: _("We call you to confirm. You pay the courier when the parcel is in your hands."),
    ),
    "transfer": (
        lambda: _("Bank transfer"),
        lambda: _(
            "The next page shows the account and a reference. The makers start when the money is here."
        ),
    ),
    "card": (
        lambda: _("Card"),
        lambda: _("You pay on the page of our bank, and come back here."),
    ),
}
CLOSED: Mapping[str, Text] = {
    ClosedReason.COUNTRY_CLOSED: lambda: _("Nothing is sent to this country at the moment."),
    ClosedReason.MARKET_CLOSED: lambda: _("We do not deliver to this country yet."),
    ClosedReason.NO_EXPORTER: lambda: _("Nobody is registered yet to export to this country."),
    ClosedReason.DUTIES_NOT_IN_TOTAL: lambda: _("We cannot say yet what duties you would pay."),
    ClosedReason.NO_RESPONSIBLE_PERSON: lambda: _("The European Union asks for a responsible person there."),
    ClosedReason.NO_CUSTOMS_HEADING: lambda: _("The customs number of a piece is missing."),
    ClosedReason.STAYS_IN_MOROCCO: lambda: _("Something in your cart may not leave Morocco."),
    ClosedReason.PAPERS_MISSING: lambda: _("Papers for something in your cart are missing."),
    FREIGHT: lambda: _("It is too heavy or too big for a parcel: ask us for an offer."),
    DUTIES_UNKNOWN: lambda: _("We cannot say what duties customs will ask for this value."),
}
NOT_OFFERED: Mapping[str, Text] = {
    "not_delivered_here": lambda: _("Only where a courier brings it to a door in Morocco."),
    "not_in_this_market": lambda: _("Not when you pay in this currency."),
    "refused_before": lambda: _("Not for this phone: parcels to it came back unpaid. Pay before, please."),
    "no_account": lambda: _("We have no account in this currency."),
}


def mode_text(mode: str) -> str:
    """Return the name of a way to send."""
    return _("By parcel, in several ways") if mode not in MODES else MODES[mode][0]()


def mode_detail(mode: str) -> str:
    """Return what happens on this way."""
    return MODES[mode][1]() if mode in MODES else ""


def closed_texts(reasons: Iterable[str]) -> list[str]:
    """Return a sentence for each reason why something is not sent."""
    return [CLOSED[reason]() for reason in reasons if reason in CLOSED]


def method_text(method: str) -> str:
    """Return the name of a way of paying; one that we do not know has its alias."""
    return METHODS[method][0]() if method in METHODS else method


def method_detail(method: str) -> str:
    """Return what happens after the order."""
    return METHODS[method][1]() if method in METHODS else ""


def not_offered_text(offering: Offering, limit: str) -> str:
    """Return why a way of paying is not offered; ``limit`` is the amount that it means, written."""
    if offering.reason == "above_limit":
        return _("Only up to %(limit)s in one order.") % {"limit": limit}
    if offering.reason == "above_open_limit":
        sentence = _("Only up to %(limit)s for all parcels that are on their way to one phone.")
        return sentence % {"limit": limit}
    text = NOT_OFFERED.get(offering.reason)
    return text() if text else _("Not possible for this order.")
