"""A code is typed: each try is counted before it is compared, and the right one works once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from producers.access import door_users
from producers.actions.ask_for_code import CODE_KIND
from producers.actions.take_try import take_try
from producers.digests import fits
from producers.domain.codes import CODE_TRIES, GUESSES_OF_A_CALLER
from producers.models import DoorPhone, OneTimeCode


@transaction.atomic(durable=True)
def check_code(number: str, code: str, *, caller: str, now: datetime | None = None) -> list[Any]:
    """Return the people who sign in with this number when the code is the one it was last sent, else none.

    The last code alone counts, until it ends, was used, or was tried five times. Of why a code does not
    open, nothing is said.
    """
    now = now or timezone.now()
    if not take_try(GUESSES_OF_A_CALLER, caller, now=now):
        return []
    row = OneTimeCode.objects.filter(number=number).order_by("-pk").first()
    if row is None or not _take(row, now) or not fits(f"{number}:{code}", row.digest, purpose=CODE_KIND):
        return []
    if not OneTimeCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        return []
    people = list(door_users().filter(door_phone__number=number).order_by("pk"))
    DoorPhone.objects.filter(user__in=people, verified_at=None).update(verified_at=now)
    return people


def _take(row: OneTimeCode, now: datetime) -> bool:
    still = OneTimeCode.objects.filter(pk=row.pk, used_at=None, expires_at__gt=now, tries__lt=CODE_TRIES)
    return still.update(tries=F("tries") + 1) == 1
