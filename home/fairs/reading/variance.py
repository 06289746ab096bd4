"""The variance report: sheets against receipts against what came back, and counted cash against receipts."""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Sum

from home.fairs.domain.variance import GoodsVariance
from home.fairs.models import Evening, Fair, OddReceipt, ReceiptLine, SheetLine
from producers.models import Organisation
from shop.models import Variant


@dataclass(frozen=True)
class GoodsRow:
    """One variant of a fair and its numbers."""

    variant: Variant
    numbers: GoodsVariance


def variance_of(fair: Fair) -> list[GoodsRow]:
    """Return every variant that left for a fair or was sold there, those that do not agree first.

    Five queries however many there are.
    """
    lines = SheetLine.objects.filter(sheet__fair=fair, sheet__state__in=["out", "back"]).order_by()
    by_variant = lines.values(variant=F("origin__variant"))
    out = {
        row["variant"]: row for row in by_variant.annotate(q=Sum("quantity"), b=Sum("back"), n=Sum("lost"))
    }
    away = set(lines.filter(sheet__state="out").values_list("origin__variant", flat=True))
    sold = dict(
        ReceiptLine.objects.filter(receipt__till__fair=fair)
        .order_by()
        .values_list("variant")
        .annotate(Sum("quantity"))
    )
    settled = dict(fair.settled.order_by().values_list("variant").annotate(Sum("quantity")))
    variants = Variant.objects.select_related("product__producer").in_bulk({*out, *sold})
    rows = [
        GoodsRow(variant, _numbers(out.get(pk, {}), sold.get(pk, 0), settled.get(pk, 0), pk not in away))
        for pk, variant in variants.items()
    ]
    return sorted(rows, key=lambda row: (row.numbers.agrees, row.variant.product.producer_id, row.variant.pk))


def changed_prices(fair: Fair) -> QuerySet[ReceiptLine]:
    """Return what was charged at another price than stood on the shelf when the receipt arrived."""
    rows = ReceiptLine.objects.filter(receipt__till__fair=fair, listed__isnull=False)
    return (
        rows.exclude(unit=F("listed"))
        .select_related("receipt__till", "variant__product")
        .order_by("receipt__till", "receipt__sequence")
    )


def evenings_of(fair: Fair) -> QuerySet[Evening]:
    """Return the closings of all tills, the latest first."""
    return Evening.objects.filter(till__fair=fair).select_related("till", "order")


def is_association(fair: Fair) -> bool:
    """Say whether an association's agents hold the cash of a fair: it may bear what is missing."""
    return fair.holder.kind == Organisation.Kind.ASSOCIATION


def odd_of(fair: Fair) -> QuerySet[OddReceipt]:
    """Return what did not fit and waits for a person."""
    return OddReceipt.objects.filter(till__fair=fair, settled_at=None).select_related("till")


def _numbers(line: dict[str, int | None], sold: int, settled: int, is_back: bool) -> GoodsVariance:
    return GoodsVariance(
        out=line.get("q") or 0,
        sold=sold,
        back=line.get("b") or 0,
        lost=line.get("n") or 0,
        settled=settled,
        is_back=is_back,
    )
