"""Writing down who came. A device may be offline for a day and send the same scans several times."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from home.events.domain.attendance import Answer, Scan, why_not_in
from home.events.models import Attendance, DoorKey, Event, Registration
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def check_in(
    event: Event, scans: Sequence[Scan], *, actor: Actor, door: DoorKey | None = None
) -> dict[str, Answer]:
    """Write down half days, and return what became of each scan by its key.

    A key that was written already answers as ``DONE`` again, another scan of the same half day as ``AGAIN``;
    nothing is written twice, whoever sends it and however often: two unique constraints decide. What is
    refused is not written. ``door`` is the key of the helper who scanned.
    """
    codes = {scan.code for scan in scans}
    rows = Registration.objects.filter(code__in=codes).select_related("places")
    known = {one.code: one for one in rows}
    answers = {scan.key: _one(event, scan, known.get(scan.code), actor, door) for scan in scans}
    done = sum(answer == Answer.DONE for answer in answers.values())
    if done:
        record(verb="event.check_in", row=event, actor=actor, after={"half_days": done})
    return answers


def _one(
    event: Event, scan: Scan, registration: Registration | None, actor: Actor, door: DoorKey | None
) -> Answer:
    if registration is None:
        return Answer.UNKNOWN
    why = why_not_in(
        is_of_event=registration.places.event_id == event.pk,
        state=registration.state,
        day=scan.day,
        first=event.first_day,
        last=event.last_day,
    )
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
