"""Who has a seat in a reading room, for its desk."""

from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from home.library.models import Room, Sitting, Visit

CALLED_FOR = timedelta(days=7)
MOST_CALLS = 50


def sittings_of(room: Room, day: date) -> list[tuple[Sitting, list[Visit]]]:
    """Return the half days with who has or gave back a seat, in the order of booking; two queries."""
    rows = Sitting.objects.filter(room=room, day=day)
    visits = Prefetch("visits", queryset=Visit.objects.select_related("kind", "document").order_by("pk"))
    return [(one, list(one.visits.all())) for one in rows.prefetch_related(visits)]


def to_call(room: Room) -> QuerySet[Visit]:
    """Return those of the next week who get no messages and did not come yet."""
    today = timezone.localdate()
    rows = Visit.objects.filter(wants_call=True, came_at=None, sitting__room=room)
    rows = rows.filter(sitting__day__range=(today, today + CALLED_FOR)).exclude(name="")
    rows = rows.select_related("sitting__room", "document").prefetch_related("sitting__room__openings")
    return rows.order_by("sitting__day", "pk")[:MOST_CALLS]
