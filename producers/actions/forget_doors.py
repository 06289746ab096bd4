"""What signing in leaves behind goes: codes and counts after two days, visits and ended devices later."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from producers.actions.ask_for_code import CODE_KIND
from producers.models import Device, Message, OneTimeCode, Tries, Visit

SOON, LATER = timedelta(days=2), timedelta(days=90)


def forget_doors(*, now: datetime | None = None) -> int:
    """Delete what no longer opens or counts, and blank messages with codes; return how many rows went."""
    now = now or timezone.now()
    ended = Q(expires_at__lt=now - LATER) | Q(revoked_at__lt=now - LATER)
    gone = [
        OneTimeCode.objects.filter(expires_at__lt=now - SOON),
        Tries.objects.filter(since__lt=now - SOON),
        Visit.objects.filter(seen_at__lt=now - LATER),
        Device.objects.filter(ended),
    ]
    codes = Message.objects.filter(kind=CODE_KIND, created_at__lt=now - SOON).exclude(text="")
    codes.filter(state__in=(Message.State.SENT, Message.State.FAILED)).update(text="", recipient="")
    return sum(int(rows.delete()[0]) for rows in gone)
