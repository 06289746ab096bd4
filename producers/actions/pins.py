"""She chooses her four pictures, and shows that she knows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, DateTimeField, F, Value, When
from django.utils import timezone

from producers.actions.record import record
from producers.actions.warn import PIN_CLEARED, warn
from producers.digests import fits, keyed
from producers.domain.actors import Actor
from producers.domain.pins import MOST_TRIES, WAITS, is_easy, is_locked, pin_of
from producers.models import DoorCard, PicturePin

PURPOSE = "pin"


class EasyPinError(ValueError):
    """The four taps are no PIN, or one that the next person guesses."""


@dataclass(frozen=True)
class PinAnswer:
    """What became of a try: right, or when the next one counts, or that none does any more."""

    is_right: bool
    is_locked: bool = False
    wait_until: datetime | None = None


@transaction.atomic(durable=True)
def set_pin(user: Any, taps: list[str], *, actor: Actor, now: datetime | None = None) -> PicturePin:
    """Keep her four pictures in place of those before, and forget wrong tries.

    Raises ``EasyPinError`` for taps that are no four of the nine, or fewer than three different ones.
    """
    pin = pin_of(taps)
    if not pin or is_easy(pin):
        raise EasyPinError
    now = now or timezone.now()
    kept = {"digest": _digest(user, pin), "chosen_at": now, "failed": 0, "next_at": now}
    row, _is_new = PicturePin.objects.update_or_create(user=user, defaults=kept)
    DoorCard.objects.filter(user=user).update(allowed_at=None)  # the Centre's word counts once
    record(verb="pin.chosen", row=row, actor=actor)
    return row


@transaction.atomic(durable=True)
def check_pin(user: Any, taps: list[str], *, now: datetime | None = None) -> PinAnswer:
    """Say whether these are her pictures.

    The try is counted as a wrong one before it is compared, in one statement, so that many at once are no
    more than one after the other; the right pictures take the count back. Within a wait nothing is compared.
    """
    now = now or timezone.now()
    allowed = PicturePin.objects.filter(user=user, failed__lt=MOST_TRIES, next_at__lte=now)
    if not allowed.update(failed=F("failed") + 1, next_at=_next_at(now)):
        return _refusal(user, now)
    row = PicturePin.objects.get(user=user)
    if fits(f"{user.pk}:{pin_of(taps)}", row.digest, purpose=PURPOSE) and pin_of(taps):
        PicturePin.objects.filter(pk=row.pk).update(failed=0, next_at=now)
        return PinAnswer(is_right=True)
    return _refusal(user, now)


@transaction.atomic(durable=True)
def clear_pin(user: Any, *, actor: Actor, reason: str) -> None:
    """Take her pictures away, so that she chooses new ones when she next comes in by her phone or card."""
    row = PicturePin.objects.select_for_update().filter(user=user).first()
    if row is not None:
        record(verb="pin.cleared", row=row, actor=actor, reason=reason)
        warn(user, PIN_CLEARED, key=str(row.pk))
        DoorCard.objects.filter(user=user).update(allowed_at=None)
        row.delete()


def _next_at(now: datetime) -> Case:
    waits = [When(failed=failed - 1, then=Value(now + wait)) for failed, wait in WAITS.items()]
    return Case(*waits, default=Value(now), output_field=DateTimeField())


def _refusal(user: Any, now: datetime) -> PinAnswer:
    row = PicturePin.objects.filter(user=user).first()
    if row is None or is_locked(row.failed):
        return PinAnswer(is_right=False, is_locked=True)
    return PinAnswer(is_right=False, wait_until=row.next_at if row.next_at > now else None)


def _digest(user: Any, pin: str) -> str:
    return keyed(f"{user.pk}:{pin}", purpose=PURPOSE)
