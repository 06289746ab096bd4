"""The words of a maker's own money: short, in the feminine, and none that needs bookkeeping."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shop.domain.payouts import Kind, PayoutWhy
from shop.portal.order_words import Sign

Word = Callable[[], str]

_MOVES: Mapping[str, Word] = {
    "part.placed": lambda: _("Sold"),
    "part.earned": lambda: _("Sold and arrived"),
    "part.unearned": lambda: _("It came back"),
    "part.return_cost": lambda: _("The way back of a parcel"),
    "part.exchanged": lambda: _("Changed into dirhams"),
    "delivery.exchanged": lambda: _("Changed into dirhams"),
    "payout.sent": lambda: _("Paid to you"),
    "payout.failed": lambda: _("Did not arrive: still yours"),
    "payout.returned": lambda: _("Did not arrive: still yours"),
    "payout.netted": lambda: _("Cash that you have already"),
    "hold.kept": lambda: _("Kept for a time"),
    "hold.freed": lambda: _("No longer kept"),
}
_STATES: Mapping[str, Word] = {
    "pending": lambda: _("It is being prepared"),
    "sent": lambda: pgettext("maker", "On its way to you"),
    "confirmed": lambda: _("Paid"),
    "failed": lambda: _("It did not arrive: it is still yours"),
    "returned": lambda: _("It did not arrive: it is still yours"),
}
_KINDS: Mapping[Kind, tuple[Word, str]] = {
    Kind.BANK: (lambda: _("Bank account"), "bank"),
    Kind.MOBILE: (lambda: _("Money on the phone"), "card"),
    Kind.AGENCY: (lambda: _("Cash at an agency"), "cash"),
    Kind.STRIPE: (lambda: _("Account at Stripe"), "globe"),
    Kind.AGENT: (lambda: _("Cash from the agent"), "people"),
}
_REFUSED: Mapping[PayoutWhy, Word] = {
    PayoutWhy.SAME_DESTINATION: lambda: _("You are paid there already."),
    PayoutWhy.LENDER: lambda: _("Your money cannot go to an association, nor to its phone."),
    PayoutWhy.NO_GRANT: lambda: _("You have not let this association receive your money."),
}


def move(kind: str) -> str:
    """Say what moved on her account."""
    return _MOVES[kind]() if kind in _MOVES else _("Corrected")


def payout_state(status: str) -> str:
    """Say how far a payout is."""
    return _STATES[status]() if status in _STATES else ""


def kinds() -> list[Sign]:
    """Return how she may be paid; what an agent hands over is agreed with the centre."""
    return [kind_sign(kind) for kind in (Kind.BANK, Kind.MOBILE, Kind.AGENCY)]


def kind_sign(kind: Kind) -> Sign:
    """Return the word and the icon of a way of being paid."""
    label, icon = _KINDS[kind]
    return Sign(kind.value, label(), icon)


def refused(code: PayoutWhy) -> str:
    """Say why a place is not taken."""
    return _REFUSED[code]() if code in _REFUSED else _("This cannot be. Nothing was changed.")
