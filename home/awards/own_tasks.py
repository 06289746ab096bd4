"""The awards on the portal's home: a tile, and the nominations that wait for her yes."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from home.awards.models import Nomination
from home.awards.reading.visits import to_visit
from producers.domain.grants import Permission
from producers.portal.acting import Acting
from producers.portal.tasks import Task, Today, add_task, add_today, keep_at_hand

NEEDS = Permission.EDIT_PROFILE
"""Who may speak for her on her page may nominate her; she alone says yes."""


def add_tasks() -> None:
    """Add the tile and the news; for ``AppConfig.ready``."""
    add_task(Task("awards", gettext_lazy("Awards"), "star", "awards_portal:awards", NEEDS, 57))
    add_today(asked_today)
    add_today(visits_today)
    keep_at_hand("awards_portal:visit", NEEDS, for_agents=True)


def asked_today(acting: Acting) -> Iterable[Today]:
    """Say that somebody nominated her: she answers herself, nobody for her."""
    if acting.is_agent:
        return
    for one in Nomination.objects.filter(organisation=acting.organisation, state="asked"):
        url = reverse("awards:answer", args=[one.token])
        yield Today(_("You are nominated: say yes or no"), "star", url, 3)


def visits_today(acting: Acting) -> Iterable[Today]:
    """Tell an agent that a nominee is to be visited."""
    if acting.is_agent and to_visit(acting.organisation, acting.actor.user_id, get_language() or "fr"):
        yield Today(_("Visit her: she is nominated"), "people", reverse("awards_portal:visit"), 4)
