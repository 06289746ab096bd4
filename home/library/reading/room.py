"""Reading rooms as pages show them: their week, the days to come with their free seats, one visit."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from home.library.domain.room import Half, Hours, Slot, code_written, slots
from home.library.models import Opening, Room, Sitting, Visit
from producers.domain.dates import day_written
from producers.domain.shown import Shown, shown


@dataclass(frozen=True)
class RoomShown:
    """A room in a list; ``week`` has a name of a day and its hours."""

    pk: int
    name: Shown
    description: Shown
    url: str
    week: tuple[tuple[str, str], ...]
    takes_bookings: bool
    is_fictional: bool


@dataclass(frozen=True)
class SlotShown:
    """One half day with the seats that are left."""

    key: str
    half_name: str
    hours: str
    free: int


@dataclass(frozen=True)
class DayShown:
    """One day on which a room is open."""

    day: date
    slots: tuple[SlotShown, ...]

    @property
    def is_full(self) -> bool:
        """Whether no half of it has a seat left."""
        return not any(one.free for one in self.slots)


@dataclass(frozen=True)
class VisitShown:
    """One visit for whoever has its secret."""

    visit: Visit
    room: RoomShown
    when: str
    document: Shown | None

    @property
    def code(self) -> str:
        """The code in two halves."""
        return code_written(self.visit.code)

    @property
    def can_cancel(self) -> bool:
        """Whether the seat can be given back."""
        visit = self.visit
        return (
            visit.state == Visit.State.BOOKED
            and visit.came_at is None
            and visit.sitting.day >= timezone.localdate()
        )


def read_rooms(lang: str) -> list[RoomShown]:
    """Return all rooms with their week; two queries."""
    return [room_shown(one, lang) for one in Room.objects.prefetch_related("openings")]


def find_room(slug: str) -> Room:
    """Return a room with its week. Raises ``Room.DoesNotExist``."""
    return Room.objects.prefetch_related("openings").get(slug=slug)


def room_shown(one: Room, lang: str) -> RoomShown:
    """Return a room that was read with its openings."""
    return RoomShown(
        one.pk,
        shown(one.name, lang, one.original_language),
        shown(one.description, lang, one.original_language),
        reverse("library:room", args=[one.slug]),
        tuple(_week(one)),
        one.takes_bookings,
        one.is_fictional,
    )


def hours_of(room: Room) -> list[Hours]:
    """Return the week of a room."""
    return [Hours(one.weekday, Half(one.half), one.opens_at, one.closes_at) for one in room.openings.all()]


def closed_days(room: Room) -> set[date]:
    """Return the days on which it stays shut, from today on."""
    rows = room.closed_days.filter(day__gte=timezone.localdate())
    return set(rows.values_list("day", flat=True))


def days_to_come(room: Room, *, now: datetime | None = None) -> list[DayShown]:
    """Return the days for which a seat can be booked; two queries beside the week."""
    if not room.takes_bookings:
        return []
    open_ = slots(hours_of(room), closed_days(room), timezone.localtime(now))
    rows = Sitting.objects.filter(room=room, day__gte=timezone.localdate(now))
    left = {(one.day, one.half): one.capacity - one.taken for one in rows}
    days: dict[date, list[SlotShown]] = {}
    for one in open_:
        days.setdefault(one.day, []).append(_slot(one, left.get((one.day, one.half), room.seats)))
    return [DayShown(day, tuple(found)) for day, found in days.items()]


def find_visit(token: str) -> Visit:
    """Return a visit by its secret. Raises ``Visit.DoesNotExist``; an empty secret finds nothing."""
    rows = Visit.objects.select_related("sitting__room", "document", "kind")
    rows = rows.prefetch_related("sitting__room__openings")
    return rows.filter(token=token).get() if token and "\x00" not in token else rows.none().get()


def visit_shown(visit: Visit, lang: str) -> VisitShown:
    """Return what her page says."""
    one = visit.document
    return VisitShown(
        visit,
        room_shown(visit.sitting.room, lang),
        when_written(visit.sitting, lang),
        shown(one.title, lang, one.original_language) if one and one.live else None,
    )


def when_written(sitting: Sitting, lang: str) -> str:
    """Write a half day with its hours, where the week of the room still has them."""
    week = sitting.room.openings.all()
    found = [one for one in week if (one.weekday, one.half) == (sitting.day.weekday(), sitting.half)]
    half = hours_written(found[0].opens_at, found[0].closes_at) if found else sitting.get_half_display()
    return f"{day_written(sitting.day, lang)} · {half}"


def hours_written(opens: time, closes: time) -> str:
    """Write hours: ``09:00 – 12:30``."""
    return f"{opens:%H:%M} – {closes:%H:%M}"


def _slot(one: Slot, free: int) -> SlotShown:
    return SlotShown(
        one.key,
        str(Sitting(half=one.half).get_half_display()),
        hours_written(one.opens, one.closes),
        max(free, 0),
    )


def _week(room: Room) -> list[tuple[str, str]]:
    days: dict[int, list[str]] = {}
    for one in sorted(room.openings.all(), key=lambda row: (row.weekday, row.opens_at)):
        days.setdefault(one.weekday, []).append(hours_written(one.opens_at, one.closes_at))
    return [(str(Opening.Weekday(day).label), " · ".join(hours)) for day, hours in days.items()]
