"""The frozen rows page by page, for partners: all, or what is otherwise since they last read."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from shop.domain.channels import Channel
from shop.domain.export_json import item_from, maker_from
from shop.domain.exports import ExportMaker
from shop.domain.importing import LANGUAGES
from shop.models import ExportRow
from shop.reading.export_consents import sharing_today
from shop.reading.exports import is_chosen

Kind = ExportRow.Kind
TONGUES = frozenset(LANGUAGES)
TRADE = frozenset({"trade_minor", "carton_pieces", "minimum_quantity", "monthly_capacity"})


@dataclass(frozen=True)
class ExportPage:
    """Items that a partner may read, ids of those that are no longer there, and the product it ends with."""

    items: list[Mapping[str, Any]]
    gone: list[str]
    last: int | None
    """None where nothing follows."""


def page_of(
    channel: Channel, since: int, after: int, most: int, languages: Collection[str] = ()
) -> ExportPage:
    """Return the next page behind a product; never a product in two pages. Three queries.

    ``languages`` are those whose texts it holds, all where none is named. Consent is asked now: the variants
    of a maker who no longer shares are told as gone.
    """
    rows = ExportRow.objects.filter(kind=Kind.VARIANT, is_current=True, source__gt=after)
    if since:
        makers = ExportRow.objects.filter(kind=Kind.MAKER, is_current=True, sequence__gt=since)
        rows = rows.filter(Q(sequence__gt=since) | Q(maker__in=makers.values("source")))
    else:
        rows = rows.filter(is_withdrawn=False)
    read = list(rows.order_by("source", "place", "pk")[: most + 1])
    if len(read) <= most:
        return _page(channel, read, since, None, frozenset(languages))
    whole = [row for row in read if row.source != read[-1].source]
    if not whole:  # one product with more variants than fit on a page
        whole = list(rows.filter(source=read[0].source).order_by("place", "pk"))
    return _page(channel, whole, since, whole[-1].source, frozenset(languages))


def _page(
    channel: Channel, rows: Sequence[ExportRow], since: int, last: int | None, languages: frozenset[str]
) -> ExportPage:
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
            told = _for(channel, json.loads(row.data), row)
            items.append(_in_languages(told, languages) if languages else told)
    return ExportPage(items, gone if since else [], last)


def _makers(keys: set[int]) -> dict[int, ExportMaker]:
    rows = ExportRow.objects.filter(kind=Kind.MAKER, source__in=keys, is_current=True, is_withdrawn=False)
    return {key: maker_from(data) for key, data in rows.values_list("source", "data") if data}


def _for(channel: Channel, data: dict[str, Any], row: ExportRow) -> dict[str, Any]:
    """Keep what the partner's market says; what other markets say, and what shops pay, is not for it."""
    offers = [_without(one, TRADE) for one in data.pop("offers", []) if one.get("market") == channel.market]
    told = {"offers": offers, "updated_at": row.changed_at.isoformat(), "etag": row.etag}
    return _without(data, TRADE) | told


def _without(data: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def _in_languages(value: Any, kept: frozenset[str]) -> Any:
    """Keep of every text what is in these languages: a text is a mapping whose keys are languages alone."""
    if isinstance(value, list):
        return [_in_languages(each, kept) for each in value]
    if not isinstance(value, dict):
        return value
    if value and TONGUES.issuperset(value):
        return {lang: text for lang, text in value.items() if lang in kept}
    return {name: _in_languages(each, kept) for name, each in value.items()}
