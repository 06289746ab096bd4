"""Pieces delivered and complained of over twelve months, by technique and by defect."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from producers.models import Organisation
from shop.domain.quality import Counted, rate, since
from shop.models import ChangeLine, Defect, Lesson, OrderLine, Product, Technique

NOT_COUNTED = ("refused", "dropped")


@dataclass(frozen=True)
class TechniqueQuality:
    """One technique of a maker; ``technique`` is None for pieces without one. ``percent`` may be unknown."""

    technique: Technique | None
    counted: Counted
    defects: tuple[tuple[Defect, int], ...]
    lessons: tuple[Lesson, ...]

    @property
    def percent(self) -> int | None:
        """Complaints in a hundred pieces, None while too few have arrived."""
        return rate(self.counted)


def quality_of(maker: Organisation, *, today: date | None = None) -> list[TechniqueQuality]:
    """Return how her pieces were received, by technique, most complaints first. Eight queries at most."""
    counts, defects = _count([maker.pk], today or timezone.localdate())
    techniques = Technique.objects.in_bulk({key for _, key in counts if key})
    known = Defect.objects.in_bulk({key for found in defects.values() for key in found})
    lessons = list(Lesson.objects.filter(is_active=True).prefetch_related("defects", "techniques"))
    rows = [
        TechniqueQuality(
            techniques.get(technique) if technique else None,
            counted,
            tuple((known[key], n) for key, n in defects[owner, technique].most_common() if key in known),
            tuple(_fitting(lessons, set(defects[owner, technique]), technique)),
        )
        for (owner, technique), counted in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row.counted.complained, -row.counted.delivered))


def rates_of(makers: Collection[int], *, today: date | None = None) -> dict[tuple[int, int | None], Counted]:
    """Return the counts by maker and technique (None without one); the queries do not grow with makers."""
    return _count(makers, today or timezone.localdate())[0]


def _count(
    makers: Collection[int], today: date
) -> tuple[dict[tuple[int, int | None], Counted], dict[tuple[int, int | None], Counter[int]]]:
    lines = OrderLine.objects.filter(
        part__producer__in=makers, part__status="delivered", part__order__placed_at__date__gte=since(today)
    ).values_list("pk", "part__producer", "quantity", "variant__product")
    rows = list(lines)
    complained = _complained([row[0] for row in rows])
    made_by = _techniques({row[3] for row in rows})
    counts: defaultdict[tuple[int, int | None], Counted] = defaultdict(Counted)
    defects: defaultdict[tuple[int, int | None], Counter[int]] = defaultdict(Counter)
    for line, maker, quantity, product in rows:
        pieces = min(quantity, sum(n for _, n in complained[line]))
        for technique in made_by.get(product) or [None]:
            counts[maker, technique] += Counted(quantity, pieces)
            for defect, n in complained[line]:
                if defect is not None:
                    defects[maker, technique][defect] += n
    return dict(counts), defects


def _complained(lines: list[int]) -> defaultdict[int, list[tuple[int | None, int]]]:
    found: defaultdict[int, list[tuple[int | None, int]]] = defaultdict(list)
    rows = ChangeLine.objects.filter(line__in=lines, change__kind="complaint")
    rows = rows.exclude(change__status__in=NOT_COUNTED)
    for line, defect, quantity in rows.values_list("line", "change__defect", "quantity"):
        found[line].append((defect, quantity))
    return found


def _techniques(products: set[int]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    ties = Product.techniques.through.objects.filter(product__in=products)
    for product, technique in ties.values_list("product", "technique"):
        found[product].append(technique)
    return dict(found)


def _fitting(lessons: list[Lesson], defects: set[int], technique: int | None) -> list[Lesson]:
    """Lessons against what was complained of; one that names techniques is for these alone."""
    return [
        lesson
        for lesson in lessons
        if defects & {one.pk for one in lesson.defects.all()}
        and (not (only := {one.pk for one in lesson.techniques.all()}) or technique in only)
    ]
