"""The door of an event: what a key opens, and what was written down of a half day."""

from datetime import date

from django.utils import timezone

from home.events.domain.attendance import Opening, Scan
from home.events.domain.door import is_open
from home.events.models import Attendance, DoorKey, Event


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
    return Opening(event.first_day, event.last_day).days


def device_written(row: Attendance) -> str:
    """Return who stood at the door and the letters of her device."""
    return device_named(row.door.name if row.door else "", row.device)


def device_named(name: str | None, device: str) -> str:
    """Write the name of a helper and the letters of her device."""
    return " · ".join(filter(None, (name, device)))


def first_scan(scan: Scan) -> Attendance | None:
    """Return what was written down first for the half day of a scan."""
    rows = Attendance.objects.filter(registration__code=scan.code, day=scan.day, half=scan.half)
    return rows.select_related("door", "registration").first()
