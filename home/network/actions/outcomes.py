"""What came of a business meeting: said at its table, and asked again after 7 and 30 days."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from home.network.domain.meetings import FOLLOW_UPS, Came, MeetingRefusedError, MeetingWhy, Outcome
from home.network.models import FollowUp, Meeting, MeetingGuest
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor

AT_ONCE = 200


@transaction.atomic(durable=True)
def say_outcome(
    meeting: Meeting,
    outcome: Outcome,
    *,
    actor: Actor,
    by: MeetingGuest | None = None,
    now: datetime | None = None,
) -> Meeting:
    """Say what came of a meeting; said again, the last word counts. ``by`` is who of the two says it.

    What was of use is asked about again after 7 and 30 days. Raises ``MeetingRefusedError``: ``foreign`` (it
    is not her meeting), ``called_off``, ``early`` (it has not begun).
    """
    at = now or timezone.now()
    row: Meeting = Meeting.objects.locked().select_related("hour").get(pk=meeting.pk)
    if by is not None and by.pk not in (row.first_id, row.second_id):
        raise MeetingRefusedError(MeetingWhy.FOREIGN)
    if row.state != Meeting.State.PLANNED:
        raise MeetingRefusedError(MeetingWhy.CALLED_OFF)
    if row.hour.begins_at > at:
        raise MeetingRefusedError(MeetingWhy.EARLY)
    before = row.outcome
    row.outcome, row.outcome_at = outcome.value, at
    row.save(update_fields=["outcome", "outcome_at"])
    _ask_again(row, outcome, timezone.localdate(row.hour.begins_at))
    record(
        verb="meeting.outcome",
        row=row,
        actor=actor,
        before={"outcome": before},
        after={"outcome": outcome.value},
    )
    return row


@transaction.atomic(durable=True)
def say_what_came(
    asked: FollowUp,
    came: Came,
    *,
    actor: Actor,
    by: MeetingGuest | None = None,
    now: datetime | None = None,
) -> FollowUp:
    """Answer what has come of a meeting since; the first answer counts.

    Raises ``MeetingRefusedError``: ``foreign``, ``early`` (its day has not come), ``done`` (it is answered).
    """
    at = now or timezone.now()
    row: FollowUp = FollowUp.objects.locked().select_related("meeting").get(pk=asked.pk)
    if by is not None and by.pk not in (row.meeting.first_id, row.meeting.second_id):
        raise MeetingRefusedError(MeetingWhy.FOREIGN)
    if row.due_on > timezone.localdate(at):
        raise MeetingRefusedError(MeetingWhy.EARLY)
    if row.done_at is not None:
        raise MeetingRefusedError(MeetingWhy.DONE)
    row.came, row.done_at = came.value, at
    row.save(update_fields=["came", "done_at"])
    record(verb="meeting.followed", row=row, actor=actor, after={"came": came.value})
    return row


def ask_what_came(*, now: datetime | None = None) -> int:
    """Have both told, once, that somebody asks what came of their meeting; return how many were due."""
    at = now or timezone.now()
    due = FollowUp.objects.filter(due_on__lte=timezone.localdate(at), told_at=None, done_at=None)
    return sum(_ask(pk, at) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic(durable=True)
def _ask(pk: int, at: datetime) -> int:
    asked = FollowUp.objects.filter(pk=pk, told_at=None, done_at=None).update(told_at=at)
    if asked:
        announce("meeting.followup", key=f"meeting.followup:{pk}", follow_up=pk)
    return int(asked)


def _ask_again(meeting: Meeting, outcome: Outcome, day: date) -> None:
    """Nothing is asked about what led to nothing; what was answered already stays."""
    if outcome == Outcome.NO:
        FollowUp.objects.filter(meeting=meeting, done_at=None).delete()
        return
    for days in FOLLOW_UPS:
        FollowUp.objects.get_or_create(
            meeting=meeting, days=days, defaults={"due_on": day + timedelta(days=days)}
        )
