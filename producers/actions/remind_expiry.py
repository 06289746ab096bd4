"""Proofs that end soon are announced in time, once for each of their reminders."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.domain.reminders import DAYS_BEFORE, reminder_due
from producers.models import Evidence


@transaction.atomic(durable=True)
def remind_of_expiry(*, today: date | None = None) -> int:
    """Announce what ends within the days of a reminder; safe to repeat. Return how many end soon."""
    today = today or timezone.localdate()
    last = today + timedelta(days=max(DAYS_BEFORE))
    ending = Evidence.objects.filter(withdrawn_at=None, valid_until__gte=today, valid_until__lte=last)
    rows = ending.filter(organisation__erased_at=None).order_by("pk")
    for row in rows:
        days = reminder_due(row.valid_until, today)
        key = f"evidence:{row.pk}:{row.valid_until}:{days}"
        announce("evidence.ends", key=key, evidence=row.pk)
    return len(rows)
