"""What the screens say when something is refused, in her words."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from shop.domain.price_helper import AmountFault
from shop.domain.sketch_errors import SketchError, SketchFault

AMOUNTS: Mapping[AmountFault, Callable[[], str]] = {
    AmountFault.EMPTY: lambda: _("Write a number first."),
    AmountFault.NOT_A_NUMBER: lambda: _("Only digits, please: 180"),
    AmountFault.NOT_ABOVE_ZERO: lambda: _("The number must be above zero."),
    AmountFault.TOO_HIGH: lambda: _("This number is too big. Look at it again."),
    AmountFault.TOO_FINE: lambda: _("At most two digits after the point."),
}
FAULTS: Mapping[SketchFault, Callable[[Mapping[str, object]], str]] = {
    SketchFault.GONE: lambda facts: _("This product is no longer here."),
    SketchFault.SENT: lambda facts: _("You have sent this product already."),
    SketchFault.MISSING: lambda facts: _("Something is still missing."),
    SketchFault.SUSPENDED: lambda facts: _(
        "Your space is paused, so nothing can be sent now. What you made is kept. Call us."
    ),
    SketchFault.TOO_MANY: lambda facts: _("%(most)d photos are enough. Remove one first.") % facts,
    SketchFault.BAD_PICTURE: lambda facts: str(facts["message"]),
    SketchFault.CHANGED: lambda facts: (
        _("The number has changed meanwhile: %(on_hand)d. Touch again.") % facts
    ),
    SketchFault.PROMISED: lambda facts: _("A buyer has ordered this piece. Look at your orders."),
    SketchFault.TOO_LATE: lambda facts: _("The 30 days to undo are over. Call us."),
}


def amount_words(fault: AmountFault) -> str:
    """Say what is wrong with a number, beside its field."""
    return AMOUNTS[fault]()


def fault_words(error: SketchError) -> str:
    """Say why something is refused."""
    return FAULTS[error.fault](error.facts)
