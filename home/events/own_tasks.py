"""The agenda on the portal's home: its tile, and the seats that she has."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from home.events.models import Registration
from home.events.reading.her_seats import seats_of, to_be_told
from home.events.reading.seats import seat_shown
from producers.domain.grants import Permission
from producers.portal.acting import Acting
from producers.portal.tasks import Task, Today, add_task, add_today

NEEDS = Permission.EDIT_PROFILE
"""Who may speak for her on her page may register her."""


def add_tasks() -> None:
    """Add the tile and the news; for ``AppConfig.ready``."""
    add_task(Task("agenda", gettext_lazy("Agenda"), "calendar", "events:portal_agenda", NEEDS, 56))
    add_today(seats_today)
    add_today(told_today)


def seats_today(acting: Acting) -> Iterable[Today]:
    """Say which seats she has, the nearest first; one that is offered is pressing."""
    if not acting.allows(NEEDS):
        return
    lang = get_language() or "fr"
    for one in seats_of(acting.organisation, timezone.localdate()):
        seat, is_offer = seat_shown(one, lang), one.state == Registration.State.OFFERED
        said = _("A seat is free for you: %(what)s") if is_offer else _("You have a seat: %(what)s")
        yield Today(
            said % {"what": f"{seat.title.text} · {seat.when}"},
            "calendar",
            reverse("events:seat", args=[one.token])
            if is_offer
            else reverse("events:portal_event", args=[one.places.event.slug]),
            1 if is_offer else 6,
        )


def told_today(acting: Acting) -> Iterable[Today]:
    """Say whom she has registered and has to tell something, who gets no messages."""
    if acting.actor.user_id is None or not acting.allows(NEEDS):
        return
    for one in to_be_told(acting.actor.user_id, timezone.localdate()):
        is_offer = one.state == Registration.State.OFFERED
        said = _("Tell %(name)s: a seat is free for her") if is_offer else _("Tell %(name)s: it begins soon")
        yield Today(
            said % {"name": one.name},
            "phone",
            reverse("events:portal_other", args=[one.places.event.slug]),
            2 if is_offer else 4,
        )
