"""What the buyer is told of one maker's part: a sentence for each step of it."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

SENTENCES: Mapping[str, Callable[[], str]] = {
    "part.accepted": lambda: _("%(maker)s has accepted your order %(number)s."),
    "part.declined": lambda: _(
        "%(maker)s could not take your order %(number)s. You pay nothing for it; "
        "what you have paid for it is given back."
    ),
    "part.shipped": lambda: _("Your parcel from %(maker)s is on its way: order %(number)s."),
    "part.delivered": lambda: _(
        "Order %(number)s from %(maker)s has arrived. "
        "If something is wrong, tell us on the page of your order."
    ),
}


def sentence_of(kind: str, *, maker: str, number: str) -> str:
    """Return the sentence for a step, in the language that is active. Raises ``KeyError`` for others."""
    return SENTENCES[kind]() % {"maker": maker, "number": number}
