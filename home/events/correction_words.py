"""What is said of corrections."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from home.events.domain.attendance import Answer
from home.events.door_words import WORDS

EDITED = gettext_noop("Edited and published anew.")
"""The reason of a correction that an editor made by publishing: nobody was asked for one."""
_REFUSED: Mapping[str, Callable[[], str]] = {
    "no_reason": lambda: _("Say why. Everybody can read it."),
    "long_reason": lambda: _("Say it in 200 characters at most."),
    "names": lambda: _("Everybody can read why: leave the name out."),
    "absent": lambda: _("This half day is not written down."),
    "unknown": WORDS[Answer.UNKNOWN],
}


def refused(why: str) -> str:
    """Say why nothing was corrected, in the language that is active."""
    return _REFUSED[why]() if why in _REFUSED else WORDS[Answer(why)]()


def reason_said(reason: str) -> str:
    """Return why something was corrected as its readers see it: what was typed, or a sentence of ours."""
    return _(EDITED) if reason == EDITED else reason
