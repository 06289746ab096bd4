"""Who is registered, page by page, and whom to call: for lists of the office."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from home.events.models import Attendance, Certificate, Event, Places, Registration
from home.events.models.querysets import RegistrationQuerySet

ON_A_PAGE, MOST_CALLS = 100, 50


@dataclass(frozen=True)
class PeoplePage:
    """One page of who is registered for what. ``calls`` is how many are to be called, shown or not."""

    tables: Sequence[tuple[Places, list[Registration]]]
    to_call: Sequence[Registration]
    calls: int
    number: int
    count: int


def people_page(event: Event, number: int) -> PeoplePage:
    """Return a page: of each part its hundred next, in the order in which they came."""
    rows = Places.objects.filter(event=event).order_by("pk").annotate(people=Count("registrations"))
    sizes = [one.people for one in rows]
    count = max(1, -(-max(sizes, default=0) // ON_A_PAGE))
    number = min(max(number, 1), count)
    calls = _to_call(event)
    return PeoplePage(_tables(event, number), calls[:MOST_CALLS], calls.count(), number, count)


def _tables(event: Event, number: int) -> list[tuple[Places, list[Registration]]]:
    start = (number - 1) * ON_A_PAGE
    rows = Places.objects.filter(event=event).order_by("pk")
    rows = rows.select_related("event__series", "event__picture", "session")
    some = _counted().order_by("pk")[start : start + ON_A_PAGE]
    people = Prefetch("registrations", queryset=some, to_attr="shown_people")
    return [(one, one.shown_people) for one in rows.prefetch_related(people)]


def _counted() -> RegistrationQuerySet:
    mine = Attendance.objects.filter(registration=OuterRef("pk")).order_by().values("registration")
    halves = Subquery(mine.annotate(count=Count("pk")).values("count"))
    certified = Certificate.objects.filter(registration=OuterRef("pk")).values("code")
    return Registration.objects.annotate(halves=Coalesce(halves, 0), certified=Subquery(certified))


def _to_call(event: Event) -> RegistrationQuerySet:
    rows = Registration.objects.open().filter(places__event=event)
    rows = rows.filter(Q(wants_call=True) | Q(phone="", email=""))
    places = ("places__event__series", "places__event__picture", "places__session")
    return rows.select_related(*places).order_by("pk")
