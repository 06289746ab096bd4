"""Writing down who came. A device may be offline for a day and send the same scans several times."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from home.events.domain.attendance import Answer, Scan, why_no_seat, why_not_then
from home.events.models import Attendance, Correction, DoorKey, Event, Registration
from home.events.reading.openings import opening_of
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def check_in(
    event: Event,
    scans: Sequence[Scan],
    *,
    actor: Actor,
    door: DoorKey | None = None,
    now: datetime | None = None,
) -> dict[str, Answer]:
    """Write down half days, and return what became of each scan by its key.

    A key that was written already answers as ``DONE`` again, another scan of the same half day as ``AGAIN``;
    nothing is written twice, whoever sends it and however often: two unique constraints decide. What is
    refused is not written: a day that is still to come, or a half day in which her part of the programme is
    not. ``door`` is the key of the helper who scanned, ``now`` when the scans arrive.
    """
    codes = {scan.code for scan in scans}
    rows = Registration.objects.filter(code__in=codes).select_related("places__event", "places__session")
    known = {one.code: one for one in rows}
    today, back = timezone.localdate(now), _taken_back(scans)
    answers = {
        scan.key: Answer.TAKEN_BACK
        if scan.key in back
        else _one(event, scan, known.get(scan.code), actor, door, today)
        for scan in scans
    }
    done = sum(answer == Answer.DONE for answer in answers.values())
    if done:
        record(verb="event.check_in", row=event, actor=actor, after={"half_days": done})
    return answers


def _taken_back(scans: Sequence[Scan]) -> set[str]:
    rows = Correction.objects.filter(key__in=[scan.key for scan in scans])
    return set(map(str, rows.values_list("key", flat=True)))


def _one(
    event: Event,
    scan: Scan,
    registration: Registration | None,
    actor: Actor,
    door: DoorKey | None,
    today: date,
) -> Answer:
    if registration is None:
        return Answer.UNKNOWN
    places = registration.places
    why = why_no_seat(is_of_event=places.event_id == event.pk, state=registration.state)
    why = why or why_not_then(opening_of(places), scan.day, scan.half, today=today)
    return why or _write(scan, registration, actor, door)


def _write(scan: Scan, registration: Registration, actor: Actor, door: DoorKey | None) -> Answer:
    try:
        with transaction.atomic():
            Attendance.objects.create(
                registration=registration,
                day=scan.day,
                half=scan.half,
                key=scan.key,
                device=scan.device,
                door=door,
                by_id=actor.user_id,
            )
    except IntegrityError:
        mine = Attendance.objects.filter(
            key=scan.key, registration=registration, day=scan.day, half=scan.half
        )
        return Answer.DONE if mine.exists() else Answer.AGAIN
    return Answer.DONE
