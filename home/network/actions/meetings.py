"""Business meetings are planned by wishes, placed or moved by hand with a reason, and called off."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from home.network.actions.meeting_guests import take_off
from home.network.actions.meeting_locks import locked_plan, standing, standing_of
from home.network.domain.meetings import (
    MeetingRefusedError,
    MeetingWhy,
    Placed,
    Wished,
    planned_tables,
    propose,
)
from home.network.models import Meeting, MeetingChair, MeetingGuest, MeetingHour, MeetingPlan, MeetingWish
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def propose_meetings(plan: MeetingPlan, *, actor: Actor, now: datetime | None = None) -> int:
    """Plan what guests wish, the heaviest first, beside what is planned already; return how many are new.

    Spare tables stay free. A pair whose meeting was called off is not planned again by itself. Hours that
    have begun are left alone. Raises ``MeetingRefusedError``: ``off``.
    """
    row, at = locked_plan(plan), now or timezone.now()
    hours = {one.pk: one for one in row.hours.filter(begins_at__gt=at)}
    people = set(standing_of(row).values_list("pk", flat=True))
    known = Meeting.objects.filter(hour__plan=row)
    off = set(known.filter(state=Meeting.State.OFF).values_list("first", "second"))
    taken = known.filter(state=Meeting.State.PLANNED).values_list("hour", "table", "first", "second")
    rows = MeetingWish.objects.filter(who__in=people, whom__in=people).values_list("who", "whom", "weight")
    wishes = [Wished(*one) for one in rows if (min(one[:2]), max(one[:2])) not in off]
    tables = planned_tables(row.tables, row.spare)
    found = propose(wishes, list(hours), tables, [Placed(*one) for one in taken])
    for one in found:
        _sit(Meeting(hour=hours[one.hour], table=one.table, first_id=one.first, second_id=one.second))
    record(verb="meetings.proposed", row=row, actor=actor, after={"meetings": len(found)})
    return len(found)


@transaction.atomic(durable=True)
def place(
    hour: MeetingHour, table: int, one: MeetingGuest, other: MeetingGuest, *, actor: Actor, reason: str
) -> Meeting:
    """Plan a meeting by hand, also at a spare table. Both are told, once the plan has been.

    Raises ``MeetingRefusedError``: ``off``, ``reason`` (none given), ``herself``, ``foreign`` (an hour or a
    guest of another event), ``no_seat``, ``table`` (there is none such, or it is taken), ``busy``, ``met``.
    """
    row = locked_plan(hour.plan)
    _check_reason(reason)
    if one.pk == other.pk:
        raise MeetingRefusedError(MeetingWhy.HERSELF, one.pk)
    standing(row, one, other)
    first, second = sorted((one, other), key=lambda guest: guest.pk)
    planned = Meeting.objects.filter(state=Meeting.State.PLANNED)
    if planned.filter(first=first, second=second).exists():
        raise MeetingRefusedError(MeetingWhy.MET)
    _check_free(row, hour, table, (first, second))
    meeting = _sit(Meeting(hour=hour, table=table, first=first, second=second, is_by_hand=True))
    where = {"hour": hour.pk, "table": table}
    record(verb="meeting.placed", row=meeting, actor=actor, reason=reason, after=where)
    if row.told_at is not None:
        announce("meeting.placed", key=f"meeting.placed:{meeting.pk}", meeting=meeting.pk)
    return meeting


@transaction.atomic(durable=True)
def move(meeting: Meeting, hour: MeetingHour, table: int, *, actor: Actor, reason: str) -> Meeting:
    """Move a meeting to another hour or table. Both are told, once the plan has been.

    Raises ``MeetingRefusedError``: ``off``, ``reason``, ``foreign``, ``called_off``, ``done`` (what came of
    it is known), ``no_seat``, ``table``, ``busy``.
    """
    row, found = _locked(meeting)
    _check_reason(reason)
    if found.outcome:
        raise MeetingRefusedError(MeetingWhy.DONE)
    standing(row, found.first, found.second)
    _check_free(row, hour, table, (found.first, found.second), but=found)
    before = {"hour": found.hour_id, "table": found.table}
    Meeting.objects.filter(pk=found.pk).update(hour=hour, table=table, is_by_hand=True)
    MeetingChair.objects.filter(meeting=found).update(hour=hour)
    after = {"hour": hour.pk, "table": table}
    act = record(verb="meeting.moved", row=found, actor=actor, reason=reason, before=before, after=after)
    if row.told_at is not None:
        announce("meeting.moved", key=f"meeting.moved:{found.pk}:{act.pk}", meeting=found.pk)
    found.hour, found.table, found.is_by_hand = hour, table, True
    return found


@transaction.atomic(durable=True)
def call_off(meeting: Meeting, *, actor: Actor, reason: str) -> Meeting:
    """Call a meeting off; both are told, once the plan has been.

    Raises ``MeetingRefusedError``: ``off``, ``reason``, ``called_off``, ``done``.
    """
    _row, found = _locked(meeting)
    _check_reason(reason)
    if found.outcome:
        raise MeetingRefusedError(MeetingWhy.DONE)
    take_off(found)
    record(verb="meeting.off", row=found, actor=actor, reason=reason)
    return found


def _locked(meeting: Meeting) -> tuple[MeetingPlan, Meeting]:
    row = locked_plan(MeetingPlan.objects.get(hours__meetings=meeting))
    found = Meeting.objects.select_related("hour__plan", "first", "second").get(pk=meeting.pk)
    if found.state != Meeting.State.PLANNED:
        raise MeetingRefusedError(MeetingWhy.CALLED_OFF)
    return row, found


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise MeetingRefusedError(MeetingWhy.REASON)


def _check_free(
    plan: MeetingPlan,
    hour: MeetingHour,
    table: int,
    guests: tuple[MeetingGuest, MeetingGuest],
    but: Meeting | None = None,
) -> None:
    if hour.plan_id != plan.pk:
        raise MeetingRefusedError(MeetingWhy.FOREIGN)
    others = Meeting.objects.filter(hour=hour, state=Meeting.State.PLANNED).exclude(pk=but.pk if but else 0)
    if not 1 <= table <= plan.tables or others.filter(table=table).exists():
        raise MeetingRefusedError(MeetingWhy.TABLE)
    busy = MeetingChair.objects.filter(meeting__in=others, guest__in=guests).first()
    if busy is not None:
        raise MeetingRefusedError(MeetingWhy.BUSY, busy.guest_id)


def _sit(meeting: Meeting) -> Meeting:
    """Write a meeting with its two chairs."""
    meeting.save(force_insert=True)
    MeetingChair.objects.bulk_create(
        MeetingChair(meeting=meeting, hour=meeting.hour, guest_id=guest)
        for guest in (meeting.first_id, meeting.second_id)
    )
    return meeting
