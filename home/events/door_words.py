"""What is said at the door."""

from django.utils.translation import gettext as _

from home.events.domain.attendance import Answer


def said(answer: Answer) -> str:
    """Return the sentence for what became of a code, in the language that is active."""
    return {
        Answer.DONE: _("Present: written down."),
        Answer.AGAIN: _("She was written down already in this half day."),
        Answer.UNKNOWN: _("Nobody has this code."),
        Answer.OTHER_EVENT: _("This code is of another event."),
        Answer.CANCELLED: _("This registration was cancelled."),
        Answer.NO_SEAT: _("She has no seat: she waits, or has not taken the one that was offered."),
        Answer.WRONG_DAY: _("This is no day of the event."),
    }[answer]
