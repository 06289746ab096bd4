"""Who has read which feed: counted in the cache within the hour, written down by a job.

A reading writes a row only when it is the first of its kind within the hour, and readings in a burst are
counted together, so that asking whether a file has changed stays cheap.
"""

import threading
import time
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from shop.counting import counted
from shop.models import FeedChannel, FeedRead, FeedToken

AN_HOUR = timedelta(hours=1)
KEPT = 3 * 3600
BURST_SECONDS, BURST = 2.0, 50
Answer = tuple[int, int | None, datetime, int]
_burst: Counter[Answer] = Counter()
_counted_at: dict[Answer, float] = {}
_lock = threading.Lock()


def note_read(channel: int, token: int | None, status: int) -> None:
    """Count one more answer to a reader; ``token`` is None for the public.

    What comes within two seconds of the last one waits for the next, or for ``write_reads`` of this process.
    """
    answer = (channel, token, timezone.now().replace(minute=0, second=0, microsecond=0), status)
    with _lock:
        _burst[answer] += 1
        is_waiting = time.monotonic() - _counted_at.get(answer, -BURST_SECONDS) < BURST_SECONDS
        if is_waiting and _burst[answer] < BURST:
            return
        if len(_counted_at) > 1_000:
            _counted_at.clear()
        _counted_at[answer] = time.monotonic()
        count = _burst.pop(answer)
    _count(answer, count)


def forget_bursts() -> None:
    """Forget what this process has not counted yet."""
    with _lock:
        _burst.clear()
        _counted_at.clear()


def _count(answer: Answer, count: int) -> None:
    if counted(_key(*answer), KEPT, count) == count:
        _first(*answer)


@transaction.atomic
def write_reads(*, now: datetime | None = None) -> int:
    """Write down what was counted within this hour and the last; return how many rows have changed."""
    with _lock:
        waiting = dict(_burst)
        _burst.clear()
    for answer, count in _still_there(waiting).items():
        _count(answer, count)
    rows = FeedRead.objects.filter(hour__gte=(now or timezone.now()) - 2 * AN_HOUR)
    changed = []
    for row in rows:
        count = cache.get(_key(row.channel_id, row.token_id, row.hour, row.status)) or 0
        if count > row.count:
            row.count, row.last_at = count, timezone.now()
            changed.append(row)
    FeedRead.objects.bulk_update(changed, ["count", "last_at"])
    return len(changed)


def _still_there(waiting: Mapping[Answer, int]) -> dict[Answer, int]:
    """Leave out what was read of channels, and with tokens, that somebody has taken away meanwhile."""
    if not waiting:
        return {}
    channels = set(FeedChannel.objects.values_list("pk", flat=True))
    tokens = {None, *FeedToken.objects.values_list("pk", flat=True)}
    return {one: count for one, count in waiting.items() if one[0] in channels and one[1] in tokens}


@transaction.atomic
def _first(channel: int, token: int | None, hour: datetime, status: int) -> None:
    row = FeedRead(channel_id=channel, token_id=token, hour=hour, status=status)
    FeedRead.objects.bulk_create([row], ignore_conflicts=True)


def _key(channel: int, token: int | None, hour: datetime, status: int) -> str:
    return f"tiwizi_feed_read:{channel}:{token or 0}:{int(hour.timestamp())}:{status}"
