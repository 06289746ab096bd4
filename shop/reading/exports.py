"""The frozen rows as a channel reads them: one by one, in memory that does not grow with their number.

Consent is asked here, not when rows are frozen: for every chunk anew, whatever was true a moment ago.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from cachetools import LRUCache
from django.db import connections
from django.db.models import CharField, Max, Q, QuerySet
from django.db.models.functions import Cast

from shop.domain.channels import Channel, Entry, Selection
from shop.domain.export_json import item_from, maker_from
from shop.domain.exports import ExportItem, ExportMaker, LeftOut
from shop.models import ExportCounter, ExportRow
from shop.reading.export_consents import sharing_today

CHUNK, MAKERS_KEPT = 1_000, 3_000
LATEST_COMMIT = timedelta(minutes=5)
Lacks = Callable[[Entry, Channel], LeftOut | None]
Kind = ExportRow.Kind
COLUMNS = ("source", "maker", "export_id", "data", "is_withdrawn", Cast("changed_at", CharField()))
"""The moment comes as text: rows that were frozen together have the same one, which is read once."""
Row = tuple[int, int, str, str | bytes, bool, str]
WHY = {"no_price": LeftOut.NO_PRICE, "missing_facts": LeftOut.NEEDS_PAPERS}


@dataclass(frozen=True)
class Left:
    """An item that stands in no file of a channel, and why; of a tombstone its id alone is known."""

    id: str
    why: LeftOut
    item: ExportItem | None = None
    maker: ExportMaker | None = None


def entries(channel: Channel, since: int | None = None, lacks: Lacks | None = None) -> Iterator[Entry]:
    """Return what a channel may carry, product by product, as it stands.

    ``since`` is a number that ``sequence_now`` gave: then only what is otherwise since. ``lacks`` is what the
    dialect says of an entry. Two queries for every 1,000 items, and one for makers not seen lately.
    """
    return (one for one in judged(channel, since, lacks) if isinstance(one, Entry))


def left_out(channel: Channel, since: int | None = None, lacks: Lacks | None = None) -> Iterator[Left]:
    """Return what a channel does not carry, each with its reason; with ``since`` the withdrawn as well."""
    return (one for one in judged(channel, since, lacks) if isinstance(one, Left))


def entries_of(channel: Channel, makers: Collection[str], lacks: Lacks | None = None) -> Iterator[Entry]:
    """Return what a channel may carry of some makers, by their permanent ids."""
    return (one for one in judged(channel, lacks=lacks, of=makers) if isinstance(one, Entry))


def judged(
    channel: Channel, since: int | None = None, lacks: Lacks | None = None, of: Collection[str] = ()
) -> Iterator[Entry | Left]:
    """Return everything once, in the order of products: what a channel carries, and what it does not.

    ``of`` are permanent ids of makers: then only what is theirs.
    """
    for chunk in chunks(channel, since, of):
        yield from judged_of(chunk, channel, lacks)


@dataclass(frozen=True)
class Chunk:
    """Rows with all that is needed to judge them: their makers, and which of those agree at this moment."""

    rows: "list[Row]"
    makers: Mapping[int, ExportMaker | None]
    sharing: frozenset[int]

    def pieces(self, size: int) -> Iterator["Chunk"]:
        """Yield the same in pieces of at most so many rows."""
        for start in range(0, len(self.rows), size):
            yield replace(self, rows=self.rows[start : start + size])


def chunks(channel: Channel, since: int | None = None, of: Collection[str] = ()) -> Iterator[Chunk]:
    """Read what is there chunk by chunk, for ``judged_of``."""
    makers = _Makers()
    for rows in _chunks(since, of):
        sharing = sharing_today(channel.consent)
        keys = {row[1] for row in rows}
        yield Chunk(rows, makers.read(keys), sharing & keys)


def judged_of(chunk: Chunk, channel: Channel, lacks: Lacks | None = None) -> Iterator[Entry | Left]:
    """Return what became of each row. Asks the database nothing."""
    market, makers, sharing = channel.market, chunk.makers, chunk.sharing
    for _source, whose, export_id, data, is_withdrawn, changed_at in chunk.rows:
        if is_withdrawn or not data:
            yield Left(export_id, LeftOut.WITHDRAWN)
            continue
        item = item_from(data, updated_at=moment_said(changed_at), market=market)
        own = makers[whose]
        if own is None:
            yield Left(export_id, LeftOut.WITHDRAWN, item)
            continue
        yield _judge(item, own, channel, whose in sharing, lacks)


def has_more_than(count: int) -> bool:
    """Say whether more variants than so many stand in the snapshot today."""
    rows = ExportRow.objects.filter(kind=Kind.VARIANT, is_current=True, is_withdrawn=False)
    return rows.order_by("source", "place", "pk")[count : count + 1].exists()


def sequence_now() -> int:
    """Return the number of the last version that is written: everything up to it can be read."""
    return ExportCounter.objects.aggregate(last=Max("last"))["last"] or 0


def sequence_at(moment: datetime) -> int:
    """Return a number before everything that could not be read yet at a moment.

    A version bears the time at which its writing began: some minutes are looked back, and a reader may get
    again what he has.
    """
    before = ExportRow.objects.filter(changed_at__lt=moment - LATEST_COMMIT)
    return before.aggregate(last=Max("sequence"))["last"] or 0


def all_makers(scope: str = "sharing") -> Iterator[ExportMaker]:
    """Return every maker that shares her data, in the order of their keys."""
    last = 0
    rows = ExportRow.objects.filter(kind=Kind.MAKER, is_current=True, is_withdrawn=False).order_by("source")
    while chunk := list(rows.filter(source__gt=last).values_list("source", "data", "changed_at")[:500]):
        sharing = sharing_today(scope)
        for source, data, changed_at in chunk:
            if source in sharing and data:
                yield maker_from(data, updated_at=changed_at.isoformat())
        last = chunk[-1][0]


def _judge(
    item: ExportItem, maker: ExportMaker, channel: Channel, shares: bool, lacks: Lacks | None
) -> Entry | Left:
    offer = item.offer(channel.market)
    if not shares:
        why: LeftOut | None = LeftOut.NO_CONSENT
    elif not is_chosen(item, maker, channel.selection):
        why = LeftOut.NOT_CHOSEN
    elif offer is None:
        why = LeftOut.NO_PRICE
    elif offer.lacks:
        why = WHY.get(offer.lacks, LeftOut.WITHDRAWN)
    elif offer.minor is None:
        why = LeftOut.NO_PRICE
    else:
        entry = Entry(item, maker, offer)
        why = lacks(entry, channel) if lacks else None
        if why is None:
            return entry
    return Left(item.id, why, item, maker)


def is_chosen(item: ExportItem, maker: ExportMaker, chosen: Selection) -> bool:
    """Say whether a selection takes an item."""
    if chosen.categories and chosen.categories.isdisjoint(item.categories):
        return False
    if chosen.regions and item.region not in chosen.regions:
        return False
    if chosen.makers and maker.id not in chosen.makers:
        return False
    return not chosen.labels or not chosen.labels.isdisjoint(
        claim.code for claim in (*item.claims, *maker.claims)
    )


def _chunks(since: int | None, of: Collection[str] = ()) -> Iterator[list[Row]]:
    """Read current rows by product, never a product in two chunks.

    Each chunk is a query of its own that begins where the last one ended: no transaction stays open for as
    long as somebody writes a file.
    """
    rows = ExportRow.objects.filter(kind=Kind.VARIANT, is_current=True).order_by("source", "place", "pk")
    if of:
        rows = rows.filter(maker__export_id__in=of)
    if since is None:
        rows = rows.filter(is_withdrawn=False)
    else:
        of_makers = ExportRow.objects.filter(kind=Kind.MAKER, is_current=True, sequence__gt=since)
        rows = rows.filter(Q(sequence__gt=since) | Q(maker__in=of_makers.values("source")))
    last, size = 0, CHUNK
    while chunk := _read(rows.filter(source__gt=last).values_list(*COLUMNS)[:size]):
        if len(chunk) == size:
            end = chunk[-1][0]
            whole = [row for row in chunk if row[0] != end]
            if not whole:
                size *= 2
                continue
            chunk = whole
        yield chunk
        last, size = chunk[-1][0], CHUNK


def _read(rows: QuerySet[Any, Any]) -> list[Row]:
    """Fetch rows; from PostgreSQL with ``data`` as it was sent.

    The reader of JSON wants UTF-8: to make a text of it, and of the text UTF-8 again, took a fifth of the
    time that a row takes to be read.
    """
    if connections[rows.db].vendor != "postgresql":
        return list(rows)
    from shop.reading.as_sent import AsSent  # SQLite needs no driver of PostgreSQL

    statement, values = rows.query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.cursor.adapters.register_loader("text", AsSent)
        cursor.execute(statement, values)
        found: list[Row] = cursor.fetchall()
        return found


@lru_cache(maxsize=64)
def moment_said(text: str) -> str:
    """Return a moment that the database wrote, in UTC, as ISO 8601 has it."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


class _Makers:
    """The makers of the last chunks; those not among them are read at once."""

    def __init__(self) -> None:
        self._kept: LRUCache[int, ExportMaker | None] = LRUCache(MAKERS_KEPT)

    def read(self, keys: set[int]) -> Mapping[int, ExportMaker | None]:
        """Return these by key; None for one whom the public does not see."""
        found = {key: self._kept[key] for key in keys if key in self._kept}
        if missing := keys - found.keys():
            rows = ExportRow.objects.filter(
                kind=Kind.MAKER, source__in=missing, is_current=True, is_withdrawn=False
            )
            found |= dict.fromkeys(missing)
            for key, data, changed_at in rows.values_list("source", "data", "changed_at"):
                found[key] = maker_from(data, updated_at=changed_at.isoformat()) if data else None
        for key in missing:
            self._kept[key] = found[key]
        return found
