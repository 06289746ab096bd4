"""Business meetings as the office lists them: events, guests, wishes, and questions that wait."""

from datetime import date
from typing import Any

from django.db.models import Count, Q

from home.network.models import FollowUp, Meeting, MeetingGuest, MeetingPlan, MeetingWish
from home.network.reading.meetings import event_title, guest_kind, guest_name

MOST = 200


def plan_rows(lang: str) -> list[dict[str, Any]]:
    """Return the events with business meetings, the latest first, with how many meet and what came of it."""
    planned = Q(hours__meetings__state=Meeting.State.PLANNED)
    rows = MeetingPlan.objects.select_related("event").annotate(
        people=Count("guests", filter=Q(guests__out_at=None), distinct=True),
        planned=Count("hours__meetings", filter=planned, distinct=True),
        held=Count("hours__meetings", filter=planned & ~Q(hours__meetings__outcome=""), distinct=True),
    )
    return [{"plan": one, "title": event_title(one, lang)} for one in rows[:MOST]]


def guest_rows(plan: MeetingPlan, lang: str) -> list[dict[str, Any]]:
    """Return who takes part, by name, with how many meetings each has."""
    rows = MeetingGuest.objects.filter(plan=plan).select_related("registration__organisation")
    counted = rows.annotate(meetings=Count("chairs")).order_by("out_at", "pk")
    found = [
        {
            "guest": one,
            "name": guest_name(one, lang),
            "kind": guest_kind(one),
            "has_seat": one.registration.state == "seated",
        }
        for one in counted
    ]
    return sorted(found, key=lambda row: (row["guest"].out_at is not None, row["name"]))


def wish_rows(plan: MeetingPlan, lang: str) -> list[dict[str, Any]]:
    """Return the wishes, the heaviest first, and whether each is planned."""
    rows = MeetingWish.objects.filter(who__plan=plan, who__out_at=None, whom__out_at=None)
    rows = rows.select_related("who__registration__organisation", "whom__registration__organisation")
    planned = Meeting.objects.filter(hour__plan=plan, state=Meeting.State.PLANNED)
    met = set(planned.values_list("first", "second"))
    return [
        {
            "wish": one,
            "who": guest_name(one.who, lang),
            "whom": guest_name(one.whom, lang),
            "is_planned": (min(one.who_id, one.whom_id), max(one.who_id, one.whom_id)) in met,
        }
        for one in rows[:MOST]
    ]


def open_questions(lang: str, today: date) -> list[dict[str, Any]]:
    """Return the meetings about which it is time to ask what came of them, the oldest first."""
    rows = FollowUp.objects.filter(done_at=None, due_on__lte=today).select_related(
        "meeting__hour__plan__event",
        "meeting__first__registration__organisation",
        "meeting__second__registration__organisation",
    )
    return [
        {
            "asked": one,
            "title": event_title(one.meeting.hour.plan, lang),
            "first": guest_name(one.meeting.first, lang),
            "second": guest_name(one.meeting.second, lang),
        }
        for one in rows[:MOST]
    ]
