"""What a device at the door takes along: who has which code, and who is in already."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.utils import timezone

from home.events.domain.attendance import Scan
from home.events.domain.door import is_open, slot_of
from home.events.models import Attendance, DoorKey, Event, Places, Registration
from home.events.reading.cards import event_card, here
from home.events.reading.portraits import portraits
from home.events.reading.seats import seats_title
from producers.domain.shown import PictureShown

TAKEN = ("pk", "code", "name", "kind", "places", "state", "user")
T = TypeVar("T")


def find_door(token: str) -> DoorKey:
    """Return the key with this secret, while it opens. Raises ``DoorKey.DoesNotExist``."""
    key = find_key(token)
    if not opens(key):
        raise DoorKey.DoesNotExist
    return key


def find_key(token: str) -> DoorKey:
    """Return the key with this secret, be it taken back. Raises ``DoorKey.DoesNotExist``."""
    if not token or "\x00" in token:
        raise DoorKey.DoesNotExist
    return DoorKey.objects.select_related("event__series", "event__picture").get(token=token)


def opens(key: DoorKey) -> bool:
    """Say whether a key opens its door now."""
    return is_open(
        is_revoked=key.revoked_at is not None, last_day=key.event.last_day, today=timezone.localdate()
    )


def days_of(event: Event) -> list[date]:
    """Return the days of an event."""
    count = (event.last_day - event.first_day).days + 1
    return [event.first_day + timedelta(days=number) for number in range(count)]


def door_list(event: Event, lang: str) -> dict[str, Any]:
    """Return everybody who registered, with her code, and since when she is in, in four queries.

    It names nobody whose name was not given for this event, and holds neither phone nor e-mail. A large event
    has ten thousand of them: what is said of many is said once, in ``kinds``, ``parts``, ``slots`` and
    ``devices``, and each of ``people`` is a list: code, name, place in ``kinds``, place in ``parts``, state,
    picture, then three numbers for every half day that she was in: its place in ``slots``, the minute of the
    day, and the place in ``devices``.
    """
    people = list(Registration.objects.filter(places__event=event).order_by("pk").values_list(*TAKEN))
    pictures, (came, slots, devices) = portraits((one[-1] for one in people), lang), _came(event)
    places = Places.objects.filter(event=event).select_related("event", "session")
    titles = {one.pk: seats_title(one, lang) for one in places}
    parts, kinds = list(titles), dict(Registration.Kind.choices)
    part_of, kind_of = _places_in(parts), _places_in(list(kinds))
    return {
        "title": event_card(event, lang).title.text,
        "days": [day.isoformat() for day in days_of(event)],
        "until": _end_of(event).isoformat(),
        "kinds": [str(label) for label in kinds.values()],
        "parts": [titles[one] for one in parts],
        "slots": slots,
        "devices": devices,
        "people": [
            [code, name, kind_of[kind], part_of[place], state, _src(pictures.get(user)), *came.get(pk, ())]
            for pk, code, name, kind, place, state, user in people
        ],
    }


def _src(picture: PictureShown | None) -> str:
    return picture.src if picture else ""


def _places_in(values: Iterable[T]) -> dict[T, int]:
    return {value: place for place, value in enumerate(values)}


def _end_of(event: Event) -> datetime:
    return timezone.make_aware(datetime.combine(event.last_day + timedelta(days=1), time(0, 0)))


def _came(event: Event) -> tuple[dict[int, list[int]], list[str], list[str]]:
    """Return by registration when and by which device each came in; then the half days and the devices."""
    found: dict[int, list[int]] = defaultdict(list)
    slots: dict[tuple[date, str], int] = {}
    devices: dict[tuple[str | None, str], int] = {}
    rows = Attendance.objects.filter(registration__places__event=event).order_by("pk")
    values = rows.values_list("registration", "day", "half", "at", "door__name", "device")
    for pk, day, half, at, name, device in values.iterator(chunk_size=2000):
        slot, written = slots.setdefault((day, half), len(slots)), (name, device)
        clock = here(at)
        minute = clock.hour * 60 + clock.minute
        found[pk] += (slot, minute, devices.setdefault(written, len(devices)))
    return found, [slot_of(*one) for one in slots], [_written(*one) for one in devices]


def device_written(row: Attendance) -> str:
    """Return who stood at the door and the letters of her device."""
    return _written(row.door.name if row.door else "", row.device)


def _written(name: str | None, device: str) -> str:
    return " · ".join(filter(None, (name, device)))


def first_scan(scan: Scan) -> Attendance | None:
    """Return what was written down first for the half day of a scan."""
    rows = Attendance.objects.filter(registration__code=scan.code, day=scan.day, half=scan.half)
    return rows.select_related("door", "registration").first()
