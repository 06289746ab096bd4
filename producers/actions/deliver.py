"""The outbox is emptied: what was announced reaches its receivers, at least once."""

import logging
import traceback
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from producers.actions.backoff import pause_after
from producers.announcements import Announced, Receiver, announced, receivers_of
from producers.domain.redact import redacted
from producers.models import Announcement

# Whoever takes a row has this long; then it counts as dropped and somebody else takes it.
LEASE = timedelta(minutes=5)
AT_ONCE = 20
ERROR_LENGTH = 2000
logger = logging.getLogger(__name__)


def deliver_announcements(limit: int = 1000, *, now: datetime | None = None) -> int:
    """Deliver what is due, oldest first, at most ``limit``; return how many were delivered.

    Several may run at once. One that dies between telling and marking leaves the row to be told again. A
    receiver that fails brings the row back later, ever later; nothing is dropped.
    """
    delivered = 0
    for row in _due(limit, now or timezone.now()):
        delivered += _deliver(row)
    return delivered


def _due(limit: int, now: datetime) -> Iterator[Announcement]:
    """Yield rows batch by batch, each claimed before it is yielded."""
    left = limit
    while left > 0:
        rows = _claim(min(left, AT_ONCE), now)
        yield from rows
        left = left - len(rows) if rows else 0


@transaction.atomic
def _claim(most: int, now: datetime) -> list[Announcement]:
    skip = connection.features.has_select_for_update_skip_locked
    due = Announcement.objects.filter(delivered_at=None, due_at__lte=now).order_by("pk")
    rows = list(due.select_for_update(skip_locked=skip)[:most])
    mine = Announcement.objects.filter(pk__in=[row.pk for row in rows])
    mine.update(due_at=now + LEASE, attempts=F("attempts") + 1)
    return rows


def _deliver(row: Announcement) -> bool:
    told = Announced(row.kind, row.key, row.payload, row.created_at)
    errors = [error for receiver in receivers_of(row.kind) if (error := _call(receiver, told))]
    mine = Announcement.objects.filter(pk=row.pk, delivered_at=None)
    if errors:
        due = timezone.now() + pause_after(row.attempts + 1)
        mine.update(last_error="\n".join(errors)[:ERROR_LENGTH], due_at=due)
        return False
    announced.send_robust(sender=Announcement, announced=told)
    mine.update(delivered_at=timezone.now(), last_error="")
    return True


def _call(receiver: Receiver, told: Announced) -> str:
    """Return what went wrong. The others are still told: one broken mail must not stop the rest."""
    try:
        receiver(told)
    except Exception as error:
        logger.exception("%s could not be told of %s", receiver, told.key)
        return redacted("".join(traceback.format_exception_only(error)).strip())
    return ""
