"""Freezes what the outside may know: what has changed gets its next version, what is gone a tombstone.

One writer at a time: whoever holds the row of the counter. So numbers are given out in the order of commits,
and a reader who has seen one has seen all below it. What commits while a batch is being read has left a note
of its own, which stays for the next round.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from producers.actions.announce import announce
from producers.models import Organisation, ProducerPage
from shop import conf
from shop.domain.export_json import frozen
from shop.export_changes import ALL, MAKER, PAGE, PICTURE, PLACE, PRODUCT, VARIANT
from shop.models import (
    ExportChange,
    ExportCounter,
    ExportDue,
    ExportRow,
    Product,
    ProductPicture,
    Stock,
    Variant,
)
from shop.reading.export_items import products_today
from shop.reading.export_makers import makers_today

EXPORTS_CHANGED = "exports.changed"
PRODUCTS_AT_ONCE, MAKERS_AT_ONCE, NOTES_AT_ONCE, OLD_AT_ONCE = 500, 500, 20_000, 5_000
SECONDS_A_ROUND = 20.0
Kind = ExportRow.Kind


@dataclass(frozen=True)
class _Wanted:
    """How a row should read now."""

    export_id: str
    source: int
    maker: int
    data: str
    place: int = 0
    more: str = ""

    @property
    def etag(self) -> str:
        """The same for the same content; ``more`` counts although it is not told."""
        return sha256((self.data + self.more).encode()).hexdigest()[:32]


def refresh_exports(*, now: datetime | None = None, seconds: float = SECONDS_A_ROUND) -> int:
    """Freeze anew what has changed, batch by batch, for about so many seconds; return the new versions.

    What is left stays noted for the next round.
    """
    ends, written = time.monotonic() + seconds, 0
    _note_what_is_due(now or timezone.now())
    _spread()
    for kind, freeze in ((MAKER, _freeze_makers), (PRODUCT, _freeze_products)):
        while time.monotonic() < ends:
            keys, versions = _batch(kind, freeze, now)
            written += versions
            if not keys:
                break
    return written


def forget_old_exports(*, now: datetime | None = None) -> int:
    """Delete versions that newer ones replaced long ago; the current ones, tombstones too, stay for good."""
    before = (now or timezone.now()) - timedelta(days=conf.export_days())
    old, deleted = ExportRow.objects.filter(is_current=False, changed_at__lt=before).order_by("pk"), 0
    while ids := list(old.values_list("pk", flat=True)[:OLD_AT_ONCE]):
        deleted += ExportRow.objects.filter(pk__in=ids).delete()[0]
    return deleted


@transaction.atomic(durable=True)
def _note_what_is_due(now: datetime) -> None:
    rows = list(ExportDue.objects.filter(due_at__lte=now).order_by("pk")[:NOTES_AT_ONCE])
    ExportChange.objects.bulk_create([ExportChange(kind=row.kind, key=row.key) for row in rows])
    ExportDue.objects.filter(pk__in=[row.pk for row in rows]).delete()


@transaction.atomic(durable=True)
def _spread() -> None:
    """Turn notes about other rows into notes about the products and makers that show them."""
    notes = list(ExportChange.objects.exclude(kind__in=(PRODUCT, MAKER)).order_by("pk")[:NOTES_AT_ONCE])
    if not notes:
        return
    by_kind = {kind: {note.key for note in notes if note.kind == kind} for kind in _PRODUCTS_OF}
    products, makers = set[int](), set[int]()
    for kind, keys in by_kind.items():
        if keys:
            products.update(_PRODUCTS_OF[kind](keys))
            makers.update(_MAKERS_OF[kind](keys) if kind in _MAKERS_OF else ())
    _note(PRODUCT, products)
    _note(MAKER, makers)
    ExportChange.objects.filter(pk__in=[note.pk for note in notes]).delete()


def _products_of_places(keys: Collection[int]) -> Iterable[int]:
    """A place that is gone, or that no market sells from any more, has its stock all the same."""
    return Stock.objects.filter(place__in=keys).values_list("variant__product", flat=True).distinct()


_PRODUCTS_OF: Mapping[str, Callable[[Collection[int]], Iterable[int]]] = {
    VARIANT: lambda keys: Variant.objects.filter(pk__in=keys).values_list("product", flat=True),
    PLACE: _products_of_places,
    PICTURE: lambda keys: ProductPicture.objects.filter(picture__in=keys).values_list("product", flat=True),
    PAGE: lambda keys: (),
    ALL: lambda keys: Product.objects.values_list("pk", flat=True),
}
_MAKERS_OF: Mapping[str, Callable[[Collection[int]], Iterable[int]]] = {
    PICTURE: lambda keys: Organisation.objects.filter(picture__in=keys).values_list("pk", flat=True),
    PAGE: lambda keys: ProducerPage.objects.filter(pk__in=keys).values_list("organisation", flat=True),
    ALL: lambda keys: Organisation.objects.sellers().values_list("pk", flat=True),
}


def _note(kind: str, keys: Iterable[int]) -> None:
    rows = [ExportChange(kind=kind, key=key) for key in sorted(keys)]
    ExportChange.objects.bulk_create(rows, batch_size=5_000)


@transaction.atomic(durable=True)
def _batch(
    kind: str, freeze: Callable[[Sequence[int], datetime, int], int], now: datetime | None
) -> tuple[int, int]:
    """Freeze the keys that were noted first; return how many, and how many versions they got."""
    ExportCounter.objects.get_or_create(pk=1)
    ExportCounter.objects.filter(pk=1).update(last=F("last"))  # from here on nobody else writes
    last = ExportCounter.objects.get(pk=1).last
    notes = ExportChange.objects.filter(kind=kind).order_by("pk").values_list("pk", "key")[:NOTES_AT_ONCE]
    most = PRODUCTS_AT_ONCE if kind == PRODUCT else MAKERS_AT_ONCE
    keys: dict[int, list[int]] = {}
    for pk, key in notes:
        if key in keys or len(keys) < most:
            keys.setdefault(key, []).append(pk)
    if not keys:
        return 0, 0
    written = freeze(list(keys), now or timezone.now(), last)
    done = [pk for pks in keys.values() for pk in pks]
    ExportChange.objects.filter(pk__in=done).delete()
    if written:
        ExportCounter.objects.filter(pk=1).update(last=last + written)
        announce(EXPORTS_CHANGED, key=f"{EXPORTS_CHANGED}/{last}", first=last + 1, last=last + written)
    return len(keys), written


def _freeze_products(keys: Sequence[int], now: datetime, last: int) -> int:
    today = products_today(keys, now=now)
    makers = dict(Product.objects.filter(pk__in=list(today)).values_list("pk", "producer"))
    wanted = [
        _Wanted(item.id, key, makers[key], frozen(item), place=item.position)
        for key, product in today.items()
        for item in product.items
    ]
    _set_due(PRODUCT, keys, {key: product.due_at for key, product in today.items()})
    return _write(Kind.VARIANT, keys, wanted, now, last)


def _freeze_makers(keys: Sequence[int], now: datetime, last: int) -> int:
    """Whatever changes a maker may change what her pages say of her products: those are noted too."""
    today = makers_today(keys, now=now)
    wanted = [
        _Wanted(one.maker.id, key, key, frozen(one.maker), more=f"/{one.shares}")
        for key, one in today.items()
    ]
    _note(PRODUCT, Product.objects.filter(producer__in=keys).values_list("pk", flat=True))
    _note(
        MAKER,
        Organisation.objects.sellers()
        .filter(group__in=_turned(keys, set(today)))
        .values_list("pk", flat=True),
    )
    _set_due(MAKER, keys, {key: one.due_at for key, one in today.items()})
    return _write(Kind.MAKER, keys, wanted, now, last)


def _turned(keys: Sequence[int], shown: set[int]) -> list[int]:
    """Return those that were shown and are not, or the other way round: their members name them."""
    rows = ExportRow.objects.filter(kind=Kind.MAKER, source__in=keys, is_current=True, is_withdrawn=False)
    before = set(rows.values_list("source", flat=True))
    return sorted((set(keys) & shown) ^ before)


def _set_due(kind: str, keys: Sequence[int], due: Mapping[int, datetime | None]) -> None:
    ExportDue.objects.filter(kind=kind, key__in=keys).delete()
    ExportDue.objects.bulk_create(
        ExportDue(kind=kind, key=key, due_at=moment) for key, moment in due.items() if moment
    )


def _write(kind: str, keys: Sequence[int], wanted: Sequence[_Wanted], now: datetime, last: int) -> int:
    """Write the versions that differ from the current ones; return how many."""
    current = {row.export_id: row for row in _current(kind, keys, [each.export_id for each in wanted])}
    new = [
        _version(kind, each, current.get(each.export_id), now)
        for each in wanted
        if _differs(current.get(each.export_id), each)
    ]
    there = {each.export_id for each in wanted}
    new += [
        _tombstone(row, now)
        for row in current.values()
        if row.export_id not in there and not row.is_withdrawn
    ]
    for number, row in enumerate(new, start=last + 1):
        row.sequence = number
    replaced = [current[row.export_id].pk for row in new if row.export_id in current]
    ExportRow.objects.filter(pk__in=replaced).update(is_current=False)
    ExportRow.objects.bulk_create(new, batch_size=500)
    return len(new)


def _current(kind: str, keys: Sequence[int], ids: Sequence[str]) -> QuerySet[ExportRow]:
    meant = Q(source__in=list(keys)) | Q(export_id__in=list(ids))
    return ExportRow.objects.filter(meant, kind=kind, is_current=True).defer("data")


def _differs(row: ExportRow | None, wanted: _Wanted) -> bool:
    if row is None or row.is_withdrawn:
        return True
    return (row.etag, row.place, row.source) != (wanted.etag, wanted.place, wanted.source)


def _version(kind: str, wanted: _Wanted, before: ExportRow | None, now: datetime) -> ExportRow:
    return ExportRow(
        kind=kind,
        export_id=wanted.export_id,
        version=before.version + 1 if before else 1,
        source=wanted.source,
        place=wanted.place,
        maker_id=wanted.maker,
        data=wanted.data,
        etag=wanted.etag,
        changed_at=now,
    )


def _tombstone(before: ExportRow, now: datetime) -> ExportRow:
    return ExportRow(
        kind=before.kind,
        export_id=before.export_id,
        version=before.version + 1,
        source=before.source,
        place=before.place,
        maker_id=before.maker_id,
        etag=sha256(f"withdrawn/{before.export_id}".encode()).hexdigest()[:32],
        changed_at=now,
        is_withdrawn=True,
    )
