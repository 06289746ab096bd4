"""The production board of a trade buyer's order: each maker's part, stage by stage, with its pictures."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from producers.domain.shown import Shown, shown
from shop.domain.part_photos import PhotoKind
from shop.domain.states import PhotoStatus
from shop.models import Order, PartPhoto, ProducerOrder
from shop.reading.order_parts import STEP_TEXTS, days_of

STAGES = ("placed", "accepted", "making", "packed", "shipped", "delivered")


@dataclass(frozen=True)
class StageShown:
    """One stage: since when, None while it is ahead or was skipped, and the pictures taken in it."""

    code: str
    label: str
    since: date | None
    photos: tuple[PartPhoto, ...]


@dataclass(frozen=True)
class BoardRow:
    """One maker's part."""

    pk: int
    number: str
    maker: Shown
    status: str
    ship_by: date | None
    stages: tuple[StageShown, ...]


def board_of(order: Order, lang: str) -> list[BoardRow]:
    """Return an order's parts with the day and the pictures of each stage; three queries for any order."""
    parts = list(ProducerOrder.objects.filter(order=order).select_related("producer").order_by("pk"))
    days, photos = days_of(parts), _photos(parts)
    return [
        BoardRow(
            pk=part.pk,
            number=part.number,
            maker=shown(part.producer.name, lang, part.producer.original_language),
            status=STEP_TEXTS[part.status](),
            ship_by=part.ship_by,
            stages=tuple(
                StageShown(code, STEP_TEXTS[code](), days.get(part.pk, {}).get(code), photos[part.pk, code])
                for code in STAGES
            ),
        )
        for part in parts
    ]


def _photos(parts: list[ProducerOrder]) -> "defaultdict[tuple[int, str], tuple[PartPhoto, ...]]":
    """Return by part and stage the pictures of the work that nobody has taken down."""
    found: defaultdict[tuple[int, str], tuple[PartPhoto, ...]] = defaultdict(tuple)
    rows = PartPhoto.objects.filter(part__in=parts, kind=PhotoKind.PROGRESS.value)
    for row in rows.exclude(status=PhotoStatus.TAKEN_DOWN.value).order_by("pk"):
        found[row.part_id, row.stage or "making"] += (row,)
    return found
