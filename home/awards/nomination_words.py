"""What is said about nominations: in letters, on pages, and when one is not taken."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from home.awards.domain.nominating import Why

REFUSALS: Mapping[Why, str] = {
    Why.CLOSED: gettext_noop("Nominations are not open today. Look at the days of this edition."),
    Why.UNKNOWN: gettext_noop("This category does not exist in this edition."),
    Why.WITHDRAWN: gettext_noop("This person does not take part in this edition: she decided so herself."),
    Why.GONE: gettext_noop("This producer is not with us any more."),
    Why.UNREACHABLE: gettext_noop("Give her phone number or e-mail: she is asked whether she agrees."),
    Why.STATE: gettext_noop("This is not possible any more. Load the page again."),
    Why.DESK_CLOSED: gettext_noop(
        "Eligibility is decided after nominations close and before the jury begins."
    ),
    Why.UNANSWERED: gettext_noop("Answer each requirement with yes or no."),
    Why.NO_REASON: gettext_noop("Say why: she reads it."),
    Why.OTHER: gettext_noop("Choose another nomination of the same category."),
    Why.PICTURES: gettext_noop("Send three pictures at most."),
    Why.NO_VISIT: gettext_noop("Visits are over, or somebody has been there already. Call us."),
}
NEWS: Mapping[str, str] = {
    "nomination.asked": gettext_noop(
        "You are nominated. Do you agree? Nothing is looked at before you say yes."
    ),
    "nomination.agreed": gettext_noop("You take part. You can withdraw at any time."),
    "nomination.refused": gettext_noop("You do not take part. Nothing of you is looked at."),
    "nomination.withdrawn": gettext_noop("You do not take part any more. Nothing of you is scored."),
    "nomination.eligible": gettext_noop("Good news: you go on to the next step."),
    "nomination.ineligible": gettext_noop(
        "Thank you for taking part. This time you do not go on, and this says nothing about your work."
    ),
}
TO_BACKERS: Mapping[str, str] = {
    "nomination.eligible": gettext_noop("Good news: whom you nominated goes on to the next step."),
    "nomination.ineligible": gettext_noop(
        "Thank you for your nomination. This time it does not go on; she was told why."
    ),
}
say: Callable[[str], str] = _


def refusal(why: Why) -> str:
    """Return the sentence for why not, in the language that is active."""
    return say(REFUSALS[why])


def news(kind: str) -> str:
    """Return what she is told, in the language that is active."""
    return say(NEWS[kind])


def news_for_backers(kind: str) -> str:
    """Return what those who nominated are told; empty where they are told nothing."""
    return say(TO_BACKERS[kind]) if kind in TO_BACKERS else ""
