"""What a juror, or the office, is told when something of the jury is not done."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from home.awards.domain.jury import Why

REFUSALS: Mapping[Why, str] = {
    Why.CLOSED: gettext_noop("The jury is not at work now."),
    Why.HANDED_IN: gettext_noop("You have handed in: nothing changes any more."),
    Why.CONFLICT: gettext_noop("You stand aside for this nominee, so you do not score her."),
    Why.MARKS: gettext_noop("Give each criterion a mark from 0 to 4."),
    Why.INCOMPLETE: gettext_noop("Somebody is not scored yet, or a juror has not handed in."),
    Why.TWICE: gettext_noop("She is a juror already."),
    Why.TIE: gettext_noop("Some are even: say who comes first, and why."),
    Why.NO_REASON: gettext_noop("Say why: it is kept."),
    Why.NAMED: gettext_noop("Her name, number or e-mail stands in this text. Jurors read it: take it out."),
}
say: Callable[[str], str] = _


def refusal(why: Why) -> str:
    """Return the sentence for why not, in the language that is active."""
    return say(REFUSALS[why])
