"""Phones that are remembered, the people on them, and how each of both is ended."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.codes import DEVICE_LIFE, MOST_ON_A_DEVICE, digest_of, new_secret
from producers.models import Device, DevicePerson, Visit


@transaction.atomic(durable=True)
def remember_on_device(
    user: Any, *, secret: str, kind: str, actor: Actor, now: datetime | None = None
) -> tuple[Device, str]:
    """Put her on the wall of the device that has this secret, or of a new one; return it with its secret.

    A device is remembered for 90 days from the last time that somebody came in on it. The secret is drawn
    anew each time: an old copy of a cookie opens no wall. A full wall lets go of who stood on it longest.
    """
    now = now or timezone.now()
    fresh = new_secret()
    kept = {"digest": digest_of(fresh), "seen_at": now, "expires_at": now + DEVICE_LIFE}
    row = Device.objects.live(now).filter(digest=digest_of(secret)).select_for_update().first()
    if row is None:
        row = Device.objects.create(kind=kind, made_at=now, **kept)
        record(verb="device.remembered", row=row, actor=actor)
    else:
        Device.objects.filter(pk=row.pk).update(**kept)
    DevicePerson.objects.get_or_create(device=row, user=user, defaults={"since": now})
    crowd = row.people.order_by("-pk").values_list("pk", flat=True)
    row.people.filter(pk__in=list(crowd[MOST_ON_A_DEVICE:])).delete()
    return row, fresh


@transaction.atomic(durable=True)
def forget_on_device(user: Any, device: Device, *, actor: Actor, now: datetime | None = None) -> bool:
    """Take her off a device's wall and end her visits on it; False when she is not on it."""
    if not DevicePerson.objects.filter(user=user, device=device).delete()[0]:
        return False
    Visit.objects.filter(user=user, device=device, ended_at=None).update(ended_at=now or timezone.now())
    record(verb="device.forgot_person", row=device, actor=actor)
    return True


@transaction.atomic(durable=True)
def revoke_device(device: Device, *, actor: Actor, reason: str, now: datetime | None = None) -> bool:
    """A phone is lost: it knows nobody any more, and every visit on it ends now; False when it was before."""
    now = now or timezone.now()
    if not Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=now):
        return False
    DevicePerson.objects.filter(device=device).delete()
    Visit.objects.filter(device=device, ended_at=None).update(ended_at=now)
    record(verb="device.revoked", row=device, actor=actor, reason=reason)
    return True


@transaction.atomic(durable=True)
def end_everywhere(user: Any, *, actor: Actor, reason: str, now: datetime | None = None) -> int:
    """End all her visits and take her off every device; return on how many she was.

    For somebody who lost her phone: the devices themselves are revoked, since whoever holds one holds them
    all; others who shared it come in again by their own code or card.
    """
    now = now or timezone.now()
    devices = list(Device.objects.filter(people__user=user, revoked_at=None).select_for_update())
    keys = [device.pk for device in devices]
    Device.objects.filter(pk__in=keys).update(revoked_at=now)
    DevicePerson.objects.filter(device__in=keys).delete()
    Visit.objects.filter(device__in=keys, ended_at=None).update(ended_at=now)
    Visit.objects.filter(user=user, ended_at=None).update(ended_at=now)
    for device in devices:
        record(verb="device.revoked", row=device, actor=actor, reason=reason)
    return len(devices)
