"""The awards on the portal's home: a tile, and the nominations that wait for her yes."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.awards.models import Nomination
from producers.domain.grants import Permission
from producers.portal.acting import Acting
from producers.portal.tasks import Task, Today, add_task, add_today

NEEDS = Permission.EDIT_PROFILE
"""Who may speak for her on her page may nominate her; she alone says yes."""


def add_tasks() -> None:
    """Add the tile and the news; for ``AppConfig.ready``."""
    add_task(Task("awards", gettext_lazy("Awards"), "star", "awards_portal:awards", NEEDS, 57))
    add_today(asked_today)


def asked_today(acting: Acting) -> Iterable[Today]:
    """Say that somebody nominated her: she answers herself, nobody for her."""
    if acting.is_agent:
        return
    for one in Nomination.objects.filter(organisation=acting.organisation, state="asked"):
        url = reverse("awards:answer", args=[one.token])
        yield Today(_("You are nominated: say yes or no"), "star", url, 3)
