"""The network on the portal's home: its tile, and what waits for her answer."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.network.domain.listings import SOON
from home.network.models import Listing, Talk
from producers.domain.grants import Permission
from producers.portal.acting import Acting
from producers.portal.tasks import Task, Today, add_task, add_today

NEEDS = Permission.EDIT_PROFILE
"""Who may speak for her on her page may speak for her to the other makers."""


def add_tasks() -> None:
    """Add the tile and the news; for ``AppConfig.ready``."""
    add_task(Task("network", gettext_lazy("Network"), "people", "network_portal:network", NEEDS, 57))
    add_today(network_today)


def network_today(acting: Acting) -> Iterable[Today]:
    """Say who waits for an answer, and what is over soon."""
    if not acting.allows(NEEDS):
        return
    waiting = Talk.objects.filter(receiver=acting.organisation, state=Talk.State.ASKED).count()
    if waiting:
        text = ngettext(
            "%(count)s maker waits for your yes or no", "%(count)s makers wait for your yes or no", waiting
        )
        yield Today(text % {"count": waiting}, "mail", reverse("network_portal:talks"), 3)
    today = timezone.localdate()
    ending = Listing.objects.filter(
        organisation=acting.organisation, ended_at=None, until__range=(today, today + SOON)
    )
    if ending.exists():
        yield Today(_("Does what you need or offer still hold?"), "clock", reverse("network_portal:mine"), 7)
