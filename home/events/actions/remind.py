"""Reminding those who have a seat, by itself, and asking on the day after what came of it for them.

Each is written to once for each of these, however often the job runs.
"""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from home.events.domain.reminding import AFTER, REMINDERS, is_needed, is_time
from home.events.models import Event, Registration
from home.events.reading.seats import begins_at
from home.events.seat_letters import write_to
from producers.models import Message

AT_ONCE = 500


def remind(*, now: datetime | None = None) -> int:
    """Write what is due today and was not written; return how many. Calls off nothing, changes no seat.

    A day on which the job did not run is not made up for: a reminder that comes late misleads.
    """
    here = timezone.localtime(now)
    if not is_time(here):
        return 0
    return sum(_remind(kind, here.date()) for kind in REMINDERS) + _ask_after(here.date())


def _remind(kind: str, today: date) -> int:
    day = today + REMINDERS[kind]
    rows = Registration.objects.filter(_begins_on(day), state=Registration.State.SEATED, wants_call=False)
    rows = rows.filter(places__event__live=True, places__event__status=Event.Status.PLANNED)
    rows = rows.exclude(phone="", email="").select_related("places__event", "places__session").order_by("pk")
    due = [one for one in rows.iterator(chunk_size=AT_ONCE) if _is_needed(one, kind, today)]
    parts = [due[place : place + AT_ONCE] for place in range(0, len(due), AT_ONCE)]
    return sum(_write(kind, part, day) for part in parts)


def _ask_after(today: date) -> int:
    """Ask who came to a fair or a meeting that was over yesterday, unless she has told us already.

    A course is certified and asked by its quiz.
    """
    day = today - timedelta(days=1)
    over = Q(places__session=None, places__event__last_day=day) | Q(places__session__ends_at__date=day)
    rows = Registration.objects.filter(over, state=Registration.State.SEATED, wants_call=False)
    rows = rows.filter(places__event__live=True, places__event__status=Event.Status.PLANNED)
    rows = rows.exclude(places__event__kind=Event.Kind.TRAINING).exclude(phone="", email="")
    rows = rows.filter(attendances__isnull=False, declared=None).distinct()
    due = list(rows.select_related("places__event", "places__session").order_by("pk"))
    parts = [due[place : place + AT_ONCE] for place in range(0, len(due), AT_ONCE)]
    return sum(_write(AFTER, part, day) for part in parts)


def _write(kind: str, due: list[Registration], day: date) -> int:
    """A part that was moved to another day is reminded of anew: the day stands in the key."""
    keys = {f"{kind}:{day}:{one.pk}": one for one in due}
    written = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    for key, one in keys.items():
        if key not in written:
            write_to(one, kind=kind, key=key.rpartition(":")[0])
    return len(keys) - len(written)


def _begins_on(day: date) -> Q:
    """Seats of a whole event that begins on this day, or of a part that does; days are wall time."""
    return Q(places__session=None, places__event__first_day=day) | Q(places__session__starts_at__date=day)


def _is_needed(one: Registration, kind: str, today: date) -> bool:
    begins, registered = (timezone.localdate(moment) for moment in (begins_at(one.places), one.created_at))
    return is_needed(kind, begins_on=begins, registered_on=registered, today=today)
