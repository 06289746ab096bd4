"""Channels as values, whether a built file may still be served, and what stands beside it."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from producers.editions.memory import remembered
from producers.reading.head import absolute
from shop.domain.channels import Channel, Selection
from shop.models import ExportRow, FeedBuild, FeedChannel
from shop.reading.export_consents import consent_mark, has_taken_back
from shop.reading.exports import sequence_now

LEFT_PER_PAGE = 50


def channel_value(row: FeedChannel) -> Channel:
    """Return what a dialect reads of a channel: four queries."""
    return Channel(
        code=row.code,
        dialect=row.dialect,
        title=row.name,
        language=row.language,
        country=row.country,
        market=row.market.code,
        currency=str(row.market.currency),
        base=absolute(""),
        licence_of_texts=row.licence_of_texts,
        licence_of_pictures=row.licence_of_pictures,
        selection=Selection(
            categories=frozenset(row.categories.values_list("slug", flat=True)),
            regions=frozenset(row.regions),
            makers=frozenset(row.makers.values_list("export_id", flat=True)),
            labels=frozenset(row.labels.values_list("code", flat=True)),
        ),
        is_delta=row.is_stock_only,
        has_trade_terms=row.has_trade_terms,
        consent=row.consent,
    )


def may_be_served(build: FeedBuild) -> bool:
    """Say whether everybody in a file still agrees to all that she agreed to when it was made.

    Where nobody has changed anything since, that is one comparison.
    """
    if build.consent_mark == consent_mark():
        return True
    areas, key = ("offers",), (build.pk,)
    return not remembered("feed taken back", areas, key, lambda: has_taken_back(build.agreed))


def channels_due(now: datetime) -> Iterator[FeedChannel]:
    """Return the active channels whose file has to be made again.

    One that somebody has asked for, or whose file may not be served any more, at once; one of which anything
    has changed, once its period is over.
    """
    last = sequence_now()
    rows = FeedChannel.objects.filter(Q(building_until=None) | Q(building_until__lte=now), is_active=True)
    for row in rows.select_related("current"):
        if _is_due(row, last, now):
            yield row


def _is_due(row: FeedChannel, last: int, now: datetime) -> bool:
    build = row.current
    if row.is_due or build is None or not may_be_served(build):
        return True
    return build.sequence < last and build.started_at <= now - timedelta(minutes=row.period_minutes)


def changed_rows(since: int, most: int) -> int:
    """Count the versions since a number, no further than to ``most``."""
    rows = ExportRow.objects.filter(is_current=True, sequence__gt=since)
    return len(rows.values_list("pk")[:most])


def left_lines(build: FeedBuild, page: int) -> list[dict[str, Any]]:
    """Return one page of what a file leaves out, each with its reason; the first page is 1."""
    if not build.left:
        return []
    start = (page - 1) * LEFT_PER_PAGE
    with build.left.open("rb") as file:
        return [json.loads(line) for line in islice(file, start, start + LEFT_PER_PAGE)]


def builds_of(channel: FeedChannel) -> QuerySet[FeedBuild]:
    """Return the attempts to build a channel's file, newest first."""
    return channel.builds.defer("agreed")
