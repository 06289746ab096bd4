"""Booking a seat in a reading room, giving it back, coming, and closing a day."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from home.library.domain.room import Answer, NoSeatError, Reader, Why, arrival, read_code, why_no_slot
from home.library.models import ClosedDay, Document, Room, Sitting, Visit
from home.library.reading.room import closed_days, hours_of
from producers.actions.announce import announce
from producers.actions.record import record
from producers.digests import keyed
from producers.domain.actors import Actor

PURPOSE = "reading"


@transaction.atomic(durable=True)
def book_visit(
    room: Room,
    day: date,
    half: str,
    reader: Reader,
    *,
    actor: Actor,
    document: Document | None = None,
    now: datetime | None = None,
) -> Visit:
    """Give a seat for a half day.

    One statement takes it, so that two who press at once never get the same. ``actor`` is she herself, or
    whoever books for her at the desk. Raises ``NoSeatError``: shut, over, too far, full, booked already.
    """
    room = Room.objects.select_for_update().get(pk=room.pk)  # a day that is being closed takes no booking
    here = timezone.localtime(now)
    why = why_no_slot(day, half, hours=hours_of(room), closed=closed_days(room), now=here)
    if why or not room.takes_bookings:
        raise NoSeatError(why or Why.SHUT)
    sitting, _is_new = Sitting.objects.get_or_create(
        room=room, day=day, half=half, defaults={"capacity": room.seats}
    )
    if not Sitting.objects.take(sitting.pk):
        raise NoSeatError(Why.FULL)
    visit = _write(sitting, reader, document)
    record(verb="visit.book", row=visit, actor=actor, after={"day": day.isoformat(), "half": half})
    announce("visit.booked", key=f"visit.booked:{visit.pk}", visit=visit.pk)
    return visit


@transaction.atomic(durable=True)
def cancel_visit(visit: Visit, *, actor: Actor) -> Visit:
    """Give a seat back. Does nothing twice, and nothing once she came."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if _cancel(visit, actor=actor, reason=""):
        announce("visit.cancelled", key=f"visit.cancelled:{visit.pk}", visit=visit.pk)
    return visit


@transaction.atomic(durable=True)
def arrive(
    room: Room, typed: str, *, actor: Actor, now: datetime | None = None
) -> tuple[Answer, Visit | None]:
    """Write down that whoever has this code came today. A second time changes nothing."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("sitting", "kind", "document")
    visit = rows.filter(code=read_code(typed), sitting__room=room).first()
    if visit is None:
        return Answer.UNKNOWN, None
    moment = now or timezone.now()
    today, day = timezone.localdate(moment), visit.sitting.day
    answer = arrival(state=visit.state, day=day, today=today, has_come=visit.came_at is not None)
    if answer == Answer.DONE:
        visit.came_at = moment
        visit.save(update_fields=["came_at"])
        record(verb="visit.arrive", row=visit, actor=actor)
    return answer, visit


@transaction.atomic(durable=True)
def close_day(room: Room, day: date, *, actor: Actor, reason: str = "") -> int:
    """Keep a room shut for a day; whoever had a seat loses it and is told. Return how many."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    closed, is_new = ClosedDay.objects.get_or_create(room=room, day=day, defaults={"reason": reason[:120]})
    if not is_new:
        return 0
    record(verb="room.close", row=closed, actor=actor, reason=reason, after={"day": day.isoformat()})
    rows = Visit.objects.select_for_update(of=("self",)).filter(sitting__room=room, sitting__day=day)
    lost = [one for one in rows.order_by("pk") if _cancel(one, actor=actor, reason=reason)]
    for one in lost:
        announce("visit.closed", key=f"visit.closed:{one.pk}", visit=one.pk)
    return len(lost)


def fit_seats(room: Room, today: date) -> None:
    """Bring half days to come to the number of seats that the room has now; nobody loses hers."""
    coming = Sitting.objects.filter(room=room, day__gte=today)
    coming.update(capacity=Greatest(F("taken"), room.seats))


def _cancel(visit: Visit, *, actor: Actor, reason: str) -> bool:
    if visit.state != Visit.State.BOOKED or visit.came_at is not None:
        return False
    visit.state = Visit.State.CANCELLED
    visit.save(update_fields=["state"])
    Sitting.objects.give_back(visit.sitting_id)
    record(
        verb="visit.cancel",
        row=visit,
        actor=actor,
        reason=reason,
        before={"state": "booked"},
        after={"state": "cancelled"},
    )
    return True


def _write(sitting: Sitting, reader: Reader, document: Document | None) -> Visit:
    try:
        with transaction.atomic():
            return Visit.objects.create(
                sitting=sitting,
                kind_id=reader.kind,
                document=document,
                name=reader.name,
                phone=reader.phone,
                email=reader.email,
                language=reader.language,
                wants_call=reader.wants_call,
                person=keyed(reader.reached_by, purpose=PURPOSE) if reader.reached_by else "",
                agreed_at=timezone.now(),
            )
    except IntegrityError as reason:
        raise NoSeatError(Why.TWICE) from reason  # the transaction rolls the seat back
