"""Messages to partners: written with what they tell, sent outside of transactions, tried again for days.

A message arrives at least once and may arrive twice, with the same ``webhook-id``. Nothing is sent while a
row is locked: a message is taken by moving its next attempt, and what became of it is written afterwards.
"""

import json
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.backoff import pause_after
from producers.actions.record import record
from producers.domain.actors import SYSTEM, Actor
from shop.domain.webhooks import Event, Fault, gives_up, signature
from shop.models import WebhookEndpoint, WebhookMessage
from shop.webhook_post import Answer, post

AT_ONCE = 50
SECONDS_A_ROUND = 20.0
TAKEN_FOR = timedelta(minutes=5)
KEPT_FOR = timedelta(days=30)
DISABLED = "webhook.disabled"
State = WebhookMessage.State


@transaction.atomic(durable=True)
def write_messages(
    endpoints: Iterable[WebhookEndpoint], event: Event, key: str, data: Mapping[str, Any], at: datetime
) -> None:
    """Write one message for each endpoint; what was written for the same ``key`` is not written again."""
    rows = [
        WebhookMessage(endpoint=one, key=key, kind=event.value, data=dict(data), next_at=at, happened_at=at)
        for one in endpoints
    ]
    WebhookMessage.objects.bulk_create(rows, ignore_conflicts=True)


def send_webhooks(*, seconds: float = SECONDS_A_ROUND) -> int:
    """Send what is due for about so many seconds; return how many messages have arrived."""
    ends, arrived = time.monotonic() + seconds, 0
    due = WebhookMessage.objects.filter(
        state=State.WAITING, next_at__lte=timezone.now(), endpoint__disabled_at=None
    )
    for row in due.select_related("endpoint").order_by("next_at", "pk")[:AT_ONCE]:
        if time.monotonic() > ends:
            break
        if _take(row):
            arrived += _send(row)
    return arrived


@transaction.atomic(durable=True)
def replay(message: WebhookMessage, *, actor: Actor) -> None:
    """Send a message once more, whatever became of it; it keeps its id."""
    WebhookMessage.objects.filter(pk=message.pk).update(
        state=State.WAITING, next_at=timezone.now(), sent_at=None, fault="", status=None
    )
    record(verb="webhook.replayed", row=message, actor=actor)


def forget_sent() -> int:
    """Delete messages that arrived, or were given up, long ago."""
    old = WebhookMessage.objects.exclude(state=State.WAITING)
    deleted, _rows = old.filter(happened_at__lt=timezone.now() - KEPT_FOR).delete()
    return int(deleted)


def _take(row: WebhookMessage) -> bool:
    """Take a message, so that no other sender has it for some minutes; False when another was faster."""
    later = timezone.now() + TAKEN_FOR
    mine = WebhookMessage.objects.filter(pk=row.pk, state=State.WAITING, next_at=row.next_at)
    return bool(mine.update(next_at=later, attempts=F("attempts") + 1))


def _send(row: WebhookMessage) -> bool:
    endpoint, now = row.endpoint, timezone.now()
    body = json.dumps(_said(row), ensure_ascii=False)
    stamp = int(now.timestamp())
    headers = {
        "webhook-id": row.message_id,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(endpoint.secret, row.message_id, stamp, body),
    }
    answer = post(endpoint.url, body.encode(), headers)
    if answer.fault is None:
        _arrived(row, answer)
        return True
    _failed(row, answer, now)
    return False


def _said(row: WebhookMessage) -> dict[str, Any]:
    if row.kind == Event.DFC_REFRESH.value:
        return dict(row.data)
    return {"type": row.kind, "timestamp": row.happened_at.isoformat(), "data": row.data}


@transaction.atomic(durable=True)
def _arrived(row: WebhookMessage, answer: Answer) -> None:
    WebhookMessage.objects.filter(pk=row.pk).update(
        state=State.SENT, status=answer.status, fault="", sent_at=timezone.now()
    )
    WebhookEndpoint.objects.filter(pk=row.endpoint_id).update(failing_since=None)


@transaction.atomic(durable=True)
def _failed(row: WebhookMessage, answer: Answer, now: datetime) -> None:
    """Try again later; an endpoint that is gone, or has failed for days, gets nothing more."""
    attempts = row.attempts + 1
    WebhookMessage.objects.filter(pk=row.pk).update(
        status=answer.status, fault=answer.fault, next_at=now + pause_after(attempts)
    )
    endpoints = WebhookEndpoint.objects.filter(pk=row.endpoint_id)
    endpoints.filter(failing_since=None).update(failing_since=now)
    since = endpoints.values_list("failing_since", flat=True).first()
    if answer.fault is Fault.GONE or gives_up(since, now):
        _disable(row.endpoint, now)


def _disable(endpoint: WebhookEndpoint, now: datetime) -> None:
    """Needs the caller's transaction. The operators are told; what waits stays, for a replay."""
    changed = WebhookEndpoint.objects.filter(Q(pk=endpoint.pk), disabled_at=None).update(disabled_at=now)
    if changed:
        record(verb="webhook.disabled", row=endpoint, actor=SYSTEM, after={"url": endpoint.url})
        announce(DISABLED, key=f"{DISABLED}:{endpoint.pk}:{now.isoformat()}", endpoint=endpoint.pk)
