"""Messages leave: outside of any transaction, at least once, a second attempt marked as such."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from producers.actions.backoff import pause_after
from producers.channels.base import Outgoing, UndeliverableError
from producers.channels.registry import channel
from producers.domain.redact import redacted
from producers.models import Message

LEASE = timedelta(minutes=5)
AT_ONCE = 20
MOST_ATTEMPTS = 16  # a day and a half
logger = logging.getLogger(__name__)


def send_messages(limit: int = 1000, *, now: datetime | None = None) -> int:
    """Send what waits, oldest first, at most ``limit``; return how many were sent.

    Whoever dies between sending and marking leaves the message to be sent again, and that is said in it.
    What cannot be sent is tried again, ever later, for a day and a half; then it stays as failed.
    """
    return sum(_send(row) for row in _due(limit, now or timezone.now()))


def _due(limit: int, now: datetime) -> Iterator[Message]:
    left = limit
    while left > 0:
        rows = _claim(min(left, AT_ONCE), now)
        yield from rows
        left = left - len(rows) if rows else 0


@transaction.atomic
def _claim(most: int, now: datetime) -> list[Message]:
    skip = connection.features.has_select_for_update_skip_locked
    due = Message.objects.filter(state=Message.State.WAITING, due_at__lte=now).order_by("pk")
    rows = list(due.select_for_update(skip_locked=skip)[:most])
    for row in rows:
        row.attempts += 1
        row.due_at = now + LEASE
    Message.objects.bulk_update(rows, ["attempts", "due_at"])
    return rows


def _send(row: Message) -> bool:
    try:
        channel(row.channel).send(_outgoing(row))
    except UndeliverableError as error:
        _mark(row, Message.State.FAILED, error=str(error))
        return False
    except Exception as error:
        logger.exception("message %s was not sent", row.pk)
        state = Message.State.FAILED if row.attempts >= MOST_ATTEMPTS else Message.State.WAITING
        _mark(row, state, error=f"{type(error).__name__}: {error}")
        return False
    _mark(row, Message.State.SENT, sent_at=timezone.now())
    return True


def _mark(row: Message, state: Message.State, *, error: str = "", sent_at: datetime | None = None) -> None:
    due = timezone.now() + pause_after(row.attempts)
    waiting = Message.objects.filter(pk=row.pk, state=Message.State.WAITING)
    waiting.update(state=state, error=redacted(error)[:2000], sent_at=sent_at, due_at=due)


def _outgoing(row: Message) -> Outgoing:
    return Outgoing(
        key=row.key,
        kind=row.kind,
        recipient=row.recipient,
        language=row.language,
        subject=row.subject,
        text=row.text,
        html=row.html,
        attempt=row.attempts,
    )
