"""What is said when an edition cannot go on."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from home.awards.domain.editions import Why

REFUSALS: Mapping[Why, str] = {
    Why.ORDER: gettext_noop("This is not the step that comes next. Load the page again."),
    Why.NOT_PUBLIC: gettext_noop(
        "Publish the edition first: nobody can nominate for a page that is not there."
    ),
    Why.NO_CATEGORY: gettext_noop("There is no category yet."),
    Why.NO_CRITERIA: gettext_noop("A category has no criterion: nothing could be scored."),
    Why.UNDECIDED: gettext_noop("Some nominations are not decided yet."),
    Why.NO_JURY: gettext_noop("There is no juror yet."),
    Why.JURY_WORKS: gettext_noop("A juror has not handed in. Wait for her, or note why she is absent."),
    Why.TIE: gettext_noop(
        "A category has no places yet: decide it first. Where some are even, a person decides."
    ),
}
say: Callable[[str], str] = _


def refusal(why: Why) -> str:
    """Return the sentence for why not, in the language that is active."""
    return say(REFUSALS[why])
