"""What is said about seats: in letters, on pages, and when somebody cannot have one."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from home.events.domain.registering import Why

NEWS: Mapping[str, str] = {
    "seat.seated": gettext_noop("You have a seat."),
    "seat.waiting": gettext_noop("All seats are taken: you are on the waiting list."),
    "seat.offered": gettext_noop("A seat is free for you: take it before the time is over."),
    "seat.lapsed": gettext_noop("The seat that was kept for you went to the next one."),
    "seat.cancelled": gettext_noop("Your registration is cancelled."),
    "seat.soon": gettext_noop("You have a seat: it begins in two days."),
    "seat.tomorrow": gettext_noop("You have a seat: it begins tomorrow."),
    "seat.over": gettext_noop("It is over. Tell us what came of it for you: it is only told in sums."),
    "part.changed": gettext_noop("The day, the hours or the room have changed."),
    "event.cancelled": gettext_noop("The event is cancelled."),
    "event.changed": gettext_noop("The days, the hours or the place have changed."),
}
REFUSALS: Mapping[Why, str] = {
    Why.TWICE: gettext_noop(
        "This phone or e-mail is registered already. Look for the message with your link."
    ),
    Why.PAST: gettext_noop("It is over: one can register no more."),
    Why.CANCELLED: gettext_noop("It is cancelled: one can register no more."),
    Why.FOREIGN: gettext_noop("This is a part of another event."),
    Why.CLOSED: gettext_noop("Registration is closed."),
    Why.LATE: gettext_noop("The time is over: this seat went to the next one."),
}
say: Callable[[str], str] = _


def news(kind: str) -> str:
    """Return the sentence for what happened, in the language that is active."""
    return say(NEWS[kind])


def refusal(why: Why) -> str:
    """Return the sentence for why not, in the language that is active."""
    return say(REFUSALS[why])
