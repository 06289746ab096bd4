"""The network on the portal's home: its tile, and what waits for her answer."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.network.domain.listings import SOON
from home.network.domain.meetings import FOLLOW_UPS
from home.network.models import FollowUp, Listing, Meeting, Talk
from producers.domain.grants import Permission
from producers.portal.acting import Acting
from producers.portal.tasks import Task, Today, add_task, add_today

NEEDS = Permission.EDIT_PROFILE
"""Who may speak for her on her page may speak for her to the other makers."""

SOON_MEETS, ASKED_FOR, MOST_ASKED = timedelta(days=2), timedelta(days=3), 2
"""Her meetings are named two days before; for three days after she is asked on her home what came of them."""


def add_tasks() -> None:
    """Add the tile and the news; for ``AppConfig.ready``."""
    add_task(Task("network", gettext_lazy("Network"), "people", "network_portal:network", NEEDS, 57))
    add_today(network_today)
    add_today(meetings_today)


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


def meetings_today(acting: Acting) -> Iterable[Today]:
    """Name her meetings to come, and ask what came of one, at once and days later."""
    if not acting.allows(NEEDS):
        return
    now, maker = timezone.now(), acting.organisation
    hers = Meeting.objects.filter(chairs__guest__registration__organisation=maker)
    open_ones = hers.filter(outcome="", hour__plan__event__status="planned", hour__plan__event__live=True)
    begun = open_ones.filter(hour__begins_at__range=(now - ASKED_FOR, now))
    one = begun.order_by("hour__begins_at").first()
    if one is not None:
        yield Today(_("What came of your meeting? One tap."), "table", _address(one), 2)
    asked = FollowUp.objects.filter(meeting__in=hers, done_at=None, due_on__lte=timezone.localdate())
    for row in asked.select_related("meeting")[:MOST_ASKED]:
        text = _("You met somebody a week ago. What came of it?")
        if row.days > min(FOLLOW_UPS):
            text = _("You met somebody a month ago. What came of it?")
        yield Today(text, "table", _address(row.meeting), 4)
    coming = open_ones.filter(hour__begins_at__range=(now, now + SOON_MEETS)).count()
    if coming:
        text = _("Your business meetings: %(count)s") % {"count": coming}
        yield Today(text, "table", reverse("network_portal:meetings"), 3)


def _address(meeting: Meeting) -> str:
    return reverse("network_portal:meeting", args=[meeting.export_id])
