"""Business meetings are opened with hours and tables; people take part, wish whom to meet, and step out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from home.events.models import Event, Registration
from home.network.actions.meeting_locks import for_guest, locked_plan, standing
from home.network.domain.meetings import (
    HEAVIEST,
    Half,
    MeetingRefusedError,
    MeetingWhy,
    Source,
    are_numbers_right,
    do_halves_fit,
    hours_of,
    matches,
)
from home.network.models import (
    Listing,
    Meeting,
    MeetingChair,
    MeetingGuest,
    MeetingHour,
    MeetingPlan,
    MeetingWish,
)
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor


@dataclass(frozen=True)
class Room:
    """How people meet: half days, minutes of a meeting and of the pause, tables, spare ones in per cent."""

    halves: Sequence[Half]
    minutes: int = 25
    pause: int = 5
    tables: int = 10
    spare: int = 15


@transaction.atomic(durable=True)
def open_meetings(event: Event, room: Room, *, actor: Actor) -> MeetingPlan:
    """Open business meetings at an event, or set hours and tables anew while nobody has a meeting.

    Raises ``MeetingRefusedError``: ``off``, ``numbers``, ``days`` (outside of the event, or overlapping),
    ``planned``.
    """
    locked = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    _check_room(locked, room)
    if Meeting.objects.filter(hour__plan__event=locked).exists():
        raise MeetingRefusedError(MeetingWhy.PLANNED)
    numbers = {name: getattr(room, name) for name in ("minutes", "pause", "tables", "spare")}
    plan: MeetingPlan = MeetingPlan.objects.update_or_create(event=locked, defaults=numbers)[0]
    plan.hours.all().delete()
    MeetingHour.objects.bulk_create(
        MeetingHour(plan=plan, begins_at=begins, ends_at=ends)
        for begins, ends in hours_of(room.halves, room.minutes, room.pause)
    )
    record(verb="meetings.opened", row=plan, actor=actor, after=numbers)
    return plan


@transaction.atomic(durable=True)
def take_part(
    plan: MeetingPlan, registration: Registration, *, actor: Actor, shows_name: bool = False
) -> MeetingGuest:
    """Let somebody who has a seat at the event take part; done again, her last word on her name counts.

    ``shows_name`` is her yes to being named to the other guests before a meeting is planned.

    Raises ``MeetingRefusedError``: ``off``, ``foreign`` (registered for another event), ``no_seat``,
    ``twice`` (she is in under another registration).
    """
    row, seat = locked_plan(plan), Registration.objects.select_related("places").get(pk=registration.pk)
    if seat.places.event_id != row.event_id:
        raise MeetingRefusedError(MeetingWhy.FOREIGN)
    if seat.state != Registration.State.SEATED:
        raise MeetingRefusedError(MeetingWhy.NO_SEAT)
    others = MeetingGuest.objects.filter(plan=row, out_at=None).exclude(registration=seat)
    if for_guest(others, seat).exists():
        raise MeetingRefusedError(MeetingWhy.TWICE)
    facts = {"out_at": None, "shows_name": shows_name}
    guest: MeetingGuest = MeetingGuest.objects.update_or_create(plan=row, registration=seat, defaults=facts)[
        0
    ]
    record(verb="guest.in", row=guest, actor=actor, after={"shows_name": shows_name})
    return guest


@transaction.atomic(durable=True)
def step_out(guest: MeetingGuest, *, actor: Actor, reason: str, now: datetime | None = None) -> None:
    """Let her take part no more; her meetings to come are called off, and the others are told.

    What has an outcome stays. Done twice, it is done. Raises ``MeetingRefusedError``: ``reason``.
    """
    if not reason.strip():
        raise MeetingRefusedError(MeetingWhy.REASON)
    MeetingPlan.objects.locked().get(pk=guest.plan_id)
    at = now or timezone.now()
    if not MeetingGuest.objects.filter(pk=guest.pk, out_at=None).update(out_at=at):
        return
    mine = Meeting.objects.filter(chairs__guest=guest, outcome="")
    for meeting in Meeting.objects.filter(pk__in=mine.values("pk")).select_related("hour__plan"):
        take_off(meeting)
    record(verb="guest.out", row=guest, actor=actor, reason=reason)


def take_off(meeting: Meeting) -> None:
    """Take a meeting off its table and let both know, in the transaction of the caller who holds the plan."""
    MeetingChair.objects.filter(meeting=meeting).delete()
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.OFF)
    meeting.state = Meeting.State.OFF
    if meeting.hour.plan.told_at is not None:
        announce("meeting.off", key=f"meeting.off:{meeting.pk}", meeting=meeting.pk)


@transaction.atomic(durable=True)
def wish(who: MeetingGuest, whom: MeetingGuest, weight: int, *, source: Source, actor: Actor) -> MeetingWish:
    """Wish to meet another guest of the same event; wished again, the last weight counts.

    Raises ``MeetingRefusedError``: ``off``, ``herself``, ``foreign``, ``no_seat``, ``numbers``.
    """
    row = locked_plan(who.plan)
    if who.pk == whom.pk:
        raise MeetingRefusedError(MeetingWhy.HERSELF)
    standing(row, who, whom)
    if not 1 <= weight <= HEAVIEST:
        raise MeetingRefusedError(MeetingWhy.NUMBERS)
    made: MeetingWish = MeetingWish.objects.update_or_create(
        who=who, whom=whom, defaults={"weight": weight, "source": source.value}
    )[0]
    record(verb="meeting.wished", row=made, actor=actor, after={"weight": weight, "source": source.value})
    return made


@transaction.atomic(durable=True)
def unwish(who: MeetingGuest, whom: MeetingGuest, *, actor: Actor) -> None:
    """Wish it no more. Done twice, it is done; a meeting that is planned stays until it is called off."""
    row = MeetingWish.objects.filter(who=who, whom=whom).first()
    if row is not None:
        record(verb="meeting.unwished", row=row, actor=actor)
        row.delete()


@transaction.atomic(durable=True)
def wish_by_match(plan: MeetingPlan, *, actor: Actor, now: datetime | None = None) -> int:
    """Write the wishes that follow from what guests need and offer; return how many are new.

    What was asked for stays as it is. Raises ``MeetingRefusedError``: ``off``.
    """
    row = locked_plan(plan)
    found = matches(_said_by_guests(row, timezone.localdate(now)))
    wishes = MeetingWish.objects.filter(who__plan=row)
    before = wishes.count()
    MeetingWish.objects.bulk_create(
        (
            MeetingWish(who_id=one.who, whom_id=one.whom, weight=one.weight, source=Source.MATCH.value)
            for one in found
        ),
        ignore_conflicts=True,
    )
    new: int = wishes.count() - before
    record(verb="meetings.matched", row=row, actor=actor, after={"matches": new})
    return new


@transaction.atomic(durable=True)
def tell_guests(plan: MeetingPlan, *, actor: Actor, now: datetime | None = None) -> None:
    """Tell everybody who takes part that her hours are there. From then on each change is told by itself.

    Raises ``MeetingRefusedError``: ``off``.
    """
    row, at = locked_plan(plan), now or timezone.now()
    MeetingPlan.objects.filter(pk=row.pk).update(told_at=at)
    record(verb="meetings.told", row=row, actor=actor)
    announce("meetings.told", key=f"meetings.told:{row.pk}:{at.isoformat()}", plan=row.pk)


def _said_by_guests(plan: MeetingPlan, today: date) -> list[tuple[int, str, str]]:
    """Return (guest, side, thing) of what makers and other guests need and offer."""
    guests = MeetingGuest.objects.filter(plan=plan, out_at=None)
    makers = guests.filter(registration__organisation__isnull=False)
    holding = Listing.objects.holding(today)
    found = []
    for whose, path in ((makers, "organisation"), (guests, "seat")):
        key = "registration__organisation" if path == "organisation" else "registration"
        keys = dict(whose.values_list(key, "pk"))
        rows = holding.filter(**{f"{path}__in": keys}).values_list(path, "side", "thing")
        found += [(keys[one], side, thing) for one, side, thing in rows]
    return found


def _check_room(event: Event, room: Room) -> None:
    if event.is_cancelled or not event.live:
        raise MeetingRefusedError(MeetingWhy.OFF)
    if not are_numbers_right(room.minutes, room.pause, room.tables, room.spare):
        raise MeetingRefusedError(MeetingWhy.NUMBERS)
    days = [timezone.localdate(moment) for half in room.halves for moment in (half.begins, half.ends)]
    is_within = all(event.first_day <= day <= event.last_day for day in days)
    if not is_within or not do_halves_fit(room.halves):
        raise MeetingRefusedError(MeetingWhy.DAYS)
    if not hours_of(room.halves, room.minutes, room.pause):
        raise MeetingRefusedError(MeetingWhy.DAYS)
