"""What is said about seats in a reading room: in letters, on pages, at the desk."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from home.library.domain.room import Answer, Why

NEWS: Mapping[str, str] = {
    "visit.booked": gettext_noop("You have a seat in the reading room."),
    "visit.cancelled": gettext_noop("Your seat in the reading room is given back."),
    "visit.closed": gettext_noop("The reading room is shut on that day: please choose another one."),
}
REFUSALS: Mapping[Why, str] = {
    Why.TWICE: gettext_noop(
        "This phone or e-mail has a seat then already. Look for the message with your link."
    ),
    Why.FULL: gettext_noop("All seats of that half day are taken. Please choose another one."),
    Why.SHUT: gettext_noop("The reading room is shut then. Please choose another half day."),
    Why.PAST: gettext_noop("That half day is over. Please choose another one."),
    Why.FAR: gettext_noop("That is too far ahead: seats are booked for the next two weeks."),
}
ANSWERS: Mapping[Answer, str] = {
    Answer.DONE: gettext_noop("Welcome: the arrival is written down."),
    Answer.AGAIN: gettext_noop("She has come already; nothing was changed."),
    Answer.UNKNOWN: gettext_noop("No seat in this room has that code."),
    Answer.CANCELLED: gettext_noop("This seat was given back."),
    Answer.OTHER_DAY: gettext_noop("This code is for another day."),
}
say: Callable[[str], str] = _


def news(kind: str) -> str:
    """Return the sentence for what happened, in the language that is active."""
    return say(NEWS[kind])


def refusal(why: Why) -> str:
    """Return the sentence for why not, in the language that is active."""
    return say(REFUSALS[why])


def answer_said(answer: Answer) -> str:
    """Return what the desk is told of a code, in the language that is active."""
    return say(ANSWERS[answer])
