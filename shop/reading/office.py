"""What the operator reads: orders found by what she knows of them, one order whole, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from producers.domain.shown import Shown, shown
from producers.domain.text import fold
from producers.models import Act, Organisation
from shop.models import (
    Enquiry,
    ExceptionCase,
    JournalEntry,
    ManualEntry,
    Order,
    OrderLine,
    Payment,
    Payout,
    PayoutBatch,
    Posting,
    ProducerOrder,
    Product,
    ReconcileRun,
    Stock,
)

WAITING_TRANSFER = Q(status="draft", method="transfer")
TO_CALL = Q(confirmation="waiting") & Q(status__in=["draft", "placed"])


@dataclass(frozen=True)
class LineRow:
    """One line as it was sold, with its name in a language that it has."""

    name: Shown
    sku: str
    quantity: int
    unit_price: object
    total: object


def find_orders(asked: Mapping[str, Any]) -> QuerySet[Order]:
    """Return the orders that fit what ``OrderFilter`` understood."""
    rows = Order.objects.select_related("market")
    exact = {name: asked[name] for name in ("status", "market", "method") if asked.get(name)}
    rows = rows.filter(**exact)
    if asked.get("q"):
        rows = rows.filter(_named(asked["q"].strip()))
    if asked.get("since"):
        rows = rows.filter(created_at__date__gte=asked["since"])
    if asked.get("until"):
        rows = rows.filter(created_at__date__lte=asked["until"])
    waits = {"transfer": WAITING_TRANSFER, "call": TO_CALL}.get(asked.get("waits") or "")
    return rows.filter(waits) if waits else rows


def _named(words: str) -> Q:
    """Number, e-mail, or phone: a phone is known by its last digits, however it is written."""
    digits = "".join(sign for sign in words if sign.isdigit())
    named = Q(number__iexact=words) | Q(email__iexact=words)
    return named | Q(phone__endswith=digits.lstrip("0")) if len(digits) >= 6 else named


def find_makers(asked: Mapping[str, Any]) -> QuerySet[Organisation]:
    """Return who makes and sells, newest first, with ``on_sale``: how many of her products are live."""
    live = Count("products", filter=Q(products__live=True))
    rows = Organisation.objects.sellers().annotate(on_sale=live).order_by("-number")
    if asked.get("status"):
        rows = rows.filter(status=asked["status"])
    words = (asked.get("q") or "").strip()
    return rows.filter(Q(search_text__contains=fold(words)) | Q(slug__icontains=words)) if words else rows


def order_parts(order: Order) -> list[dict[str, object]]:
    """Return its producer orders with their lines; two queries."""
    lines = Prefetch("lines", queryset=OrderLine.objects.order_by("pk"))
    parts = order.parts.select_related("producer").prefetch_related(lines)
    return [part_shown(part, order.language) for part in parts]


def part_shown(part: ProducerOrder, lang: str) -> dict[str, object]:
    """Return one producer order with its lines, as it was sold."""
    return {
        "pk": part.pk,
        "number": part.number,
        "producer": part.producer.slug,
        "get_status_display": part.get_status_display(),
        "lines": [_line(line, lang) for line in part.lines.all()],
    }


def _line(line: OrderLine, lang: str) -> LineRow:
    name = shown(line.product_name, lang, line.original_language)
    return LineRow(name, line.sku, line.quantity, line.unit_price, line.total)


def payments_of(order: Order) -> QuerySet[Payment]:
    """Return how it was paid, event by event."""
    return order.payments.prefetch_related("events")


def journal_of(order: Order) -> QuerySet[JournalEntry]:
    """Return what the books say of it."""
    sides = Prefetch("postings", queryset=Posting.objects.select_related("account"))
    return JournalEntry.objects.filter(order=order).prefetch_related(sides)


def acts_on(order: Order) -> QuerySet[Act]:
    """Return what was done with it and its parts, oldest first."""
    parts = ProducerOrder.objects.filter(order=order).values("pk")
    return Act.objects.filter(
        Q(kind="order", object_id=order.pk) | Q(kind="producerorder", object_id__in=parts)
    ).order_by("pk")


def declined_because(code: str) -> "QuerySet[Act, int]":
    """Return the keys of the parts that were declined for one picture-reason."""
    acts = Act.objects.filter(kind="producerorder", verb="producerorder.declined", reason=code)
    return acts.values_list("object_id", flat=True)


def acts_on_part(part: ProducerOrder) -> QuerySet[Act]:
    """Return what was done with one producer order, oldest first."""
    return Act.objects.filter(kind="producerorder", object_id=part.pk).order_by("pk")


def sold_out() -> QuerySet[Stock]:
    """Rows of stock on sale with nothing left to promise."""
    return Stock.objects.filter(variant__is_active=True, variant__product__live=True, on_hand=0, cap=0)


def in_moderation() -> QuerySet[Product]:
    """Products with changes that nobody has published yet."""
    return Product.objects.filter(has_unpublished_changes=True)


def count_waiting() -> Mapping[str, int]:
    """Return how much waits for a person, by kind; six short counts."""
    return {
        "transfer": Order.objects.filter(WAITING_TRANSFER).count(),
        "call": Order.objects.filter(TO_CALL).count(),
        "exceptions": ExceptionCase.objects.filter(closed_at=None).count(),
        "moderation": in_moderation().count(),
        "enquiries": Enquiry.objects.filter(state=Enquiry.State.OPEN).count(),
        "sold_out": sold_out().count(),
    }


def count_in_books() -> dict[str, int]:
    """Return how much waits for whoever keeps the books, and how much the last reconcile found."""
    batches = dict(PayoutBatch.objects.order_by().values_list("status").annotate(count=Count("pk")))
    last = ReconcileRun.objects.exclude(ended_at=None).order_by("-pk").first()
    return {
        "batches": batches.get("proposed", 0),
        "under_way": Payout.objects.filter(status="sent").values("batch").distinct().count(),
        "entries": ManualEntry.objects.filter(status="proposed").count(),
        "differences": last.count if last else 0,
    }
