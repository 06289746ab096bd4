"""Correcting what figures of training are made of, after the fact: who did it, when, what was, and why.

Numbers are counted from rows, so that a correction is one of rows. Each leaves an act with everything, and a
correction that everybody reads beside the figures. What was frozen stays as it was: see ``home.impact``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from home.events.domain.attendance import Half, why_no_seat, why_not_then
from home.events.domain.corrections import CorrectionError, read_reason
from home.events.models import Attendance, Correction, Event, Funder, Registration
from home.events.reading.openings import opening_of
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor

DEVICE = "correction"


@transaction.atomic(durable=True)
def add_half_day(
    registration: Registration, day: date, half: Half, *, actor: Actor, reason: str
) -> Correction:
    """Write down a half day that nobody scanned.

    Raises ``CorrectionError``: no reason that may be public, a half day that her seat does not open, one that
    is written down already.
    """
    one, why = _locked(registration), read_reason(reason, [registration.name])
    refused = why_no_seat(is_of_event=True, state=one.state)
    refused = refused or why_not_then(opening_of(one.places), day, half, today=timezone.localdate())
    if refused:
        raise CorrectionError(refused.value)
    try:
        with transaction.atomic():
            Attendance.objects.create(
                registration=one, day=day, half=half, key=uuid4(), device=DEVICE, by_id=actor.user_id
            )
    except IntegrityError as already:
        raise CorrectionError("again") from already
    after = {"half_day": f"{day.isoformat()} {half.value}"}
    return _correct(one, day.year, Correction.What.ADDED, why, actor, {}, after)


@transaction.atomic(durable=True)
def take_back_half_day(
    registration: Registration, day: date, half: Half, *, actor: Actor, reason: str
) -> Correction:
    """Take a half day back that was written down wrongly; all that was written of it stays in the act.

    A device that sends the same scan once more writes nothing. Raises ``CorrectionError``.
    """
    one, why = _locked(registration), read_reason(reason, [registration.name])
    row = Attendance.objects.filter(registration=one, day=day, half=half).first()
    if row is None:
        raise CorrectionError("absent")
    before = {
        "half_day": f"{day.isoformat()} {half.value}",
        "key": str(row.key),
        "device": row.device,
        "door": row.door_id,
        "by": row.by_id,
        "at": row.at.isoformat(),
    }
    row.delete()
    return _correct(one, day.year, Correction.What.TAKEN_BACK, why, actor, before, {}, key=row.key)


@transaction.atomic(durable=True)
def name_funder(event: Event, funder: Funder | None, *, actor: Actor, reason: str = "") -> Correction | None:
    """Say who pays for a training. Once somebody came it is a correction, and needs a reason.

    Does nothing twice. Raises ``CorrectionError``.
    """
    stands = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if stands.funder_id == (funder.pk if funder else None):
        return None
    years = years_counted(stands)
    why = read_reason(reason) if years else ""
    before, after = ({"value": one.code if one else ""} for one in (stands.funder, funder))
    Event.objects.filter(pk=stands.pk).update(funder=funder)
    if not years:
        record(verb="event.funder", row=stands, actor=actor, before=before, after=after)
        return None
    return correct_event(stands, Correction.What.FUNDER, why, actor, before, after)


def correct_event(
    event: Event,
    what: Correction.What,
    reason: str,
    actor: Actor,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> Correction:
    """Write down that what an event is told apart by changed after people came; one for each year of it."""
    require_transaction("a correction")
    made = [_written(event, event, year, what, reason, actor, before, after) for year in years_counted(event)]
    return made[0]


def years_counted(event: Event) -> list[int]:
    """Return the years of the half days of a training that figures count; none of other events."""
    if event.kind != Event.Kind.TRAINING:
        return []
    rows = Attendance.objects.filter(registration__places__event=event)
    return sorted({day.year for day in rows.order_by().values_list("day", flat=True).distinct()})


def _locked(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update(of=("self",))
    return rows.select_related("places__event", "places__session").get(pk=registration.pk)


def _correct(
    one: Registration,
    year: int,
    what: Correction.What,
    reason: str,
    actor: Actor,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    key: Any = None,
) -> Correction:
    """Write down a correction of who came; doors that have the list hear of it."""
    Registration.objects.filter(pk=one.pk).update(changed_at=timezone.now())
    return _written(one.places.event, one, year, what, reason, actor, before, after, key=key)


def _written(
    event: Event,
    row: Event | Registration,
    year: int,
    what: Correction.What,
    reason: str,
    actor: Actor,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    key: Any = None,
) -> Correction:
    verb = f"event.corrected.{what.value}"
    act = record(verb=verb, row=row, actor=actor, reason=reason, before=before, after=after)
    correction: Correction = Correction.objects.create(
        event=event, act=act, what=what, year=year, reason=reason, key=key
    )
    return correction
