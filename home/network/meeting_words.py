"""Words of business meetings: why not, what came of them, and news."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.network.domain.meetings import Came, MeetingWhy, Outcome

_WHY: Mapping[MeetingWhy, Callable[[], str]] = {
    MeetingWhy.OFF: lambda: _("The event is cancelled or not public."),
    MeetingWhy.NUMBERS: lambda: _("These numbers do not fit together."),
    MeetingWhy.DAYS: lambda: _(
        "Give one or two half days within the event that do not overlap and leave time for a meeting."
    ),
    MeetingWhy.PLANNED: lambda: _("Meetings are planned already: hours and tables stay as they are."),
    MeetingWhy.NO_SEAT: lambda: _("She has no seat at the event, or takes part no more."),
    MeetingWhy.TWICE: lambda: _("She takes part already, under another registration."),
    MeetingWhy.FOREIGN: lambda: _("This belongs to another event or to other people."),
    MeetingWhy.HERSELF: lambda: _("Choose two different people."),
    MeetingWhy.BUSY: lambda: _("One of the two has a meeting in that hour already."),
    MeetingWhy.TABLE: lambda: _("There is no such table, or it is taken in that hour."),
    MeetingWhy.MET: lambda: _("These two have a meeting already."),
    MeetingWhy.CALLED_OFF: lambda: _("This meeting is called off."),
    MeetingWhy.REASON: lambda: _("Write why."),
    MeetingWhy.EARLY: lambda: _("It is too early: the meeting has to be first."),
    MeetingWhy.DONE: lambda: _("What came of it is written down already."),
}
_OUTCOMES: Mapping[Outcome, tuple[str, Callable[[], str]]] = {
    Outcome.NO: ("close", lambda: _("Not this time")),
    Outcome.CALL: ("phone", lambda: pgettext("portal", "Call again")),
    Outcome.SAMPLE: ("parcel", lambda: _("A sample")),
    Outcome.ORDER: ("cart", lambda: _("An order")),
}
_CAME: Mapping[Came, tuple[str, Callable[[], str]]] = {
    Came.NOTHING: ("close", lambda: _("Nothing")),
    Came.TALKING: ("phone", lambda: _("We still talk")),
    Came.SAMPLE: ("parcel", lambda: _("A sample")),
    Came.ORDER: ("cart", lambda: _("An order")),
}
_NEWS: Mapping[str, Callable[[], str]] = {
    "meetings.told": lambda: _("Your business meetings are planned: %(event)s."),
    "meeting.placed": lambda: _("You have one more business meeting: %(event)s."),
    "meeting.moved": lambda: _("A business meeting of yours has another hour or table: %(event)s."),
    "meeting.off": lambda: _("A business meeting of yours is called off: %(event)s."),
    "meeting.followup": lambda: _("What came of your business meeting? %(event)s."),
}


def why_not_meet(why: MeetingWhy) -> str:
    """Return a refusal in words."""
    return _WHY[why]()


def outcomes() -> list[tuple[str, str, str]]:
    """Return code, sign and words of what can come of a meeting."""
    return [(one.value, sign, say()) for one, (sign, say) in _OUTCOMES.items()]


def answers() -> list[tuple[str, str, str]]:
    """Return code, sign and words of what can have come of it days later."""
    return [(one.value, sign, say()) for one, (sign, say) in _CAME.items()]


def meeting_news(kind: str, event: str) -> str:
    """Return what is told of meetings, in one sentence that names nobody but the event."""
    return _NEWS[kind]() % {"event": event}
