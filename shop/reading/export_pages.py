"""The frozen rows page by page, for partners: all, or what is otherwise since they last read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from shop.domain.channels import Channel
from shop.domain.export_json import item_from, maker_from
from shop.domain.exports import ExportMaker
from shop.models import ExportRow
from shop.reading.export_consents import sharing_today
from shop.reading.exports import is_chosen

Kind = ExportRow.Kind


@dataclass(frozen=True)
class ExportPage:
    """Items that a partner may read, ids of those that are no longer there, and the product it ends with."""

    items: list[Mapping[str, Any]]
    gone: list[str]
    last: int | None
    """None where nothing follows."""


def page_of(channel: Channel, since: int, after: int, most: int) -> ExportPage:
    """Return the next page behind a product; never a product in two pages. Three queries.

    Consent is asked now: the variants of a maker who no longer shares are told as gone.
    """
    rows = ExportRow.objects.filter(kind=Kind.VARIANT, is_current=True, source__gt=after)
    if since:
        makers = ExportRow.objects.filter(kind=Kind.MAKER, is_current=True, sequence__gt=since)
        rows = rows.filter(Q(sequence__gt=since) | Q(maker__in=makers.values("source")))
    else:
        rows = rows.filter(is_withdrawn=False)
    read = list(rows.order_by("source", "place", "pk")[: most + 1])
    if len(read) <= most:
        return _page(channel, read, since, None)
    whole = [row for row in read if row.source != read[-1].source]
    if not whole:  # one product with more variants than fit on a page
        whole = list(rows.filter(source=read[0].source).order_by("place", "pk"))
    return _page(channel, whole, since, whole[-1].source)


def _page(channel: Channel, rows: Sequence[ExportRow], since: int, last: int | None) -> ExportPage:
    sharing, makers = sharing_today(channel.consent), _makers({row.maker_id for row in rows})
    items: list[Mapping[str, Any]] = []
    gone: list[str] = []
    for row in rows:
        maker = makers.get(row.maker_id)
        is_there = not row.is_withdrawn and row.maker_id in sharing and maker is not None
        if not is_there:
            gone.append(row.export_id)
            continue
        item = item_from(row.data)
        if maker is not None and is_chosen(item, maker, channel.selection):
            items.append(_for(channel, json.loads(row.data), row))
    return ExportPage(items, gone if since else [], last)


def _makers(keys: set[int]) -> dict[int, ExportMaker]:
    rows = ExportRow.objects.filter(kind=Kind.MAKER, source__in=keys, is_current=True, is_withdrawn=False)
    return {key: maker_from(data) for key, data in rows.values_list("source", "data") if data}


def _for(channel: Channel, data: dict[str, Any], row: ExportRow) -> dict[str, Any]:
    """Keep what the partner's market says; what other markets say is none of its business."""
    offers = [one for one in data.pop("offers", []) if one.get("market") == channel.market]
    return {**data, "offers": offers, "updated_at": row.changed_at.isoformat(), "etag": row.etag}
