"""What is said about loans: in letters, on pages, at the desk."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from home.library.domain.lending import Why
from home.library.room_words import say

NEWS: Mapping[str, str] = {
    "loan.lent": gettext_noop("This is lent to you. Please bring it back by the day below."),
    "loan.due": gettext_noop("Please bring this back in the next days, or prolong it on your page."),
    "loan.late": gettext_noop("This should be back by now. Somebody else may wait for it: please bring it."),
    "loan.ready": gettext_noop("What you waited for is back, and kept for you until the day below."),
}
REFUSALS: Mapping[Why, str] = {
    Why.NO_CARD: gettext_noop("No reader has that code."),
    Why.NO_COPY: gettext_noop("No copy has that code."),
    Why.STAYS: gettext_noop("This is read in the room: it is not lent."),
    Why.OUT: gettext_noop("This copy is lent already. Take it back first."),
    Why.KEPT: gettext_noop("This copy is kept for somebody else who waited for it."),
    Why.MOST: gettext_noop("This reader has as many as her kind of reader may have."),
    Why.LATE: gettext_noop("Something is late: it has to come back first."),
    Why.IN: gettext_noop("Nobody has this copy."),
    Why.WAITED_FOR: gettext_noop("Somebody waits for it: it cannot be prolonged."),
    Why.RENEWED: gettext_noop("It has been prolonged as often as it may be."),
    Why.ON_THE_SHELF: gettext_noop("A copy stands on the shelf: come and take it."),
    Why.TWICE: gettext_noop("This reader has it, waits for it, or has a card already."),
}


def loan_news(kind: str) -> str:
    """Return the sentence for what happened, in the language that is active."""
    return say(NEWS[kind])


def loan_refusal(why: Why) -> str:
    """Return the sentence for why not, in the language that is active."""
    return say(REFUSALS[why])
