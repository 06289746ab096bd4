"""How the reasons of a rank and the states of an application are said: to her with a picture."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.stands.domain.fairness import Why
from home.stands.domain.states import ApplicationState

SAID = {
    Why.FIRST_TIME: _("first time"),
    Why.CAME_BEFORE: _("came before"),
    Why.WOMAN: _("woman"),
    Why.FAR: _("from another region: needs help to travel"),
    Why.NEW_CRAFT: _("a craft that nobody above shows"),
    Why.NEW_IN_GROUP: _("a craft that nobody above shows in her group"),
    Why.LOT: _("drawn by lot among equals"),
}


@dataclass(frozen=True)
class News:
    """What she is told of her application: the sentence, and its picture in the portal."""

    icon: str
    sentence: str | Promise


NEWS: Mapping[ApplicationState, News] = {
    ApplicationState.APPLIED: News("clock", _("We have your request for a stand. The answer comes here.")),
    ApplicationState.WAITING: News(
        "clock", _("No stand is free now. You wait: when one is free, we tell you.")
    ),
    ApplicationState.OFFERED: News("hand", _("A stand is free for you: take it before the day is over.")),
    ApplicationState.TO_PAY: News("coin", _("A stand is kept for you. It is yours once you have paid it.")),
    ApplicationState.PLACED: News("check", _("You have a stand.")),
    ApplicationState.REFUSED: News("info", _("No stand this time.")),
    ApplicationState.WITHDRAWN: News("close", _("You have taken it back: you have no stand.")),
    ApplicationState.LAPSED: News("clock", _("You did not take the stand in time. It went to the next one.")),
    ApplicationState.CANCELLED: News(
        "alert", _("This fair does not take place. What you have paid comes back to you.")
    ),
}


def news_of(state: str) -> News:
    """Return what she is told of an application in this state."""
    return NEWS[ApplicationState(state)]
