"""What the ground floor puts on the portal's home: who helps her, and what was done for her."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from producers.domain.grants import Permission
from producers.models import GrantRequest
from producers.portal.acting import Acting
from producers.portal.tasks import Task, Today, add_task, add_today
from producers.reading.helpers import requests_to, unseen_by

HELPERS = Task(
    "helpers",
    gettext_lazy("Who helps me"),
    "people",
    "portal:helpers",
    Permission.EDIT_PROFILE,
    80,
    is_her_own=True,
)


def add_to_home() -> None:
    """Put it there; called when the app is ready."""
    add_task(HELPERS)
    add_today(what_concerns_help)


def what_concerns_help(acting: Acting) -> Iterator[Today]:
    """Yield what was done for her and what she is asked; to herself only."""
    if acting.is_agent:
        return
    count = unseen_by(acting.organisation)
    if count:
        words = ngettext("%(count)s thing was done for you", "%(count)s things were done for you", count)
        yield Today(words % {"count": count}, "people", reverse("portal:done"), urgency=4)
    if requests_to(acting.organisation).filter(status=GrantRequest.Status.ASKED).exists():
        yield Today(_("Somebody wants to help you"), "people", reverse("portal:helpers"), urgency=2)
