"""Who has read which feed: counted in the cache within the hour, written down by a job.

A reading writes a row only when it is the first of its kind within the hour, so that asking whether a file
has changed stays cheap.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from shop.models import FeedRead

AN_HOUR = timedelta(hours=1)
KEPT = 3 * 3600


def note_read(channel: int, token: int | None, status: int) -> None:
    """Count one more answer to a reader; ``token`` is None for the public."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    key = _key(channel, token, hour, status)
    if cache.add(key, 1, KEPT):
        _first(channel, token, hour, status)
        return
    try:
        cache.incr(key)
    except ValueError:  # it was dropped between the two
        cache.set(key, 1, KEPT)


@transaction.atomic
def write_reads(*, now: datetime | None = None) -> int:
    """Write down what was counted within this hour and the last; return how many rows have changed."""
    rows = FeedRead.objects.filter(hour__gte=(now or timezone.now()) - 2 * AN_HOUR)
    changed = []
    for row in rows:
        count = cache.get(_key(row.channel_id, row.token_id, row.hour, row.status)) or 0
        if count > row.count:
            row.count, row.last_at = count, timezone.now()
            changed.append(row)
    FeedRead.objects.bulk_update(changed, ["count", "last_at"])
    return len(changed)


@transaction.atomic
def _first(channel: int, token: int | None, hour: datetime, status: int) -> None:
    row = FeedRead(channel_id=channel, token_id=token, hour=hour, status=status)
    FeedRead.objects.bulk_create([row], ignore_conflicts=True)


def _key(channel: int, token: int | None, hour: datetime, status: int) -> str:
    return f"tiwizi_feed_read:{channel}:{token or 0}:{int(hour.timestamp())}:{status}"
