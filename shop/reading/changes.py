"""Changes and refunds as the office lists them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from producers.domain.shown import Shown, shown
from shop.models import Change, Refund
from shop.reading.buyer_rights import OPEN


def find_changes(asked: Mapping[str, Any]) -> QuerySet[Change]:
    """Return the changes that fit what ``ChangeFilter`` understood, newest first."""
    rows = Change.objects.select_related("order")
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("status") == "open":
        return rows.filter(status__in=OPEN)
    return rows.filter(status=asked["status"]) if asked.get("status") else rows


def find_refunds(asked: Mapping[str, Any]) -> QuerySet[Refund]:
    """Return the refunds that fit what ``RefundFilter`` understood, newest first."""
    exact = {name: asked[name] for name in ("status", "method") if asked.get(name)}
    return Refund.objects.select_related("order").filter(**exact)


def change_lines(change: Change, lang: str) -> list[tuple[int, Shown]]:
    """Return the pieces that a change is about: how many, of what."""
    rows = change.lines.select_related("line")
    return [(row.quantity, shown(row.line.product_name, lang, row.line.original_language)) for row in rows]
