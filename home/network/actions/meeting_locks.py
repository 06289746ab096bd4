"""What every change of business meetings looks at first, under the lock of their plan."""

from django.db.models import Q, QuerySet

from home.events.models import Registration
from home.network.domain.meetings import MeetingRefusedError, MeetingWhy
from home.network.models import MeetingGuest, MeetingPlan


def locked_plan(plan: MeetingPlan) -> MeetingPlan:
    """Lock a plan: who changes meetings of one event comes after who does so already.

    Raises ``MeetingRefusedError``: ``off`` when the event is cancelled or not public.
    """
    row: MeetingPlan = MeetingPlan.objects.locked().select_related("event").get(pk=plan.pk)
    if row.event.is_cancelled or not row.event.live:
        raise MeetingRefusedError(MeetingWhy.OFF)
    return row


def standing(plan: MeetingPlan, *guests: MeetingGuest) -> None:
    """See that these take part in this plan and still have their seats at the event.

    Raises ``MeetingRefusedError``: ``foreign``, ``no_seat``.
    """
    for guest in guests:
        if guest.plan_id != plan.pk:
            raise MeetingRefusedError(MeetingWhy.FOREIGN, guest.pk)
        if not standing_of(plan).filter(pk=guest.pk).exists():
            raise MeetingRefusedError(MeetingWhy.NO_SEAT, guest.pk)


def standing_of(plan: MeetingPlan) -> "QuerySet[MeetingGuest]":
    """Return those who take part: not out, and with a seat at the event."""
    return MeetingGuest.objects.filter(plan=plan, out_at=None, registration__state=Registration.State.SEATED)


def for_guest(guests: "QuerySet[MeetingGuest]", seat: Registration) -> "QuerySet[MeetingGuest]":
    """Keep guests who are the person of a registration: the same maker, or reached in the same way."""
    same = Q(pk__in=())
    if seat.organisation_id is not None:
        same |= Q(registration__organisation=seat.organisation_id)
    if seat.person:
        same |= Q(registration__person=seat.person)
    return guests.filter(same)
