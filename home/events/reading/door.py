"""What a device at the door takes along: who has which code, and who is in already."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from home.events.domain.attendance import Scan
from home.events.domain.door import is_open, slot_of
from home.events.models import Attendance, DoorKey, Event, Places, Registration
from home.events.reading.cards import event_card, here
from home.events.reading.portraits import portraits
from home.events.reading.seats import seats_title

TAKEN = ("pk", "code", "name", "kind", "places", "state", "user")
Slots = dict[str, dict[str, str]]


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

    It names nobody whose name was not given for this event, and holds neither phone nor e-mail.
    """
    people = list(Registration.objects.filter(places__event=event).order_by("pk").values(*TAKEN))
    pictures, slots = portraits((one["user"] for one in people), lang), _slots(event)
    places = Places.objects.filter(event=event).select_related("event", "session")
    titles = {one.pk: seats_title(one, lang) for one in places}
    kinds = {value: str(label) for value, label in Registration.Kind.choices}
    return {
        "title": event_card(event, lang).title.text,
        "days": [day.isoformat() for day in days_of(event)],
        "until": timezone.make_aware(
            datetime.combine(event.last_day + timedelta(days=1), time(0, 0))
        ).isoformat(),
        "people": [
            {
                "code": one["code"],
                "name": one["name"],
                "kind": one["kind"],
                "kind_name": kinds[one["kind"]],
                "part": titles[one["places"]],
                "state": one["state"],
                "picture": pictures[one["user"]].src if one["user"] in pictures else "",
                "in": slots.get(one["pk"], {}),
            }
            for one in people
        ],
    }


def _slots(event: Event) -> dict[int, Slots]:
    """Return since when, and by which device, each is in, by registration and half day."""
    found: dict[int, Slots] = defaultdict(dict)
    rows = Attendance.objects.filter(registration__places__event=event)
    values = rows.values_list("registration", "day", "half", "at", "door__name", "device")
    for pk, day, half, at, name, device in values.iterator(chunk_size=2000):
        found[pk][slot_of(day, half)] = {"at": f"{here(at):%H:%M}", "device": _written(name, device)}
    return found


def device_written(row: Attendance) -> str:
    """Return who stood at the door and the letters of her device."""
    return _written(row.door.name if row.door else "", row.device)


def _written(name: str | None, device: str) -> str:
    return " · ".join(filter(None, (name, device)))


def first_scan(scan: Scan) -> Attendance | None:
    """Return what was written down first for the half day of a scan."""
    rows = Attendance.objects.filter(registration__code=scan.code, day=scan.day, half=scan.half)
    return rows.select_related("door", "registration").first()
