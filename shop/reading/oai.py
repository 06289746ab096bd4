"""What harvesters may read: the goods of makers who share their data, as records; what left them, as deleted.

Other apps add what they hold with ``add_collection``.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from shop.domain.export_json import item_from, maker_from
from shop.domain.exports import ExportItem, ExportMaker
from shop.domain.oai import Record
from shop.models import Category, ExportRow
from shop.reading.export_consents import sharing_today

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class Collection(Protocol):
    """Things that are harvested together: one set, perhaps with sets in it."""

    spec: str

    def sets(self) -> Sequence[tuple[str, str]]:
        """Return (name in addresses, name for readers) of the set and of those in it."""

    def page(
        self, after: int, most: int, *, since: datetime | None, until: datetime | None, chosen: str
    ) -> Sequence[tuple[int, Record]]:
        """Return records with their keys, in the order of keys, from the first key after ``after`` on."""

    def find(self, identifier: str) -> Record | None:
        """Return one record, also a deleted one."""

    def earliest(self) -> datetime | None:
        """Return when the first record changed."""


class Goods:
    """Variants as physical objects, in sets by family of categories."""

    spec = "objects"

    def __init__(self, base: str) -> None:
        self.base = base

    def sets(self) -> Sequence[tuple[str, str]]:
        """Return the set of all goods, and one for each family."""
        families = Category.objects.filter(parent=None).order_by("position", "pk")
        return [(self.spec, "Objects"), *((f"{self.spec}:{one.slug}", str(one.name)) for one in families)]

    def page(
        self, after: int, most: int, *, since: datetime | None, until: datetime | None, chosen: str
    ) -> Sequence[tuple[int, Record]]:
        """Return records by key. Two queries: rows with their makers, and who shares."""
        rows = _rows().filter(pk__gt=after).order_by("pk")
        if since:
            rows = rows.filter(changed__gte=since)
        if until:
            rows = rows.filter(changed__lte=until)
        if chosen.startswith(f"{self.spec}:"):
            rows = rows.filter(self._in_family(chosen.removeprefix(f"{self.spec}:")))
        sharing = sharing_today()
        return [(row.pk, self._record(row, sharing)) for row in rows[:most]]

    def find(self, identifier: str) -> Record | None:
        """Return one record."""
        kind, _slash, export_id = identifier.partition("/")
        row = _rows().filter(export_id=export_id).first() if kind == "variant" else None
        return self._record(row, sharing_today()) if row else None

    def earliest(self) -> datetime | None:
        """Return when the first version that is kept was written."""
        return ExportRow.objects.order_by("changed_at").values_list("changed_at", flat=True).first()

    def _in_family(self, slug: str) -> Q:
        """What was withdrawn has no family any more: it is listed in every set it may have been in."""
        products = Category.objects.filter(Q(slug=slug) | Q(parent__slug=slug) | Q(parent__parent__slug=slug))
        return Q(maker__products__variants__export_id=F("export_id"), maker__products__category__in=products)

    def _record(self, row: ExportRow, sharing: Iterable[int]) -> Record:
        identifier = f"variant/{row.export_id}"
        if row.is_withdrawn or not row.data or not row.of_maker or row.maker_id not in sharing:
            return Record(identifier, row.changed, (self.spec,), is_deleted=True)
        item, maker = item_from(row.data), maker_from(row.of_maker)
        sets = (self.spec, f"{self.spec}:{item.categories[0]}") if item.categories else (self.spec,)
        return Record(identifier, row.changed, sets, words=tuple(_words(item, maker, self.base)))


def _rows() -> QuerySet[ExportRow]:
    """Current variants with their makers; a record changes with either."""
    makers = ExportRow.objects.filter(kind=ExportRow.Kind.MAKER, is_current=True, source=OuterRef("maker"))
    return ExportRow.objects.filter(kind=ExportRow.Kind.VARIANT, is_current=True).annotate(
        of_maker=Subquery(makers.values("data")[:1]),
        changed=Greatest(
            "changed_at",
            Coalesce(Subquery(makers.values("changed_at")[:1]), "changed_at"),
            output_field=DateTimeField(),
        ),
    )


def _words(item: ExportItem, maker: ExportMaker, base: str) -> Iterable[tuple[str, str, str]]:
    """Write an item in Dublin Core, in every language that it is written in; types are those of the DCMI."""
    for name, texts in (
        ("title", item.name),
        ("creator", maker.name),
        ("subject", item.category_name),
        ("description", item.description or item.summary),
        ("coverage", maker.region_name),
    ):
        yield from ((name, text, lang) for lang, text in texts.items() if text)
    for _code, texts in (*item.materials, *item.techniques):
        yield from (("subject", text, lang) for lang, text in texts.items() if text)
    yield "type", "PhysicalObject" if item.kind == "good" else "Service", ""
    yield "identifier", f"{base}/id/variant/{item.id}", ""
    if item.pictures:
        yield "relation", item.pictures[0].src, ""
    if item.published_at:
        yield "date", item.published_at[:10], ""
    yield "language", item.original_language, ""
