"""What is said at the door."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from home.events.domain.attendance import Answer
from home.events.models import Attendance
from home.events.reading.cards import here
from home.events.reading.door import device_written

WORDS: Mapping[Answer, Callable[[], str]] = {
    Answer.DONE: lambda: _("Present: written down."),
    Answer.AGAIN: lambda: _("She was written down already in this half day."),
    Answer.UNKNOWN: lambda: _("Nobody has this code."),
    Answer.OTHER_EVENT: lambda: _("This code is of another event."),
    Answer.CANCELLED: lambda: _("This registration was cancelled."),
    Answer.NO_SEAT: lambda: _("She has no seat: she waits, or has not taken the one that was offered."),
    Answer.WRONG_DAY: lambda: _("This is no day of the event."),
    Answer.TOO_EARLY: lambda: _("This day is still to come: nobody can be present yet."),
    Answer.TAKEN_BACK: lambda: _("This half day was taken back by the office."),
    Answer.OTHER_PART: lambda: _("Her seat is in another part of the programme, not in this half day."),
}


def said(answer: Answer) -> str:
    """Return the sentence for what became of a code, in the language that is active."""
    return WORDS[answer]()


def said_again(first: Attendance) -> str:
    """Say who was in already, since when, and by which device."""
    parts = [first.registration.name, f"{here(first.at):%H:%M}", device_written(first)]
    return f"{said(Answer.AGAIN)} {' · '.join(filter(None, parts))}"
